package io.quotewire.venue.adapter;

import io.quotewire.model.Checksum;
import io.quotewire.model.Ladder;
import org.jspecify.annotations.Nullable;

/**
 * CRC-32, as a signed number, of a book's best levels as they were printed, bids and asks in turn: {@code
 * bid:size:ask:size:bid:…}.
 *
 * @param levels a side that it covers; a shorter side is passed over when it has ended
 */
record Crc(int levels, long expected) implements Checksum {
    /** Null for 0, by which a venue says that it adds up no more. */
    static @Nullable Checksum inTurn(int levels, long sent) {
        return sent == 0 ? null : new Crc(levels, sent);
    }

    @Override
    public boolean matches(Ladder bids, Ladder asks) {
        SumText text = SumText.begin();
        for (int i = levels - 1; i >= 0; i--) {
            put(text, asks, i);
            put(text, bids, i);
        }
        return (int) text.sum() == expected;
    }

    private static void put(SumText text, Ladder side, int index) {
        if (index < side.levels()) {
            text.putLevel(side, index);
        }
    }
}
