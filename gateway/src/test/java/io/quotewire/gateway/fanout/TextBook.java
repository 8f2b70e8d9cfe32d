package io.quotewire.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A book as a simple client keeps it: sizes by the text of their price. */
final class TextBook {
    private final Map<String, String> bids = new HashMap<>();
    private final Map<String, String> asks = new HashMap<>();

    /** What a snapshot's data says, null where it is null. Its own hash must be right. */
    static @Nullable TextBook of(@Nullable Object data) {
        if (!(data instanceof Map<?, ?> sides) || !sides.containsKey("bids")) {
            return null;
        }
        TextBook book = new TextBook();
        book.apply(sides, false);
        assertThat(sides.get("hash")).isEqualTo(book.hash());
        return book;
    }

    /** @param leaps whether a price may be said to have gone that came and went between two messages */
    void apply(Object data, boolean leaps) {
        Map<?, ?> sides = (Map<?, ?>) data;
        apply(bids, sides.get("bids"), leaps);
        apply(asks, sides.get("asks"), leaps);
    }

    String hash() {
        return hash(levels());
    }

    /** All bids then all asks, best first, each as {@code price:size}. */
    String levels() {
        Comparator<String> rising = Comparator.comparing(BigDecimal::new);
        return Stream.concat(lines(bids, rising.reversed()), lines(asks, rising))
                .collect(Collectors.joining(","));
    }

    static String hash(String levels) {
        CRC32 sum = new CRC32();
        sum.update(levels.getBytes(StandardCharsets.US_ASCII));
        return "%08x".formatted(sum.getValue());
    }

    private static Stream<String> lines(Map<String, String> side, Comparator<String> bestFirst) {
        return side.keySet().stream().sorted(bestFirst).map(price -> price + ":" + side.get(price));
    }

    private static void apply(Map<String, String> side, @Nullable Object changes, boolean leaps) {
        for (Object change : (List<?>) Objects.requireNonNull(changes)) {
            List<?> level = (List<?>) change;
            String price = String.valueOf(level.get(0));
            String size = String.valueOf(level.get(1));
            if (size.equals("0")) {
                String stood = side.remove(price);
                assertThat(stood != null || leaps).as("what stood at " + price).isTrue();
            } else {
                assertThat(new BigDecimal(size).signum()).isPositive();
                side.put(price, size);
            }
        }
    }
}
