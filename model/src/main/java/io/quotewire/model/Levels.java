package io.quotewire.model;

import java.util.Arrays;

/**
 * Levels of one side of a book, as one message lists them: prices and sizes with the digits that were sent. Immutable.
 *
 * <p>Two arrays instead of two objects a level: a message may list hundreds of them, thousands of times a second.
 */
public final class Levels {
    public static final Levels EMPTY = new Levels(new long[0], new byte[0]);

    private final long[] mantissas;
    private final byte[] scalesAndPlaces;

    private Levels(long[] mantissas, byte[] scalesAndPlaces) {
        this.mantissas = mantissas;
        this.scalesAndPlaces = scalesAndPlaces;
    }

    /**
     * Levels from a price and a size each, in turn.
     *
     * @throws IllegalArgumentException if a price has no size
     */
    public static Levels of(Decimal... pricesAndSizes) {
        if (pricesAndSizes.length % 2 != 0) {
            throw new IllegalArgumentException("a price without a size");
        }
        Builder builder = new Builder();
        for (Decimal value : pricesAndSizes) {
            builder.add(value);
        }
        return builder.toLevels();
    }

    public int count() {
        return mantissas.length / 2;
    }

    public boolean isEmpty() {
        return mantissas.length == 0;
    }

    /** The price of level {@code index}. Allocates. */
    public Decimal price(int index) {
        return value(2 * index);
    }

    /** The size of level {@code index}; zero in a change says that the level is gone. Allocates. */
    public Decimal size(int index) {
        return value(2 * index + 1);
    }

    /** Of the price as {@link Decimal#mantissa} has it, without an object. */
    public long priceMantissa(int index) {
        return mantissas[2 * index];
    }

    public int priceScale(int index) {
        return scalesAndPlaces[4 * index];
    }

    public int pricePlaces(int index) {
        return scalesAndPlaces[4 * index + 1];
    }

    public long sizeMantissa(int index) {
        return mantissas[2 * index + 1];
    }

    public int sizeScale(int index) {
        return scalesAndPlaces[4 * index + 2];
    }

    public int sizePlaces(int index) {
        return scalesAndPlaces[4 * index + 3];
    }

    /** Also by the digits: levels that print differently differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Levels levels
                && Arrays.equals(mantissas, levels.mantissas)
                && Arrays.equals(scalesAndPlaces, levels.scalesAndPlaces);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(mantissas) * 31 + Arrays.hashCode(scalesAndPlaces);
    }

    /** {@code [97110.1 x 0.42, 97110.0 x 1]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count(); i++) {
            text.append(i == 0 ? "" : ", ").append(price(i)).append(" x ").append(size(i));
        }
        return text.append(']').toString();
    }

    private Decimal value(int index) {
        return Decimal.ofNormal(mantissas[index], scalesAndPlaces[2 * index], scalesAndPlaces[2 * index + 1]);
    }

    /**
     * Levels being gathered: a price, then its size, then the next price. Kept and reused by its one owner.
     *
     * <p><b>Threads:</b> the owner's only.
     */
    public static final class Builder {
        private static final int FIRST = 64;

        private long[] mantissas = new long[FIRST];
        private byte[] scalesAndPlaces = new byte[2 * FIRST];
        private int values;

        public void clear() {
            values = 0;
        }

        /** Levels that are complete so far. */
        public int count() {
            return values / 2;
        }

        public void add(Decimal value) {
            add(value.mantissa(), value.scale(), value.places());
        }

        /** Adds a value in {@link Decimal}'s normal form, as {@link DecimalReader} gives it. */
        public void add(long mantissa, int scale, int places) {
            if (values == mantissas.length) {
                mantissas = Arrays.copyOf(mantissas, 2 * values);
                scalesAndPlaces = Arrays.copyOf(scalesAndPlaces, 4 * values);
            }
            mantissas[values] = mantissa;
            scalesAndPlaces[2 * values] = (byte) scale;
            scalesAndPlaces[2 * values + 1] = (byte) places;
            values++;
        }

        /**
         * A copy of what was gathered.
         *
         * @throws IllegalStateException if the last price has no size
         */
        public Levels toLevels() {
            if (values % 2 != 0) {
                throw new IllegalStateException("a price without a size");
            }
            return values == 0
                    ? EMPTY
                    : new Levels(Arrays.copyOf(mantissas, values), Arrays.copyOf(scalesAndPlaces, 2 * values));
        }
    }
}
