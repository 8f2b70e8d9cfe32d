package io.quotewire.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients subscribe to, written {@code KIND:SOURCE:INSTRUMENT}; a rate of fiat money is {@code fx:USD-CAD}, how a
 * source fares {@code status:okx}.
 *
 * @param source a venue, {@link #BEST}, {@link #INDEX}, or {@link #FX} where the kind is that
 * @param instrument {@link #ALL} where the kind is that of a source as a whole
 */
public record Topic(Kind kind, String source, Instrument instrument) {
    /** The source that follows the first healthy venue of the configured order. */
    public static final String BEST = "best";

    /** The source that is the median over the healthy venues. */
    public static final String INDEX = "index";

    /** In place of a source: which provider a rate is from each of its values says. */
    public static final String FX = "fx";

    /** In place of an instrument: how a source fares concerns all that it has. */
    public static final Instrument ALL = new Instrument("ALL", "ALL");

    /** Sources that are made of others, so that no venue may be called like them. */
    public static final Set<String> COMPOSED = Set.of(BEST, INDEX, FX);

    /**
     * Sources that are no exchange: one makes its prices up, one has averaged what exchanges say. What they say has topics of
     * its own and is never a part of {@link #BEST} or {@link #INDEX}.
     */
    public static final Set<String> APART = Set.of("random", "coingecko");

    /** What a topic carries, and by that how it may be lost or merged on the way to a client. */
    public enum Kind {
        TICKER("ticker", Shape.VALUE),
        QUOTE("quote", Shape.VALUE),
        TRADE("trade", Shape.EVENT),
        BOOK_1(1),
        BOOK_5(5),
        BOOK_10(10),
        BOOK_20(20),
        BOOK_50(50),
        BOOK_100(100),
        BOOK_400(400),
        CANDLE_1S(Interval.SECOND),
        CANDLE_1M(Interval.MINUTE),
        CANDLE_5M(Interval.FIVE_MINUTES),
        CANDLE_15M(Interval.QUARTER),
        CANDLE_1H(Interval.HOUR),
        CANDLE_4H(Interval.FOUR_HOURS),
        CANDLE_1D(Interval.DAY),
        FX("fx", Shape.VALUE),
        STATUS("status", Shape.VALUE),
        /** A book in full depth, from which the others are cut; inside only, clients cannot name it. */
        BOOK("book", Shape.BOOK);

        /** The deepest book that clients can follow, in levels a side. */
        public static final int DEEPEST = 400;

        private final String text;
        private final Shape shape;
        private final int depth;
        private final @Nullable Interval interval;

        Kind(String text, Shape shape) {
            this(text, shape, 0, null);
        }

        Kind(int depth) {
            this("book." + depth, Shape.BOOK, depth, null);
        }

        Kind(Interval interval) {
            this("candle." + interval.text(), Shape.EVENT, 0, interval);
        }

        Kind(String text, Shape shape, int depth, @Nullable Interval interval) {
            this.text = text;
            this.shape = shape;
            this.depth = depth;
            this.interval = interval;
        }

        /** The kind of candles that last so long. */
        public static Kind of(Interval interval) {
            return switch (interval) {
                case SECOND -> CANDLE_1S;
                case MINUTE -> CANDLE_1M;
                case FIVE_MINUTES -> CANDLE_5M;
                case QUARTER -> CANDLE_15M;
                case HOUR -> CANDLE_1H;
                case FOUR_HOURS -> CANDLE_4H;
                case DAY -> CANDLE_1D;
            };
        }

        /** How long a candle lasts; null for any other kind. */
        public @Nullable Interval interval() {
            return interval;
        }

        /** Levels a side of a book that is cut; 0 for any other kind. */
        public int depth() {
            return depth;
        }

        public String text() {
            return text;
        }

        public Shape shape() {
            return shape;
        }

        /** The kind that a client writes {@code text}, or null. */
        public static @Nullable Kind of(String text) {
            for (Kind kind : values()) {
                if (kind != BOOK && kind.text.equals(text)) {
                    return kind;
                }
            }
            return null;
        }
    }

    /** How messages of a topic relate to each other. */
    public enum Shape {
        /** Each message is the whole value; a newer one replaces. */
        VALUE,
        /** Snapshots and changes that chain. */
        BOOK,
        /** Items that chain; never merged away, and a loss is announced. */
        EVENT
    }

    /**
     * Reads a topic without wildcards.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Topic parse(String text) {
        Topic topic = TopicPattern.parse(text).exact();
        if (topic == null) {
            throw new IllegalArgumentException("a single topic was expected, not a wildcard: " + text);
        }
        return topic;
    }

    /** The topic of a rate. */
    public static Topic fx(Instrument pair) {
        return new Topic(Kind.FX, FX, pair);
    }

    /** How a venue fares. */
    public static Topic status(String venue) {
        return new Topic(Kind.STATUS, venue, ALL);
    }

    public Shape shape() {
        return kind.shape();
    }

    @Override
    public String toString() {
        return switch (kind) {
            case FX -> kind.text() + ":" + instrument;
            case STATUS -> kind.text() + ":" + source;
            default -> kind.text() + ":" + source + ":" + instrument;
        };
    }
}
