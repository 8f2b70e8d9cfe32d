package io.quotewire.engine;

import io.quotewire.model.Instrument;
import io.quotewire.model.Topic;
import io.quotewire.model.Topic.Kind;

/** The {@code best} topics of one instrument. */
record Bests(Best quote, Best ticker, Best trade, Best book) {
    static Bests of(Instrument instrument, Scope scope) {
        return new Bests(
                of(Kind.QUOTE, instrument, scope),
                of(Kind.TICKER, instrument, scope),
                of(Kind.TRADE, instrument, scope),
                of(Kind.BOOK, instrument, scope));
    }

    private static Best of(Kind kind, Instrument instrument, Scope scope) {
        return new Best(new Topic(kind, Topic.BEST, instrument), scope);
    }

    Best of(Kind kind) {
        return switch (kind) {
            case QUOTE -> quote;
            case TICKER -> ticker;
            case TRADE -> trade;
            case BOOK -> book;
            default -> throw new IllegalArgumentException("no best topic of kind " + kind);
        };
    }
}
