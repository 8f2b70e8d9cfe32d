package io.quotewire.gateway.dialect;

import io.quotewire.model.Check;
import io.quotewire.model.Instrument;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Settings of the dialect {@code courses}.
 *
 * @param pairs told at {@code /courses}, in this order; 1 to 50, each once
 */
public record CoursesConfig(List<Instrument> pairs) {
    private static final int MOST_PAIRS = 50;

    public static final CoursesConfig DEFAULT = new CoursesConfig(
            Stream.of("BTC-USDT", "ETH-USDT", "XRP-USDT").map(Instrument::parse).toList());

    public CoursesConfig {
        pairs = List.copyOf(pairs);
        Check.range("dialects.courses.pairs (entries)", pairs.size(), 1, MOST_PAIRS);
        if (new LinkedHashSet<>(pairs).size() < pairs.size()) {
            throw new IllegalArgumentException("dialects.courses.pairs must have each pair once, has " + pairs);
        }
    }
}
