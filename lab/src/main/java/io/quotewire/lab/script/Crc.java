package io.quotewire.lab.script;

import io.quotewire.model.Levels;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Kraken's checksum of a book: the CRC-32 of its ten best asks and then its ten best bids, each price and size with all its
 * digits, but for the point and the zeros before the first other digit.
 *
 * @see <a href="https://docs.kraken.com/api/docs/guides/spot-ws-book-v2">checksum</a>
 */
final class Crc {
    private static final int LEVELS = 10;

    private Crc() {}

    static long of(Levels bids, Levels asks) {
        StringBuilder digits = new StringBuilder();
        add(digits, asks);
        add(digits, bids);
        CRC32 crc = new CRC32();
        crc.update(digits.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static void add(StringBuilder digits, Levels levels) {
        for (int i = 0; i < Math.min(LEVELS, levels.count()); i++) {
            add(digits, levels.price(i).toString());
            add(digits, levels.size(i).toString());
        }
    }

    private static void add(StringBuilder digits, String number) {
        int from = 0;
        while (from < number.length() - 1 && (number.charAt(from) == '0' || number.charAt(from) == '.')) {
            from++;
        }
        for (int i = from; i < number.length(); i++) {
            if (number.charAt(i) != '.') {
                digits.append(number.charAt(i));
            }
        }
    }
}
