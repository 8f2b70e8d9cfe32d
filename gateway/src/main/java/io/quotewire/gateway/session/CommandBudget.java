package io.quotewire.gateway.session;

import java.util.concurrent.TimeUnit;

/**
 * How many commands a connection may still send: so many a second, and as many at once.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class CommandBudget {
    private static final long SECOND_US = TimeUnit.SECONDS.toMicros(1);

    /** Refusals within this time are looked at together. */
    private static final long WINDOW_US = 10 * SECOND_US;

    /** So many times the rate may be refused in a window before it is abuse. */
    private static final int PATIENCE = 10;

    private final int perS;
    private final long costUs;

    /** When the budget is full again; ahead of now by what has been spent. */
    private long fullAtUs;

    private long windowUs;
    private int refused;

    CommandBudget(int perS) {
        this.perS = perS;
        this.costUs = SECOND_US / perS;
    }

    /** Spends one command; false if there was none left. */
    boolean spend(long nowUs) {
        long spentUs = Math.max(0, fullAtUs - nowUs);
        if (spentUs + costUs > costUs * perS) {
            refuse(nowUs);
            return false;
        }
        fullAtUs = nowUs + spentUs + costUs;
        return true;
    }

    /** When to try again after a refusal, in milliseconds; at least 1. */
    long retryMs(long nowUs) {
        long waitUs = fullAtUs + costUs - costUs * perS - nowUs;
        return Math.max(1, TimeUnit.MICROSECONDS.toMillis(waitUs + 999));
    }

    /** Whether refusals were ignored again and again. */
    boolean isAbused() {
        return refused > PATIENCE * perS;
    }

    private void refuse(long nowUs) {
        if (nowUs - windowUs > WINDOW_US) {
            windowUs = nowUs;
            refused = 0;
        }
        refused++;
    }
}
