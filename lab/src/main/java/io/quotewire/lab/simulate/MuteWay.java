package io.quotewire.lab.simulate;

/** The end of the way, where {@code mute} and {@code mute-one} drop everything, what was held before them included. */
record MuteWay(Faults faults, Way next) implements Way {
    @Override
    public void pass(Parcel parcel) {
        boolean muted =
                faults.spoils(Verb.MUTE, parcel.instrument()) || faults.spoils(Verb.MUTE_ONE, parcel.instrument());
        if (!muted) {
            next.pass(parcel);
        }
    }
}
