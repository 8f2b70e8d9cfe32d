package io.quotewire.gateway.fanout;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The seats of a connection for which there was no room: those that hold messages, in the order in which they began to, and
 * those that are late, for which another first message is to be asked for.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class Backlog {
    private final ArrayDeque<Seat> held = new ArrayDeque<>();

    /** How many of them are no mere samples. */
    private int heldWhole;

    private final Set<Seat> late = new LinkedHashSet<>();

    /** The longest first message that found no room; 0 where none did. */
    private int lateBytes;

    private final SlowReport report = new SlowReport();

    boolean isEmpty() {
        return held.isEmpty() && late.isEmpty();
    }

    /** What the client has yet to be told of all this. */
    SlowReport report() {
        return report;
    }

    /** Whether what comes has to wait behind what is held. Samples wait for anything, the rest for what is no sample. */
    boolean bars(boolean sample) {
        return sample ? !held.isEmpty() : heldWhole > 0;
    }

    void hold(Seat seat) {
        held.add(seat);
        heldWhole += isSample(seat) ? 0 : 1;
    }

    /** The one that has waited longest, which goes on waiting; null where none does. */
    @Nullable
    Seat first() {
        return held.peek();
    }

    void unhold(Seat seat) {
        if (held.remove(seat) && !isSample(seat)) {
            heldWhole--;
        }
    }

    /** Deliveries that are held, counted by walking. */
    long queued() {
        long queued = 0;
        for (Seat seat : held) {
            queued += seat.kept() != null ? 1 : 0;
        }
        return queued;
    }

    /** @param wantedBytes of room for its first message; 0 where that is not known */
    void addLate(Seat seat, int wantedBytes) {
        late.add(seat);
        lateBytes = Math.max(lateBytes, wantedBytes);
    }

    void removeLate(Seat seat) {
        late.remove(seat);
    }

    boolean hasLate() {
        return !late.isEmpty();
    }

    /** Room, in bytes, with which the longest of what is late fits. */
    int lateBytes() {
        return lateBytes;
    }

    /** Those that are late, which they are no longer. */
    List<Seat> takeLate() {
        List<Seat> all = List.copyOf(late);
        late.clear();
        lateBytes = 0;
        return all;
    }

    private static boolean isSample(Seat seat) {
        return Publication.isSample(seat.topic(), seat.rate());
    }
}
