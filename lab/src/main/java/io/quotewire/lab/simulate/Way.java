package io.quotewire.lab.simulate;

/**
 * A stretch of the way from the market to the clients. Each fault of data is one: it passes parcels on to the next as long
 * as it is not in force for their instrument, and else does its worst with them.
 *
 * <p><b>Threads:</b> the loop.
 */
@FunctionalInterface
interface Way {
    void pass(Parcel parcel);
}
