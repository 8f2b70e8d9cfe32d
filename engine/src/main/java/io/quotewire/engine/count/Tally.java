package io.quotewire.engine.count;

import io.quotewire.engine.book.Failure;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A shard's counters.
 *
 * <p><b>Threads:</b> {@link #count}, {@link #add} and {@link #set} from the shard's only, so a plain read and an ordered write are enough; {@link #of}
 * and {@link #read} from any.
 */
public final class Tally {
    private final Map<Count, AtomicLong> counts = new EnumMap<>(Count.class);

    public Tally() {
        for (Count count : Count.values()) {
            counts.put(count, new AtomicLong());
        }
    }

    public void count(Count count) {
        add(count, 1);
    }

    public void add(Count count, long more) {
        AtomicLong counter = counter(count);
        counter.lazySet(counter.getPlain() + more);
    }

    public void set(Count count, long value) {
        counter(count).lazySet(value);
    }

    public long of(Count count) {
        return counter(count).get();
    }

    /** The readings of several shards, added up. */
    public static void read(List<Tally> tallies, List<Metric.Reading> readings) {
        for (Count count : Count.values()) {
            long sum = 0;
            for (Tally tally : tallies) {
                sum += tally.of(count);
            }
            readings.add(new Metric.Reading(count.metric, count.labels(), sum));
        }
    }

    private AtomicLong counter(Count count) {
        return Objects.requireNonNull(counts.get(count));
    }

    /** One counter: a metric, or the part of it that a label names. */
    public enum Count {
        TICKERS(EngineMetric.EVENTS, "ticker"),
        QUOTES(EngineMetric.EVENTS, "quote"),
        TRADES(EngineMetric.EVENTS, "trade"),
        TRADES_LOST(EngineMetric.EVENTS, "trades_lost"),
        FEED_LOST(EngineMetric.EVENTS, "feed_lost"),
        FEED_CLOSED(EngineMetric.EVENTS, "feed_closed"),
        BOOKS(EngineMetric.EVENTS, "book"),
        ACKNOWLEDGED(EngineMetric.EVENTS, "acknowledged"),
        TRADING(EngineMetric.EVENTS, "trading"),
        CANDLES(EngineMetric.EVENTS, "candles"),
        RATES(EngineMetric.EVENTS, "rate"),
        CONVERTS(EngineMetric.EVENTS, "convert"),
        LEGS(EngineMetric.EVENTS, "leg"),
        REMEMBERED(EngineMetric.EVENTS, "remembered"),
        VALUE_UPDATES(EngineMetric.UPDATES, "value"),
        TRADE_UPDATES(EngineMetric.UPDATES, "trades"),
        STATUS_UPDATES(EngineMetric.UPDATES, "status"),
        GAP_UPDATES(EngineMetric.UPDATES, "gap"),
        BOOK_UPDATES(EngineMetric.UPDATES, "book"),
        CANDLE_UPDATES(EngineMetric.UPDATES, "candle"),
        CANDLE_VIEWS(EngineMetric.VIEWS, null),
        RESYNCS(EngineMetric.COMMANDS, "resync"),
        AUDITS(EngineMetric.COMMANDS, "audit"),
        RESUBSCRIBES(EngineMetric.COMMANDS, "resubscribe"),
        PROBES(EngineMetric.COMMANDS, "probe"),
        RECONNECTS(EngineMetric.COMMANDS, "reconnect"),
        FILLS(EngineMetric.COMMANDS, "candles"),
        BOOK_CHECKS(EngineMetric.BOOK_CHECKS, null),
        BOOKS_INCOMPLETE(EngineMetric.BOOK_FAILURES, "sequence"),
        BOOKS_MISCOUNTED(EngineMetric.BOOK_FAILURES, "checksum"),
        BOOKS_UNFIT(EngineMetric.BOOK_FAILURES, "unfit"),
        BOOKS_CROSSED(EngineMetric.BOOK_FAILURES, "crossed"),
        BOOKS_DISPROVED(EngineMetric.BOOK_FAILURES, "audit"),
        BOOK_RESYNCS(EngineMetric.BOOK_RESYNCS, null),
        BOOKS_HELD_BACK(EngineMetric.BOOKS_HELD_BACK, null),
        BOOK_LEVELS(EngineMetric.BOOK_LEVELS, null),
        IGNORED_LATE_TRADES(EngineMetric.IGNORED, "late_trade"),
        IGNORED_CANDLE_TRADES(EngineMetric.IGNORED, "candle_trade"),
        IGNORED_RATES(EngineMetric.IGNORED, "rate"),
        IGNORED_BOOKS(EngineMetric.IGNORED, "book"),
        IGNORED_REMEMBERED(EngineMetric.IGNORED, "remembered"),
        HELD_BACK(EngineMetric.HELD_BACK, null),
        REGRESSED_QUOTES(EngineMetric.REGRESSED, "quote"),
        REGRESSED_TICKERS(EngineMetric.REGRESSED, "ticker"),
        REPEATED_QUOTES(EngineMetric.REPEATED, "quote"),
        REPEATED_TICKERS(EngineMetric.REPEATED, "ticker"),
        NOT_POSITIVE(EngineMetric.NOT_POSITIVE, null),
        SUSPECT_QUOTES(EngineMetric.SUSPECTS, "quote"),
        SUSPECT_TICKERS(EngineMetric.SUSPECTS, "ticker"),
        SUSPECT_TRADES(EngineMetric.SUSPECTS, "trade"),
        SUSPECT_RATES(EngineMetric.SUSPECTS, "rate"),
        OUTLIER_QUOTES(EngineMetric.OUTLIERS, "quote"),
        OUTLIER_TICKERS(EngineMetric.OUTLIERS, "ticker"),
        OUTLIER_TRADES(EngineMetric.OUTLIERS, "trade"),
        VERDICTS_SILENT(EngineMetric.VERDICTS, "silent"),
        VERDICTS_MUTE(EngineMetric.VERDICTS, "mute"),
        VERDICTS_LATE(EngineMetric.VERDICTS, "late"),
        SWITCHES(EngineMetric.SWITCHES, null),
        UNLISTED(EngineMetric.UNLISTED, null),
        LISTINGS(EngineMetric.LISTINGS, null),
        CONVERSIONS(EngineMetric.CONVERSIONS, null);

        private final EngineMetric metric;
        private final @Nullable String kind;

        Count(EngineMetric metric, @Nullable String kind) {
            this.metric = metric;
            this.kind = kind;
        }

        public static Count of(Failure failure) {
            return switch (failure) {
                case SEQUENCE -> BOOKS_INCOMPLETE;
                case CHECKSUM -> BOOKS_MISCOUNTED;
                case UNFIT -> BOOKS_UNFIT;
                case CROSSED -> BOOKS_CROSSED;
                case AUDIT -> BOOKS_DISPROVED;
            };
        }

        public static Count of(FeedCommand command) {
            return switch (command) {
                case FeedCommand.Resync ignored -> RESYNCS;
                case FeedCommand.Audit ignored -> AUDITS;
                case FeedCommand.Resubscribe ignored -> RESUBSCRIBES;
                case FeedCommand.Probe ignored -> PROBES;
                case FeedCommand.Reconnect ignored -> RECONNECTS;
                case FeedCommand.Candles ignored -> FILLS;
            };
        }

        private Map<String, String> labels() {
            return kind == null ? Map.of() : Map.of("kind", kind);
        }
    }
}
