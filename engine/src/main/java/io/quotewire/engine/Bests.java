package io.quotewire.engine;

import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Topic;
import io.quotewire.model.Topic.Kind;
import java.util.EnumMap;
import java.util.Map;

/** The {@code best} topics of one instrument. */
record Bests(Best quote, Best ticker, Best trade, Best book, Map<Kind, Best> candles) {
    static Bests of(Instrument instrument, Scope scope) {
        return new Bests(
                of(Kind.QUOTE, instrument, scope),
                of(Kind.TICKER, instrument, scope),
                of(Kind.TRADE, instrument, scope),
                of(Kind.BOOK, instrument, scope),
                candles(instrument, scope));
    }

    private static Map<Kind, Best> candles(Instrument instrument, Scope scope) {
        Map<Kind, Best> candles = new EnumMap<>(Kind.class);
        for (Interval interval : scope.config().derived().candles()) {
            Kind kind = Kind.of(interval);
            candles.put(kind, of(kind, instrument, scope));
        }
        return candles;
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
            default -> {
                Best candle = candles.get(kind);
                if (candle == null) {
                    throw new IllegalArgumentException("no best topic of kind " + kind);
                }
                yield candle;
            }
        };
    }
}
