package io.quotewire.lab.load.check;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What the last messages of one topic looked like to whoever got them first. A publication is made once for all its followers,
 * so all must get the same bytes, and behind the same message.
 *
 * <p><b>Threads:</b> the loop's.
 */
final class Agreement {
    /** How far a client may lag behind the first one and still be compared. */
    static final int REMEMBERED = 512;

    private static final long NOTHING = -1;

    private final long[] keys = new long[REMEMBERED];
    private final long[] prevs = new long[REMEMBERED];
    private final int[] digests = new int[REMEMBERED];
    private final long[] befores = new long[REMEMBERED];
    private final @Nullable Followed[] firsts = new Followed[REMEMBERED];
    private final CRC32 sum = new CRC32();
    private long epoch = NOTHING;

    /** How a message compares. */
    enum Answer {
        FIRST,
        SAME,
        OTHER,
        /** Nobody remembers, or others were told another part of it at once. */
        APART
    }

    /** Holds a message to what others got with the same numbers. */
    Answer compare(HeadScan head, byte[] bytes, int from, int to) {
        if (head.epoch() != epoch) {
            if (head.epoch() < epoch) {
                return Answer.APART;
            }
            epoch = head.epoch();
            Arrays.fill(keys, NOTHING);
        }
        long key = key(head);
        int at = place(head);
        if (keys[at] > key || (keys[at] == key && prevs[at] != head.prev())) {
            return Answer.APART;
        }
        sum.reset();
        sum.update(bytes, from, to - from);
        int digest = (int) sum.getValue();
        if (keys[at] == key) {
            return digests[at] == digest ? Answer.SAME : Answer.OTHER;
        }
        keys[at] = key;
        prevs[at] = head.prev();
        digests[at] = digest;
        befores[at] = NOTHING;
        firsts[at] = null;
        return Answer.FIRST;
    }

    /**
     * Of a message that was just compared: what {@code who} had before it. Returns who lacks something that others had in
     * between, null where nobody does.
     *
     * @param fresh whether it had only begun, maybe between two messages of the others; it is no measure for them
     */
    @Nullable
    Followed follows(HeadScan head, long before, Followed who, boolean fresh) {
        int at = place(head);
        Followed first = firsts[at];
        if (fresh) {
            return first != null && before < befores[at] ? who : null;
        }
        if (first == null || before > befores[at]) {
            firsts[at] = who;
            befores[at] = before;
            return first;
        }
        return before < befores[at] ? who : null;
    }

    private static long key(HeadScan head) {
        return (head.seq() << 3) | head.type().code();
    }

    /** Different messages of near numbers lie apart: those that go on from different places too. */
    private static int place(HeadScan head) {
        long span = head.prev() < 0 ? 0 : head.seq() - head.prev();
        return (int) (head.seq() ^ ((long) head.type().code() << 6) ^ (span * 37)) & (REMEMBERED - 1);
    }
}
