package io.quotewire.venue;

import io.quotewire.venue.Profile.Pace;

/**
 * Keeps a kind of message to its pace: a fixed spacing, so that no burst ever forms, and a ceiling over a longer window.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class Pacer {
    private final Pace pace;
    private final long spacingUs;
    private final long windowUs;
    private final long[] sentUs;
    private long sent;

    Pacer(Pace pace) {
        this.pace = pace;
        this.spacingUs = pace.spacing().toNanos() / 1_000;
        this.windowUs = pace.window().toNanos() / 1_000;
        this.sentUs = new long[pace.most()];
    }

    Pace pace() {
        return pace;
    }

    /** Whether one more may go now. */
    boolean ready(long nowUs) {
        return nowUs >= dueUs();
    }

    /** One has gone. What must not wait, as a pong, may go before it is due, and then pushes the next one back. */
    void sent(long nowUs) {
        sentUs[(int) (sent++ % sentUs.length)] = nowUs;
    }

    /** How many went within the window that ends now. */
    long used(long nowUs) {
        long used = 0;
        for (long i = Math.max(0, sent - sentUs.length); i < sent; i++) {
            used += sentUs[(int) (i % sentUs.length)] > nowUs - windowUs ? 1 : 0;
        }
        return used;
    }

    private long dueUs() {
        if (sent == 0) {
            return Long.MIN_VALUE;
        }
        long spaced = sentUs[(int) ((sent - 1) % sentUs.length)] + spacingUs;
        return sent < sentUs.length ? spaced : Math.max(spaced, sentUs[(int) (sent % sentUs.length)] + windowUs);
    }
}
