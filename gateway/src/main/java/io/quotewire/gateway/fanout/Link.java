package io.quotewire.gateway.fanout;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * How one lane stands to one topic at one rate.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class Link {
    private final Lane lane;

    /** Those who want to go on and have not been answered, first come first. */
    private final ArrayDeque<Request.Resume> resumes = new ArrayDeque<>(0);

    private boolean wantsFirst;

    /** First number that did not fit into the lane's mailbox; -1 while all did. */
    private long missedFrom = -1;

    Link(Lane lane) {
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }

    void wantFirst() {
        wantsFirst = true;
    }

    boolean wantsFirst() {
        return wantsFirst;
    }

    void gotFirst() {
        wantsFirst = false;
    }

    void wantToGoOn(Request.Resume resume) {
        resumes.add(resume);
    }

    /** Who is to be answered next, null where nobody is. */
    Request.@Nullable Resume nextResume() {
        return resumes.peek();
    }

    void resumed() {
        resumes.remove();
    }

    boolean owed() {
        return wantsFirst || missed() || !resumes.isEmpty();
    }

    boolean missed() {
        return missedFrom >= 0;
    }

    long missedFrom() {
        return missedFrom;
    }

    void miss(long seq) {
        if (missedFrom < 0) {
            missedFrom = seq;
        }
    }

    void repaired() {
        missedFrom = -1;
    }
}
