package io.quotewire.lab.simulate;

import io.quotewire.lab.stage.StreamKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code reorder}: of each two frames of a stream the second goes first. Holds one frame a stream at most. */
final class ReorderWay implements Way {
    private final Faults faults;
    private final Way next;
    private final Map<StreamKey, Parcel> held = new LinkedHashMap<>();

    ReorderWay(Faults faults, Way next) {
        this.faults = faults;
        this.next = next;
    }

    @Override
    public void pass(Parcel parcel) {
        // What is for one client only is the first that it hears, and has no pair.
        if (parcel.only() != null || !faults.spoils(Verb.REORDER, parcel.instrument())) {
            next.pass(parcel);
            return;
        }
        Parcel earlier = held.remove(parcel.stream());
        if (earlier == null) {
            held.put(parcel.stream(), parcel);
        } else {
            next.pass(parcel);
            next.pass(earlier);
        }
    }

    /** Lets go of what healed streams hold. */
    void healed() {
        List<Parcel> all = List.copyOf(held.values());
        held.clear();
        for (Parcel parcel : all) {
            pass(parcel);
        }
    }
}
