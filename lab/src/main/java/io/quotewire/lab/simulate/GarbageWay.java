package io.quotewire.lab.simulate;

import java.util.SplittableRandom;

/** {@code garbage}: nothing as it should be, each frame in the next of the ways that {@link Nonsense} knows. */
final class GarbageWay implements Way {
    private static final Nonsense[] KINDS = Nonsense.values();

    private final Faults faults;
    private final SplittableRandom random;
    private final Way next;
    private int turn;

    GarbageWay(Faults faults, long seed, Way next) {
        this.faults = faults;
        this.random = new SplittableRandom(seed);
        this.next = next;
    }

    @Override
    public void pass(Parcel parcel) {
        if (faults.spoils(Verb.GARBAGE, parcel.instrument())) {
            Nonsense kind = KINDS[turn++ % KINDS.length];
            next.pass(parcel.broken(kind.of(parcel, random)));
        } else {
            next.pass(parcel);
        }
    }
}
