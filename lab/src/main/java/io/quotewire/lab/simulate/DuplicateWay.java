package io.quotewire.lab.simulate;

/** {@code duplicate}: everything twice. */
record DuplicateWay(Faults faults, Way next) implements Way {
    @Override
    public void pass(Parcel parcel) {
        next.pass(parcel);
        if (faults.spoils(Verb.DUPLICATE, parcel.instrument())) {
            next.pass(parcel);
        }
    }
}
