package io.quotewire.client;

import io.quotewire.model.Epoch;
import io.quotewire.model.Update.Head;
import org.jspecify.annotations.Nullable;

/**
 * The client's rule of the protocol for one topic: what to make of each message, given what came before.
 *
 * <p>It keeps (epoch, last) and one state:
 *
 * <pre>
 *   FOLLOWING --chain broken: ask--> ASKED --snapshot, gap, full--> FOLLOWING
 *                                    ASKED --error reply--> REFUSED --after retry_ms: ask--> ASKED
 *                                    ASKED --10 s of nothing: ask once more, then reconnect
 * </pre>
 *
 * In ASKED and REFUSED nothing but a snapshot, a gap or the answer {@code full} counts.
 *
 * <p><b>Threads:</b> the conversation's only. Time is an argument; there is no I/O here.
 */
final class TopicState {
    /** How long an answer to {@code resync} may take. */
    static final long PATIENCE_US = 10_000_000;

    /** The least and the most time before a refused {@code resync} is sent again, whatever {@code retry_ms} says. */
    static final long MIN_RETRY_US = 100_000;

    static final long MAX_RETRY_US = 60_000_000;

    /** A server that refuses this often in a row has forgotten us: a new connection subscribes anew. */
    static final int MAX_REFUSALS = 5;

    /** What to do with a message. */
    enum Verdict {
        DELIVER,
        IGNORE,
        /** Ignore it and send one {@code resync} with {@link #held}. */
        RESYNC
    }

    /** What time demands. */
    enum Due {
        NOTHING,
        RESYNC,
        RECONNECT
    }

    private enum Phase {
        FOLLOWING,
        ASKED,
        REFUSED
    }

    private @Nullable Epoch epoch;
    private long last;
    private Phase phase = Phase.FOLLOWING;
    private long dueUs;
    private int silences;
    private int refusals;

    /** The position, null before the first snapshot, gap or {@code full}. */
    @Nullable
    Position held() {
        return epoch == null ? null : new Position(epoch, last);
    }

    /** Whether the topic waits for an answer and {@link #due} has to be asked. */
    boolean waits() {
        return phase != Phase.FOLLOWING;
    }

    /** When {@link #due} has something to say; meaningless unless {@link #waits}. */
    long dueUs() {
        return dueUs;
    }

    /** A snapshot replaces whatever was there. */
    void snapshot(Head head) {
        take(head);
    }

    /** What came is not what the server has: a state that it cannot mean is none. */
    Verdict distrust(long nowUs) {
        if (waits()) {
            return Verdict.IGNORE; // The question is out already, and its patience runs.
        }
        return ask(nowUs);
    }

    Verdict gap(Head head) {
        if (head.epoch().equals(epoch) && head.seq() <= last) {
            return Verdict.IGNORE;
        }
        take(head);
        return Verdict.DELIVER;
    }

    /**
     * An {@code update}, {@code status} or {@code still}. The order of the tests is the protocol's.
     *
     * @param prev {@link Message#NONE} where the message does not chain
     */
    Verdict stream(Head head, long prev, boolean still, long nowUs) {
        if (waits()) {
            return Verdict.IGNORE;
        }
        long seq = head.seq();
        if (!head.epoch().equals(epoch) || prev > last || (still && seq > last)) {
            return ask(nowUs);
        }
        if (seq < last || (seq == last && !still)) {
            return Verdict.IGNORE;
        }
        last = seq; // The same number again for a still: its status is all that it tells.
        return Verdict.DELIVER;
    }

    /**
     * The server says that its stream goes on without a hole from {@code from}.
     *
     * <p>A position that we hold in the same epoch is kept, also when we are ahead of this node: moving it back would
     * deliver items twice, moving it on would hide a hole. The next message shows whether the chain holds.
     */
    void full(Epoch epoch, long from) {
        if (this.epoch == null) {
            this.epoch = epoch;
            this.last = from - 1;
        }
        if (epoch.equals(this.epoch)) {
            phase = Phase.FOLLOWING;
        }
    }

    /** The server refused the resync. */
    void refused(long retryMs, long nowUs) {
        if (phase == Phase.ASKED) {
            phase = Phase.REFUSED;
            refusals++;
            dueUs = nowUs + Math.clamp(retryMs, MIN_RETRY_US / 1_000, MAX_RETRY_US / 1_000) * 1_000;
        }
    }

    /** What to do now that it is {@code nowUs}; a {@code RESYNC} is told once and counted as sent. */
    Due due(long nowUs) {
        if (!waits() || nowUs < dueUs) {
            return Due.NOTHING;
        }
        if (refusals >= MAX_REFUSALS || (phase == Phase.ASKED && silences > 0)) {
            return Due.RECONNECT;
        }
        if (phase == Phase.ASKED) {
            silences++;
        }
        asked(nowUs);
        return Due.RESYNC;
    }

    /** The connection is gone and with it every question; the position stays, for the next subscribe. */
    void disconnected() {
        phase = Phase.FOLLOWING;
    }

    private void take(Head head) {
        epoch = head.epoch();
        last = head.seq();
        phase = Phase.FOLLOWING;
    }

    private Verdict ask(long nowUs) {
        silences = 0;
        refusals = 0;
        asked(nowUs);
        return Verdict.RESYNC;
    }

    private void asked(long nowUs) {
        phase = Phase.ASKED;
        dueUs = nowUs + PATIENCE_US;
    }
}
