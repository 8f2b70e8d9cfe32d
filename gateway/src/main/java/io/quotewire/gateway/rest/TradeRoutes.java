package io.quotewire.gateway.rest;

import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Query;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.gateway.tape.TradePage;
import io.quotewire.gateway.tape.TradeRange;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Trades of a topic, those of the history too. Reading them creates no demand upstream: that is what subscriptions do. */
final class TradeRoutes {
    private static final Set<String> PARAMETERS =
            Set.of("epoch", "from_seq", "to_seq", "from", "to", "limit", "cursor");

    private final RestApi.Parts parts;

    TradeRoutes(RestApi.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(new Route("/v1/trades/{source}/{instrument}", PARAMETERS, true, this::trades));
    }

    private Response trades(Request request) {
        Topic topic = Asking.topic(
                parts, request, "trade:" + request.variable("source") + ":" + request.variable("instrument"));
        TradesPast past = new TradesPast(
                parts.archive(), range -> Asking.await(parts.shards().trades(topic, range), Duration.ZERO));
        TradePage page = past.read(topic, range(request.query()));
        return Response.json(Json.bytes(json -> write(json, page)));
    }

    private static TradeRange range(Query query) {
        int limit = query.number("limit", 1, Page.MOST, Page.DEFAULT);
        Epoch epoch = epoch(query);
        long fromSeq = query.count("from_seq");
        long fromUs = query.count("from");
        boolean byTime = fromUs >= 0 || query.has("to");
        if ((epoch == null) != (fromSeq < 0) || (epoch == null && query.has("to_seq"))) {
            throw query.bad("from_seq", "goes with epoch, to_seq with both");
        }
        if (epoch != null && byTime) {
            throw query.bad("from", "is a time in microseconds and goes without epoch, from_seq and to_seq");
        }
        TradeRange range = epoch != null
                ? TradeRange.numbers(epoch, Math.max(1, fromSeq), end(query, "to_seq", fromSeq), limit)
                : byTime
                        ? TradeRange.times(Math.max(1, fromUs), end(query, "to", fromUs), limit)
                        : TradeRange.newest(limit);
        TradePage.Mark mark = mark(query);
        return mark == null ? range : range.goingOn(mark);
    }

    private static long end(Query query, String name, long start) {
        long end = query.count(name);
        if (end >= 0 && end < start) {
            throw query.bad(name, "must not lie before the start");
        }
        return end < 0 ? TradeRange.OPEN : end;
    }

    private static @Nullable Epoch epoch(Query query) {
        String text = query.text("epoch");
        Epoch epoch = text == null ? null : parse(text);
        if (text != null && epoch == null) {
            throw query.bad("epoch", "must be an epoch as messages have it, such as m3q0jrnk");
        }
        return epoch;
    }

    private static @Nullable Epoch parse(String text) {
        try {
            return text.length() <= 16 ? Epoch.parse(text) : null;
        } catch (NumberFormatException notAnEpoch) {
            return null;
        }
    }

    private static TradePage.@Nullable Mark mark(Query query) {
        String cursor = query.text("cursor");
        TradePage.Mark mark = cursor == null ? null : decode(cursor);
        if (cursor != null && mark == null) {
            throw query.bad("cursor", "must be the next of an answer of this list");
        }
        return mark;
    }

    private static String encode(TradePage.Mark mark) {
        String text = mark.epoch() + ":" + mark.seq();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static TradePage.@Nullable Mark decode(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
            int colon = text.indexOf(':');
            Epoch epoch = colon < 0 ? null : parse(text.substring(0, colon));
            long seq = colon < 0 ? -1 : Long.parseLong(text.substring(colon + 1));
            return epoch == null || seq < 1 ? null : new TradePage.Mark(epoch, seq);
        } catch (IllegalArgumentException noCursorOfOurs) {
            return null;
        }
    }

    private static void write(JsonGenerator json, TradePage page) {
        json.writeArrayPropertyStart("trades");
        page.trades().forEach(trade -> write(json, trade));
        json.writeEndArray();
        json.writeArrayPropertyStart("gaps");
        page.holes().forEach(hole -> write(json, hole));
        json.writeEndArray();
        TradePage.Mark next = page.next();
        json.writeStringProperty("next", next == null ? null : encode(next));
        if (page.trades().stream().anyMatch(trade -> trade.head().simulated())) {
            json.writeBooleanProperty("simulated", true);
        }
    }

    private static void write(JsonGenerator json, TradePage.Entry trade) {
        json.writeStartObject();
        json.writeStringProperty("epoch", trade.head().epoch().toString());
        json.writeNumberProperty("seq", trade.item().seq());
        json.writeStringProperty("id", trade.item().id());
        json.writeStringProperty("side", trade.item().side().text());
        json.writeStringProperty("price", trade.item().price().toString());
        json.writeStringProperty("size", trade.item().size().toString());
        writeKnown(
                json,
                "ts",
                trade.item().tsUs() == 0 ? TradePage.UNKNOWN : trade.item().tsUs());
        json.writeNumberProperty("recv", trade.head().recvUs());
        json.writeStringProperty("source", trade.head().source());
        if (trade.item().late()) {
            json.writeBooleanProperty("late", true);
        }
        if (trade.item().suspect()) {
            json.writeBooleanProperty("suspect", true);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, TradePage.Hole hole) {
        json.writeStartObject();
        json.writeStringProperty("epoch", hole.epoch().toString());
        writeKnown(json, "from", hole.from());
        writeKnown(json, "to", hole.to());
        writeKnown(json, "missing", hole.missing());
        json.writeStringProperty("why", hole.why());
        json.writeEndObject();
    }

    private static void writeKnown(JsonGenerator json, String name, long value) {
        if (value == TradePage.UNKNOWN) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }
}
