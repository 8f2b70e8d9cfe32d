package io.quotewire.lab.simulate;

import io.quotewire.model.MicroClock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * {@code slow}: everything eight seconds late, in order. Holds {@value #MOST} frames at most; beyond that the oldest leave
 * early, for late was asked for and lost was not. When healed, what is held leaves at once.
 */
final class SlowWay implements Way {
    static final long LATE_US = 8_000_000;
    static final int MOST = 65_536;

    private final Faults faults;
    private final MicroClock clock;
    private final Way next;
    private final Queue<Late> held = new ArrayDeque<>();

    SlowWay(Faults faults, MicroClock clock, Way next) {
        this.faults = faults;
        this.clock = clock;
        this.next = next;
    }

    private record Late(Parcel parcel, long dueUs) {}

    @Override
    public void pass(Parcel parcel) {
        if (!faults.spoils(Verb.SLOW, parcel.instrument())) {
            next.pass(parcel);
            return;
        }
        if (held.size() == MOST) {
            next.pass(held.remove().parcel);
        }
        held.add(new Late(parcel, clock.nowUs() + LATE_US));
    }

    /** Lets go of what is late enough. */
    void turn(long nowUs) {
        while (!held.isEmpty() && held.element().dueUs <= nowUs) {
            next.pass(held.remove().parcel);
        }
    }

    /** Lets go of what is slow no longer. */
    void healed() {
        List<Late> all = List.copyOf(held);
        held.clear();
        for (Late late : all) {
            if (faults.spoils(Verb.SLOW, late.parcel.instrument())) {
                held.add(late);
            } else {
                next.pass(late.parcel);
            }
        }
    }
}
