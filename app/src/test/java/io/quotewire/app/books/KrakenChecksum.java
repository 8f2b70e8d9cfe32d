package io.quotewire.app.books;

import io.quotewire.model.Checksum;
import io.quotewire.model.Decimal;
import io.quotewire.model.Ladder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Kraken's: the best ten asks, then bids, price and size of each as digits without point and leading zeros. */
record KrakenChecksum(long expected) implements Checksum {
    private static final int LEVELS = 10;

    @Override
    public boolean matches(Ladder bids, Ladder asks) {
        StringBuilder digits = new StringBuilder();
        append(asks, digits);
        append(bids, digits);
        CRC32 crc = new CRC32();
        crc.update(digits.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue() == expected;
    }

    private static void append(Ladder side, StringBuilder digits) {
        for (int i = 0; i < Math.min(LEVELS, side.levels()); i++) {
            append(side.price(i), digits);
            append(side.size(i), digits);
        }
    }

    private static void append(Decimal value, StringBuilder digits) {
        String plain = value.toString().replace(".", "");
        int zeros = 0;
        while (zeros < plain.length() && plain.charAt(zeros) == '0') {
            zeros++;
        }
        digits.append(plain, zeros, plain.length());
    }
}
