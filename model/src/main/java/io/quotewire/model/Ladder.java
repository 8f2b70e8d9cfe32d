package io.quotewire.model;

/** One side of a book, the best level first. Belongs to the book's owner and changes with it. */
public interface Ladder {
    /** How many levels are known. */
    int levels();

    /** The price of the level {@code index} places behind the best. May allocate. */
    Decimal price(int index);

    /** The size at the level {@code index} places behind the best. May allocate. */
    Decimal size(int index);

    /** Prints a price as {@link Decimal#print} does; where that matters, without an object. */
    default int printPrice(int index, byte[] target, int offset) {
        return price(index).print(target, offset);
    }

    /** Likewise a size. */
    default int printSize(int index, byte[] target, int offset) {
        return size(index).print(target, offset);
    }
}
