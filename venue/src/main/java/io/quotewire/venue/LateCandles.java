package io.quotewire.venue;

import io.quotewire.model.FeedCommand;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.PastCandles.Past;
import io.quotewire.venue.candle.CandleAnswer;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.candle.CandleSpan;
import io.quotewire.venue.frame.AnswerSink;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.Symbols;
import io.quotewire.venue.pace.Backoff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the venue's own candles over REST, one span after the other, within the limits that all requests share: for shards,
 * which did not see all trades of theirs, and for readers of old ones, who go first. Whatever is asked here waits until there is
 * leave for a book besides, which is in greater need.
 *
 * <p>What a venue cannot answer at once is cut to the newest candles that it can, and the answer says from where on it speaks.
 * One span is never asked for twice at a time: who wants the same gets the same answer.
 *
 * <p>A venue's REST side may lag: an answer that stops before a candle that has just ended is no proof that there is none, and is
 * asked for again a few times. A shard is always answered in the end, if need be that nothing is known.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class LateCandles {
    static final String STOPPED = "the feed has been stopped";

    /** Spans that may wait; further ones count as not known. */
    static final int MOST_SPANS = 1_000;

    /** Readers who may wait. */
    static final int MOST_READERS = 32;

    /** How long a reader waits for his turn at most. */
    static final long READER_US = 15_000_000;

    /** Answers without the newest candle, after which it is believed that there was no trade in it. */
    static final int MOST_ANSWERS = 3;

    /** Requests that come to nothing, after which the span is given up. */
    static final int MOST_FAILURES = 4;

    /** A candle that has ended a shorter time ago is perhaps not whole yet. */
    private static final long SETTLED_US = 2_000_000;

    private static final long AGAIN_US = 3_000_000;

    /** By then a venue knows that a candle had no trade. */
    private static final long LAG_US = 30_000_000;

    /** By how much a venue's clock, by which shards judge, may be ahead of ours. */
    private static final long AHEAD_US = 5_000_000;

    private final FeedParts parts;
    private final Map<Wanted, Ask> asks = new LinkedHashMap<>();
    private final ArrayDeque<MarketEvent.Candles> untold = new ArrayDeque<>();
    private boolean wasRead;
    private boolean asked;
    private int failures;
    private long pausedUntilUs;
    private boolean closed;

    LateCandles(FeedParts parts) {
        this.parts = parts;
    }

    private record Wanted(Listing listing, CandleSpan span) {}

    /** Who wants a span, and how it went so far. */
    private static final class Ask {
        private final RestCall call;
        private final List<CompletableFuture<Past>> readers = new ArrayList<>();
        private FeedCommand.@Nullable Candles command;
        private long dueUs;
        private long readersUntilUs;
        private int answers;
        private int failures;

        Ask(RestCall call, long dueUs) {
            this.call = call;
            this.dueUs = dueUs;
        }

        void refuseReaders(String why) {
            readers.forEach(reader -> reader.completeExceptionally(new IllegalStateException(why)));
            readers.clear();
        }
    }

    /** A shard wants candles; false if it is told at once that nothing is known. */
    boolean ask(FeedCommand.Candles command, long nowUs) {
        long toUs = Math.min(command.toUs(), nowUs + AHEAD_US);
        CandleSpan span = CandleSpan.between(command.interval(), command.fromUs(), toUs);
        Ask ask = find(command.listing(), span, MOST_SPANS, Math.max(nowUs, span.toUs() + SETTLED_US));
        if (ask == null) {
            unknown(command, nowUs);
            return false;
        }
        if (ask.command == null) {
            ask.command = command;
        }
        return true;
    }

    /** Somebody wants to read the candles of a span as far as it has passed; {@code reader} completes on the event loop. */
    void read(Listing listing, CandleSpan asked, CompletableFuture<Past> reader, long nowUs) {
        CandleSpan span = CandleSpan.between(asked.interval(), asked.fromUs(), Math.min(asked.toUs(), nowUs));
        if (span.isEmpty()) {
            reader.complete(new Past(asked.fromUs(), List.of()));
            return;
        }
        int reading = asks.values().stream().mapToInt(ask -> ask.readers.size()).sum();
        Ask ask = reading < MOST_READERS ? find(listing, span, MOST_SPANS + MOST_READERS, nowUs) : null;
        if (ask == null) {
            String why = reading < MOST_READERS ? "there are no such candles" : "too many readers wait";
            reader.completeExceptionally(new IllegalStateException(closed ? STOPPED : listing + ": " + why));
            return;
        }
        if (ask.readers.isEmpty()) {
            ask.readersUntilUs = nowUs + READER_US;
        }
        ask.readers.add(reader);
        ask.dueUs = Math.min(ask.dueUs, nowUs);
    }

    /** Asks for the next candles, when that may be done. */
    void tick(long nowUs) {
        tellAgain();
        expire(nowUs);
        Map.Entry<Wanted, Ask> next = asked || nowUs < pausedUntilUs ? null : next(nowUs);
        if (next == null || !isLeave(next.getKey().listing, next.getValue().call, nowUs)) {
            return;
        }
        Wanted wanted = next.getKey();
        asked = parts.rest()
                .fetch(
                        next.getValue().call,
                        nowUs,
                        body -> decoded(body, wanted.span),
                        answer -> FeedParts.post(parts.loop(), () -> answered(wanted, answer)));
        parts.counters().add(FeedMetric.CANDLES_ASKED, asked ? 1 : 0);
    }

    /** Nothing more is asked. Shards are told nothing. */
    void close() {
        closed = true;
        asks.values().forEach(ask -> ask.refuseReaders(STOPPED));
        asks.clear();
    }

    /** The ask for the newest candles of {@code span} that one answer can have; null where it cannot be asked, or too many wait. */
    private @Nullable Ask find(Listing listing, CandleSpan span, int most, long dueUs) {
        CandleShape shape = parts.adapter().candles();
        if (closed || shape == null || span.isEmpty() || parts.infos().apply(listing) == null) {
            return null;
        }
        Wanted wanted = new Wanted(listing, span.newest(shape.most()));
        Ask ask = asks.get(wanted);
        if (ask != null || asks.size() >= most) {
            return ask;
        }
        RestCall call = parts.adapter().candlesCall(parts.adapter().symbol(listing.instrument()), wanted.span);
        if (call == null) {
            return null;
        }
        Ask fresh = new Ask(call, dueUs);
        asks.put(wanted, fresh);
        return fresh;
    }

    /** The first whose time has come; readers and shards take turns, so that neither waits for all of the other. */
    private Map.@Nullable Entry<Wanted, Ask> next(long nowUs) {
        Map.Entry<Wanted, Ask> first = null;
        for (Map.Entry<Wanted, Ask> entry : asks.entrySet()) {
            if (entry.getValue().dueUs <= nowUs) {
                boolean read = !entry.getValue().readers.isEmpty();
                if (read != wasRead) {
                    wasRead = read;
                    return entry;
                }
                first = first == null ? entry : first;
            }
        }
        return first;
    }

    /** Many small calls would use up, one by one, what a book that weighs much waits for. */
    private boolean isLeave(Listing listing, RestCall call, long nowUs) {
        RestCall book = parts.adapter().bookCall(parts.adapter().symbol(listing.instrument()));
        int weight = call.weight() + (book == null ? 0 : book.weight());
        return parts.ledger().callDueUs(weight, nowUs) <= nowUs;
    }

    /** On a virtual thread. */
    private CandleAnswer decoded(byte[] body, CandleSpan span) {
        List<CandleAnswer> answers = new ArrayList<>(1);
        FrameDecoder decoder = new FrameDecoder(
                (frame, any, told) -> answers.add(parts.adapter().candlesAnswer(frame, span)), new Symbols(Map.of()));
        decoder.stamp(parts.clock().nowUs(), parts.simulated().getAsBoolean());
        decoder.decode(body, 0, body.length, new AnswerSink());
        return answers.getFirst();
    }

    private void answered(Wanted wanted, RestDoor.Answer<CandleAnswer> answer) {
        long nowUs = parts.clock().nowUs();
        Ask ask = asks.get(wanted);
        asked = false;
        switch (answer) {
            case RestDoor.Answer.Read<CandleAnswer> read -> {
                failures = 0;
                if (ask != null) {
                    heard(wanted, ask, read.content(), read.simulated(), nowUs);
                }
            }
            case RestDoor.Answer.Failed<CandleAnswer> failure -> {
                long delayUs = Backoff.delayUs(parts.random(), Backoff.FIRST_US, Backoff.MOST_US, failures++);
                pausedUntilUs = nowUs + delayUs;
                parts.trouble().accept(wanted.listing + ": no candles: " + failure.reason());
                if (ask != null) {
                    failed(wanted, ask, failure.reason(), nowUs);
                }
            }
        }
    }

    private void heard(Wanted wanted, Ask ask, CandleAnswer answer, boolean simulated, long nowUs) {
        Past past = new Past(answer.isEmpty() ? wanted.span.toUs() : answer.fromUs(), answer.candles());
        ask.readers.forEach(reader -> reader.complete(past));
        ask.readers.clear();
        ask.answers++;
        FeedCommand.Candles command = ask.command;
        boolean lags = !answer.reachesEnd() && nowUs < wanted.span.toUs() + LAG_US;
        if (command != null && lags && ask.answers < MOST_ANSWERS) {
            ask.dueUs = nowUs + AGAIN_US;
            return;
        }
        asks.remove(wanted);
        if (command != null && answer.isEmpty()) {
            unknown(command, nowUs);
        } else if (command != null) {
            parts.counters().add(FeedMetric.CANDLES, answer.candles().size());
            tell(new MarketEvent.Candles(
                    wanted.listing,
                    nowUs,
                    simulated || parts.simulated().getAsBoolean(),
                    wanted.span.interval(),
                    answer.fromUs(),
                    answer.toUs(),
                    answer.candles(),
                    true));
        }
    }

    private void failed(Wanted wanted, Ask ask, String reason, long nowUs) {
        ask.refuseReaders(reason);
        ask.failures++;
        if (ask.command == null) {
            asks.remove(wanted);
        } else if (ask.failures == MOST_FAILURES) {
            asks.remove(wanted);
            unknown(ask.command, nowUs);
        }
    }

    /** Readers do not wait for ever. */
    private void expire(long nowUs) {
        for (Ask ask : asks.values()) {
            if (!ask.readers.isEmpty() && nowUs >= ask.readersUntilUs) {
                ask.refuseReaders("no leave to ask, or no answer, in time");
            }
        }
        asks.values().removeIf(ask -> ask.readers.isEmpty() && ask.command == null);
    }

    private void unknown(FeedCommand.Candles command, long nowUs) {
        parts.counters().add(FeedMetric.CANDLES_MISSED, 1);
        tell(new MarketEvent.Candles(
                command.listing(),
                nowUs,
                parts.simulated().getAsBoolean(),
                command.interval(),
                command.fromUs(),
                command.toUs(),
                List.of(),
                false));
    }

    /** A full shard is told later; one that stays full is told the newest {@link #MOST_SPANS} answers. */
    private void tell(MarketEvent.Candles candles) {
        untold.add(candles);
        if (untold.size() > MOST_SPANS) {
            untold.remove();
        }
        tellAgain();
    }

    private void tellAgain() {
        for (MarketEvent.Candles next = untold.peek();
                next != null && parts.outlet().candles(next);
                next = untold.peek()) {
            untold.remove();
        }
    }
}
