package io.quotewire.lab.load.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where one client stands in each topic: a few bytes a topic, for there may be twenty thousand clients.
 *
 * <p><b>Threads:</b> the loop's.
 */
public final class Followed {
    private static final byte KNOWN = 1;
    private static final byte FRESH = 2;
    private static final byte AWAITED = 4;

    /** It was told before this connection, which may begin a step behind. */
    private static final byte RETURNED = 8;

    /** It went on from a position; the next flush of its rate may begin before that. */
    private static final byte RESUMED = 16;

    /** The last thing was a gap. */
    private static final byte GAPPED = 32;

    /** It was told that it begins anew for being slow. */
    private static final byte SLOW = 64;

    private final @Nullable WholeCheck whole;
    private long[] lasts = {};
    private long[] epochs = {};
    private byte[] states = {};
    private int[] skips = {};
    private int awaited;
    private boolean greeted;
    private boolean answered;

    /** @param whole looks at everything that the client is told; null where only the chains are looked at */
    public Followed(@Nullable WholeCheck whole) {
        this.whole = whole;
    }

    /** Whether it has been told what it asked for, and each topic has begun. */
    public boolean isComplete() {
        return answered && awaited == 0;
    }

    /** The connection is gone; where it stands stays known, so that it can go on from there. */
    public void left() {
        greeted = false;
        answered = false;
        awaited = 0;
        for (int i = 0; i < states.length; i++) {
            states[i] = (byte) (isKnown(i) ? KNOWN | RETURNED : 0);
        }
    }

    @Nullable
    WholeCheck whole() {
        return whole;
    }

    /** Makes room for the topic of that number. */
    void room(int topic) {
        if (topic >= states.length) {
            int size = Math.max(topic + 1, Math.min(2 * states.length, Topics.MOST));
            lasts = Arrays.copyOf(lasts, size);
            epochs = Arrays.copyOf(epochs, size);
            states = Arrays.copyOf(states, size);
            skips = Arrays.copyOf(skips, size);
        }
    }

    boolean isKnown(int topic) {
        return topic < states.length && (states[topic] & KNOWN) != 0;
    }

    /** Whether the last thing was a beginning, behind which the stream may overlap. */
    boolean isFresh(int topic) {
        return (states[topic] & FRESH) != 0;
    }

    boolean isAwaited(int topic) {
        return (states[topic] & AWAITED) != 0;
    }

    boolean isReturned(int topic) {
        return (states[topic] & RETURNED) != 0;
    }

    boolean isGapped(int topic) {
        return (states[topic] & GAPPED) != 0;
    }

    /** What follows may overlap with what came, once. */
    void resumed(int topic) {
        states[topic] |= RESUMED;
    }

    /** Whether an overlap is in order; it was the one. */
    boolean takeResumed(int topic) {
        boolean was = (states[topic] & RESUMED) != 0;
        states[topic] &= ~RESUMED;
        return was;
    }

    /** The server says that the topic begins anew, as the client is slow. */
    void slowed(int topic) {
        if (takeSkips(topic) == 0) { // Otherwise it has begun already.
            states[topic] |= SLOW;
        }
    }

    boolean isSlowed(int topic) {
        return (states[topic] & SLOW) != 0;
    }

    long last(int topic) {
        return lasts[topic];
    }

    long epoch(int topic) {
        return epochs[topic];
    }

    /** The topic begins, or begins anew, behind this number. */
    void begin(int topic, long epoch, long seq, boolean fresh) {
        epochs[topic] = epoch;
        lasts[topic] = seq;
        awaited -= isAwaited(topic) ? 1 : 0;
        states[topic] = (byte) (KNOWN | (fresh ? FRESH : 0) | (states[topic] & RESUMED));
    }

    /** The topic goes on behind a gap. */
    void beginBehindGap(int topic, long epoch, long seq, boolean fresh) {
        begin(topic, epoch, seq, fresh);
        states[topic] |= GAPPED;
    }

    void go(int topic, long seq) {
        lasts[topic] = seq;
        states[topic] = (byte) (KNOWN | (states[topic] & (RESUMED | AWAITED | SLOW)));
    }

    /** A first message of the topic is due. */
    void await(int topic) {
        room(topic);
        if (!isAwaited(topic)) {
            states[topic] |= AWAITED;
            awaited++;
        }
    }

    /** The server answers the one request for topics; false if it had done so. */
    boolean answer() {
        boolean first = !answered;
        answered = true;
        return first;
    }

    /** The server greets; false if it had done so. */
    boolean greet() {
        boolean first = !greeted;
        greeted = true;
        return first;
    }

    /** Numbers of a value that were left out, for a reason that is not known yet. */
    void skip(int topic, long count) {
        skips[topic] = (int) Math.min(Integer.MAX_VALUE, skips[topic] + count);
    }

    int skips(int topic) {
        return topic < skips.length ? skips[topic] : 0;
    }

    /** The numbers left out so far; they are explained now, or never. */
    int takeSkips(int topic) {
        if (topic >= skips.length) {
            return 0;
        }
        int count = skips[topic];
        skips[topic] = 0;
        return count;
    }

    int topics() {
        return states.length;
    }
}
