package io.quotewire.gateway.wire;

import io.quotewire.model.Decimal;
import java.util.zip.CRC32;

/**
 * What the levels of a book add up to: the CRC-32 of {@code price:size} of all of them as printed, joined by commas.
 *
 * <p><b>Threads:</b> one owner, for one book.
 */
final class BookHash {
    private static final int LONGEST = 2 * Decimal.MAX_LENGTH + 2;

    private final CRC32 sum = new CRC32();
    private final byte[] level = new byte[LONGEST];
    private boolean comma;

    void add(Decimal price, Decimal size) {
        int at = 0;
        if (comma) {
            level[at++] = ',';
        }
        comma = true;
        at = price.print(level, at);
        level[at++] = ':';
        sum.update(level, 0, size.print(level, at));
    }

    /** Eight hexadecimal digits. */
    String text() {
        return "%08x".formatted(sum.getValue());
    }
}
