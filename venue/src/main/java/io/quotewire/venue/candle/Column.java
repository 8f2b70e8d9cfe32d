package io.quotewire.venue.candle;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a column of a row can mean. */
enum Column {
    /** When the candle begins. */
    TIME,
    OPEN,
    HIGH,
    LOW,
    CLOSE,
    /** In base units. */
    VOLUME,
    /** Volume in quote units. */
    QUOTE,
    /** How many trades. */
    TRADES,
    /** Whether the candle has ended. */
    ENDED;

    /** Those that {@code words} name, one after the other; null where a dash stands. */
    static @Nullable Column[] of(String words) {
        return Arrays.stream(words.split(" ", -1))
                .map(word -> word.equals("-") ? null : valueOf(word.toUpperCase(Locale.ROOT)))
                .toArray(Column[]::new);
    }
}
