package io.quotewire.gateway.rest;

import io.quotewire.gateway.candle.CandlePage;
import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Query;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.model.Epoch;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.PastCandles.Past;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.ClosedCandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Candles: ours as far as they and the history reach, for other times the venue's own, which it is asked for within its budget.
 * Reading creates no demand upstream: that is what subscriptions do.
 */
final class CandleRoutes {
    /** A venue that is asked has answered by then, or not at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(16);

    /** What each venue tells at once. A page that has to be asked for is no longer, so that its cursor leaves nothing out. */
    private static final int MOST_THEIRS = 300;

    /** For one answer. */
    private static final int MOST_QUESTIONS = 4;

    private static final List<String> INTERVALS =
            Stream.of(Interval.values()).map(Interval::text).toList();

    private final RestApi.Parts parts;

    CandleRoutes(RestApi.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        Set<String> parameters = Set.of("interval", "from", "to", "limit", "cursor");
        return List.of(new Route("/v1/candles/{source}/{instrument}", parameters, true, this::candles));
    }

    private Response candles(Request request) {
        String text = request.query().oneOf("interval", INTERVALS, Interval.MINUTE.text());
        Topic topic = Asking.topic(
                parts,
                request,
                "candle." + text + ":" + request.variable("source") + ":" + request.variable("instrument"));
        CandleSpan span = span(request.query(), interval(topic));
        CandlePage ours = Asking.await(parts.shards().candles(topic), Duration.ZERO);
        long oursFromUs = oursFromUs(ours, span);
        CandlesPast past = past(topic, ours, span.before(oursFromUs));
        if (past.missing() > MOST_THEIRS) {
            span = span.limited(MOST_THEIRS);
            past = past(topic, ours, span.before(oursFromUs));
        }
        CandleList list = new CandleList(span);
        tell(topic, ours, past, list);
        ours.holes().forEach(list::hole);
        ours.closed().forEach(list::add);
        list.add(ours.open());
        return Response.json(Json.bytes(json -> list.write(json, CandleRoutes::encode)));
    }

    private CandlesPast past(Topic topic, CandlePage ours, CandleSpan before) {
        ClosedCandle first = ours.closed().isEmpty() ? null : ours.closed().getFirst();
        Epoch then = first == null ? null : first.head().epoch();
        return CandlesPast.read(parts.archive(), topic, before, then);
    }

    /** What lies before the ring: of the history, and of the venue where that does not know. */
    private void tell(Topic topic, CandlePage ours, CandlesPast past, CandleList list) {
        List<CandleSpan> unknown = past.unknown();
        unknown.stream().limit(MOST_QUESTIONS).forEach(span -> theirs(topic, ours, span, list));
        unknown.stream().skip(MOST_QUESTIONS).forEach(span -> list.gap(span, "ask for fewer at once"));
        past.candles().forEach(list::add);
        if (past.lost()) {
            list.gap(past.span(), "some were lost");
        }
    }

    private static Interval interval(Topic topic) {
        Interval interval = topic.kind().interval();
        if (interval == null) {
            throw new IllegalStateException("no candles: " + topic);
        }
        return interval;
    }

    /** Where what we saw ourselves begins; nothing of ours is the end of the span. */
    private static long oursFromUs(CandlePage ours, CandleSpan span) {
        if (!ours.closed().isEmpty()) {
            return ours.closed().getFirst().candle().openUs();
        }
        return ours.open() == null ? span.toUs() : ours.open().candle().openUs();
    }

    private void theirs(Topic topic, CandlePage ours, CandleSpan before, CandleList list) {
        Listing listing = listing(topic, ours);
        if (listing == null) {
            list.gap(before, "no venue lists it yet");
            return;
        }
        try {
            Past past = parts.past()
                    .candles(listing, before.interval(), before.fromUs(), before.toUs())
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            past.candles().forEach(candle -> list.add(candle, listing));
            if (past.fromUs() > before.fromUs()) {
                list.gap(before.before(past.fromUs()), "the venue does not tell them, or not at once: ask for fewer");
            }
        } catch (ExecutionException refused) {
            String why = refused.getCause() == null ? null : refused.getCause().getMessage();
            list.gap(before, why == null ? "the venue was not asked" : why);
        } catch (TimeoutException late) {
            list.gap(before, "no answer from the venue");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            list.gap(before, "interrupted");
        }
    }

    /** Whose candles these are: of best, the venue's that it follows, or else would follow. */
    private @Nullable Listing listing(Topic topic, CandlePage ours) {
        if (!topic.source().equals(Topic.BEST)) {
            return new Listing(topic.source(), topic.instrument());
        }
        String source = ours.source();
        if (source != null) {
            return new Listing(source, topic.instrument());
        }
        List<ListingInfo> listed = parts.directory().catalog().of(topic.instrument());
        return listed.isEmpty() ? null : listed.getFirst().listing();
    }

    private CandleSpan span(Query query, Interval interval) {
        int limit = query.number("limit", 1, Page.MOST, Page.DEFAULT);
        long cursorUs = cursor(query);
        long fromUs = cursorUs >= 0 ? cursorUs : query.count("from");
        long toUs = query.count("to");
        if (toUs >= 0 && toUs < fromUs) {
            throw query.bad("to", "must not lie before from; both are times in microseconds");
        }
        long nowUs = interval.openUs(parts.clock().nowUs()) + interval.us();
        return CandleSpan.of(interval, fromUs, toUs < 0 ? nowUs : Math.min(toUs, nowUs), limit);
    }

    private static long cursor(Query query) {
        String cursor = query.text("cursor");
        long fromUs = cursor == null ? -1 : decode(cursor);
        if (cursor != null && fromUs < 0) {
            throw query.bad("cursor", "must be the next of an answer of this list");
        }
        return fromUs;
    }

    private static String encode(long fromUs) {
        String text = "from:" + fromUs;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static long decode(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
            long fromUs = text.startsWith("from:") ? Long.parseLong(text.substring(5)) : -1;
            return fromUs < 1L << 53 ? fromUs : -1;
        } catch (IllegalArgumentException noCursorOfOurs) {
            return -1;
        }
    }
}
