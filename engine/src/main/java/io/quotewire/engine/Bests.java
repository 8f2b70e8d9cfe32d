package io.quotewire.engine;

import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Topic;
import io.quotewire.model.Topic.Kind;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code best} topics of one instrument. */
record Bests(Best quote, Best ticker, Best trade, Best book, Map<Kind, Best> candles) {
    /** @param before the conversion whose numbers go on, null where there was none */
    static Bests of(Instrument instrument, Scope scope, @Nullable Conversion before) {
        return new Bests(
                before == null ? of(Kind.QUOTE, instrument, scope) : new Best(before.end(Kind.QUOTE), scope),
                before == null ? of(Kind.TICKER, instrument, scope) : new Best(before.end(Kind.TICKER), scope),
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
        return new Best(scope.chain(new Topic(kind, Topic.BEST, instrument)), scope);
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
