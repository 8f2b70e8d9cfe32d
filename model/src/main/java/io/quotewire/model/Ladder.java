package io.quotewire.model;

/** One side of a book, the best level first. Belongs to the book's owner and changes with it. */
public interface Ladder {
    /** How many levels are known. */
    int levels();

    /** The price of the level {@code index} places behind the best. May allocate. */
    Decimal price(int index);

    /** The size at the level {@code index} places behind the best. May allocate. */
    Decimal size(int index);

    /** As {@link Decimal#mantissa} of the price, but it may end in zeros; where that matters, without an object. */
    default long priceMantissa(int index) {
        return price(index).mantissa();
    }

    /** Of {@link #priceMantissa}, at most {@link #pricePlaces}. */
    default int priceScale(int index) {
        return price(index).scale();
    }

    /** As {@link Decimal#places} of the price. */
    default int pricePlaces(int index) {
        return price(index).places();
    }

    /** As the price's, of the size; likewise the next two. */
    default long sizeMantissa(int index) {
        return size(index).mantissa();
    }

    default int sizeScale(int index) {
        return size(index).scale();
    }

    default int sizePlaces(int index) {
        return size(index).places();
    }
}
