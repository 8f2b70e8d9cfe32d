package io.quotewire.model;

import org.jspecify.annotations.Nullable;

/**
 * What clients subscribe to, written {@code KIND:SOURCE:INSTRUMENT}.
 *
 * @param source a venue, or {@link #BEST}
 */
public record Topic(Kind kind, String source, Instrument instrument) {
    /** The source that follows the first healthy venue of the configured order. */
    public static final String BEST = "best";

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
        /** A book in full depth, from which the others are cut; inside only, clients cannot name it. */
        BOOK("book", Shape.BOOK);

        /** The deepest book that clients can follow, in levels a side. */
        public static final int DEEPEST = 400;

        private final String text;
        private final Shape shape;
        private final int depth;

        Kind(String text, Shape shape) {
            this.text = text;
            this.shape = shape;
            this.depth = 0;
        }

        Kind(int depth) {
            this.text = "book." + depth;
            this.shape = Shape.BOOK;
            this.depth = depth;
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

    public Shape shape() {
        return kind.shape();
    }

    @Override
    public String toString() {
        return kind.text() + ":" + source + ":" + instrument;
    }
}
