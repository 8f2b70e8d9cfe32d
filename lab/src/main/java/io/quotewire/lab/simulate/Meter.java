package io.quotewire.lab.simulate;

import io.quotewire.lab.script.Rate;

/**
 * Counts against a rate over a sliding window.
 *
 * <p><b>Threads:</b> one owner.
 */
final class Meter {
    private final Rate rate;
    private final long windowUs;

    /** When each of the last {@code most} was taken, in a ring. */
    private final long[] takenUs;

    private long taken;

    Meter(Rate rate) {
        this.rate = rate;
        this.windowUs = rate.per().toNanos() / 1_000;
        this.takenUs = new long[rate.most()];
    }

    /** Takes so many, or none of them where that would be too many. */
    boolean take(int amount, long nowUs) {
        if (rate.most() == 0) {
            return true;
        }
        if (used(nowUs) + amount > rate.most()) {
            return false;
        }
        for (int i = 0; i < amount; i++) {
            takenUs[(int) (taken++ % takenUs.length)] = nowUs;
        }
        return true;
    }

    /** How many were taken within the window that ends now. */
    int used(long nowUs) {
        int used = 0;
        for (long at : takenUs) {
            used += at > nowUs - windowUs && at > 0 ? 1 : 0;
        }
        return used;
    }

    /** Until the window is empty: whoever waits so long is surely let in. In whole seconds, at least 1. */
    long emptyInS(long nowUs) {
        long newestUs = taken == 0 ? nowUs - windowUs : takenUs[(int) ((taken - 1) % takenUs.length)];
        return Math.max(1, Math.ceilDiv(newestUs + windowUs - nowUs, 1_000_000));
    }

    /** {@code 5 in 1 s} */
    @Override
    public String toString() {
        return rate.most() + " in " + rate.per().toSeconds() + " s";
    }
}
