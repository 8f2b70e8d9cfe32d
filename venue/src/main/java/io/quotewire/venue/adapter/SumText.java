package io.quotewire.venue.adapter;

import io.quotewire.model.Decimal;
import io.quotewire.model.Ladder;
import java.util.zip.CRC32;

/**
 * The text that a venue's CRC-32 of a book is of, while it is put together. It is summed up in large pieces: each call
 * costs as much as many bytes do.
 *
 * <p><b>Threads:</b> one owner, for one sum.
 */
final class SumText {
    private static final int ROOM = 512;

    /** A value in its longest form, zeros added at its end, and what stands between it and the next one. */
    private static final int LONGEST = Decimal.MAX_LENGTH + Decimal.MAX_PLACES + 1;

    private final CRC32 crc = new CRC32();
    private final byte[] text = new byte[ROOM];
    private int length;
    private boolean begun;

    /** Adds price and size of a level as they print, and a colon before each but the very first. */
    void addLevel(Ladder side, int index) {
        beginValue();
        length = side.printPrice(index, text, length);
        beginValue();
        length = side.printSize(index, text, length);
    }

    /**
     * Adds the digits of price and size of a level, without point and zeros in front, as if they had so many places at
     * least.
     */
    void addDigits(Ladder side, int index, int priceLeast, int sizeLeast) {
        makeRoom();
        strip(side.printPrice(index, text, length), priceLeast);
        makeRoom();
        strip(side.printSize(index, text, length), sizeLeast);
    }

    private void beginValue() {
        makeRoom();
        if (begun) {
            text[length++] = ':';
        }
        begun = true;
    }

    private void strip(int end, int least) {
        int from = length;
        int places = 0;
        for (int i = from; i < end; i++) {
            byte c = text[i];
            if (c == '.') {
                places = end - 1 - i;
            } else if (c != '0' || length > from) {
                text[length++] = c;
            }
        }
        for (; places < least && length > from; places++) {
            text[length++] = '0';
        }
    }

    long sum() {
        crc.update(text, 0, length);
        length = 0;
        return crc.getValue();
    }

    private void makeRoom() {
        if (length > ROOM - LONGEST) {
            crc.update(text, 0, length);
            length = 0;
        }
    }
}
