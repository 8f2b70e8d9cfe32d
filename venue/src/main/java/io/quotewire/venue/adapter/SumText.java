package io.quotewire.venue.adapter;

import io.quotewire.model.Decimal;
import io.quotewire.model.Ladder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The text that a venue's CRC-32 of a book is of. It is put together from its end: so no value's length has to be known before
 * it is printed.
 *
 * <p><b>Threads:</b> each has its own, for one sum after the other.
 */
final class SumText {
    private static final ThreadLocal<SumText> OWN = ThreadLocal.withInitial(SumText::new);

    private static final int ROOM = 1_024;

    /** A level in its longest form, zeros added at the end of both values, and what stands between them. */
    private static final int LONGEST = 2 * (Decimal.MAX_LENGTH + Decimal.MAX_PLACES + 1);

    private final CRC32 crc = new CRC32();
    private byte[] text = new byte[ROOM];
    private int from = ROOM;

    private SumText() {}

    /** An empty one, until the thread begins the next. */
    static SumText begin() {
        SumText own = OWN.get();
        own.from = own.text.length;
        return own;
    }

    /** Puts price and size of a level, as they print, before all that is there already, with a colon between each two values. */
    void putLevel(Ladder side, int index) {
        makeRoom();
        if (from < text.length) {
            text[--from] = ':';
        }
        from = Decimal.printBefore(side.sizeMantissa(index), side.sizeScale(index), side.sizePlaces(index), text, from);
        text[--from] = ':';
        from = Decimal.printBefore(
                side.priceMantissa(index), side.priceScale(index), side.pricePlaces(index), text, from);
    }

    /**
     * Puts the digits of price and size of a level, without point and zeros in front, before all that is there already, as if
     * they had so many places at least.
     */
    void putDigits(Ladder side, int index, int priceLeast, int sizeLeast) {
        makeRoom();
        putDigits(side.sizeMantissa(index), Math.max(side.sizePlaces(index), sizeLeast) - side.sizeScale(index));
        putDigits(side.priceMantissa(index), Math.max(side.pricePlaces(index), priceLeast) - side.priceScale(index));
    }

    private void putDigits(long mantissa, int zerosBehind) {
        Arrays.fill(text, from - zerosBehind, from, (byte) '0');
        from = Decimal.printBefore(mantissa, text, from - zerosBehind);
    }

    long sum() {
        crc.reset();
        crc.update(text, from, text.length - from);
        return crc.getValue();
    }

    private void makeRoom() {
        if (from < LONGEST) {
            byte[] more = new byte[2 * text.length];
            System.arraycopy(text, from, more, text.length + from, text.length - from);
            from += text.length;
            text = more;
        }
    }
}
