package io.quotewire.app.books;

import io.quotewire.model.Checksum;
import io.quotewire.model.Ladder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.zip.CRC32;

/** OKX's: the best 25 levels, bid and ask in turn, price and size of each as sent; a signed number. */
record OkxChecksum(int expected) implements Checksum {
    private static final int LEVELS = 25;

    @Override
    public boolean matches(Ladder bids, Ladder asks) {
        StringJoiner text = new StringJoiner(":");
        for (int i = 0; i < LEVELS; i++) {
            add(bids, i, text);
            add(asks, i, text);
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return (int) crc.getValue() == expected;
    }

    private static void add(Ladder side, int index, StringJoiner text) {
        if (index < side.levels()) {
            text.add(side.price(index).toString()).add(side.size(index).toString());
        }
    }
}
