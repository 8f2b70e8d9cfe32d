package io.quotewire.engine;

import io.quotewire.engine.time.Timers;
import io.quotewire.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * The venues that may feed one {@code best} topic, in the configured order, and the choice among them.
 *
 * <p>Chosen is the first whose topic is live. One that was lost and came back is passed over until it has been live for a
 * while, unless no other is. Where none is live the last choice stands. A venue that was closed has not failed, nobody
 * wanted it: it returns at once. A book that is held back is not taken until it may be shown again.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Ranking {
    static final int NONE = -1;

    private final @Nullable Candidate[] candidates;
    private final long returnAfterUs;

    Ranking(int venues, long returnAfterUs) {
        this.candidates = new @Nullable Candidate[venues];
        this.returnAfterUs = returnAfterUs;
    }

    void join(int rank, VenueTopic topic) {
        candidates[rank] = new Candidate(topic);
    }

    void note(int rank, Status status, long nowUs) {
        of(rank).note(status, nowUs);
    }

    /** The venue of a rank that has joined. */
    Candidate of(int rank) {
        Candidate candidate = candidates[rank];
        if (candidate == null) {
            throw new IllegalStateException("nobody has joined at rank " + rank);
        }
        return candidate;
    }

    /** The first that is live and may be taken, or else any that is live, or else who is chosen now. */
    int choose(int chosen, long nowUs) {
        int fallback = NONE;
        for (int rank = 0; rank < candidates.length; rank++) {
            Candidate candidate = candidates[rank];
            if (candidate != null && candidate.mayBeTaken(rank == chosen)) {
                if (rank == chosen || returnsUs(candidate) <= nowUs) {
                    return rank;
                }
                fallback = fallback == NONE ? rank : fallback;
            }
        }
        return fallback == NONE ? chosen : fallback;
    }

    /** When the next of those that rank before the chosen one may be taken. */
    long nextReturnUs(int chosen) {
        long next = Timers.NEVER;
        for (int rank = 0; rank < chosen; rank++) {
            Candidate candidate = candidates[rank];
            if (candidate != null && candidate.mayBeTaken(false)) {
                next = Math.min(next, returnsUs(candidate));
            }
        }
        return next;
    }

    private long returnsUs(Candidate candidate) {
        return candidate.wasLost ? candidate.liveSinceUs + returnAfterUs : candidate.liveSinceUs;
    }

    /** A venue's topic and how it fared. */
    static final class Candidate {
        private final VenueTopic topic;
        private boolean live;
        private boolean wasLost;
        private long liveSinceUs;

        private Candidate(VenueTopic topic) {
            this.topic = topic;
        }

        VenueTopic topic() {
            return topic;
        }

        boolean isLive() {
            return live;
        }

        /** Whether it is live, and could be told whole if it is not being told already. */
        boolean mayBeTaken(boolean isTold) {
            return live && (isTold || !topic.isHeld());
        }

        /** Whether it has ever gone from live to anything but closed. */
        boolean wasLost() {
            return wasLost;
        }

        private void note(Status status, long nowUs) {
            boolean isLive = status == Status.LIVE;
            if (isLive && !live) {
                liveSinceUs = nowUs;
            }
            wasLost = status != Status.CLOSED && (wasLost || (live && !isLive));
            live = isLive;
        }
    }
}
