package io.quotewire.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable row of exact decimals, some of which may be absent.
 *
 * <p>A ticker has nine figures; a row of them is two arrays instead of nine objects, which keeps a market event under
 * 200 bytes on its way through a mailbox.
 */
public final class Decimals {
    private static final byte ABSENT = -1;

    private final long[] mantissas;
    private final byte[] scalesAndPlaces;

    private Decimals(long[] mantissas, byte[] scalesAndPlaces) {
        this.mantissas = mantissas;
        this.scalesAndPlaces = scalesAndPlaces;
    }

    public static Decimals of(@Nullable Decimal... values) {
        Row row = new Row(values.length);
        for (int i = 0; i < values.length; i++) {
            Decimal value = values[i];
            if (value != null) {
                row.set(i, value.mantissa(), value.scale(), value.places());
            }
        }
        return row.toDecimals();
    }

    /** The value in column {@code index}, null where there is none. Allocates: call it once per use. */
    public @Nullable Decimal get(int index) {
        byte places = scalesAndPlaces[2 * index + 1];
        return places == ABSENT ? null : Decimal.ofNormal(mantissas[index], scalesAndPlaces[2 * index], places);
    }

    public int size() {
        return mantissas.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decimals row
                && Arrays.equals(mantissas, row.mantissas)
                && Arrays.equals(scalesAndPlaces, row.scalesAndPlaces);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(mantissas) * 31 + Arrays.hashCode(scalesAndPlaces);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : ", ").append(get(i));
        }
        return text.append(']').toString();
    }

    /**
     * A row being filled. Kept and reused by its one owner; {@link #toDecimals} copies.
     *
     * <p><b>Threads:</b> the owner's only.
     */
    public static final class Row {
        private final long[] mantissas;
        private final byte[] scalesAndPlaces;

        public Row(int size) {
            this.mantissas = new long[size];
            this.scalesAndPlaces = new byte[2 * size];
            clear();
        }

        public void clear() {
            Arrays.fill(mantissas, 0);
            Arrays.fill(scalesAndPlaces, ABSENT);
        }

        public boolean has(int index) {
            return scalesAndPlaces[2 * index + 1] != ABSENT;
        }

        /** Sets a column to a value in {@link Decimal}'s normal form, as {@link DecimalReader} gives it. */
        public void set(int index, long mantissa, int scale, int places) {
            mantissas[index] = mantissa;
            scalesAndPlaces[2 * index] = (byte) scale;
            scalesAndPlaces[2 * index + 1] = (byte) places;
        }

        /** Makes one column absent again. */
        public void clear(int index) {
            mantissas[index] = 0;
            scalesAndPlaces[2 * index] = ABSENT;
            scalesAndPlaces[2 * index + 1] = ABSENT;
        }

        /** The value in column {@code index}, null where there is none. Allocates. */
        public @Nullable Decimal get(int index) {
            return has(index)
                    ? Decimal.ofNormal(mantissas[index], scalesAndPlaces[2 * index], scalesAndPlaces[2 * index + 1])
                    : null;
        }

        public Decimals toDecimals() {
            return new Decimals(mantissas.clone(), scalesAndPlaces.clone());
        }
    }
}
