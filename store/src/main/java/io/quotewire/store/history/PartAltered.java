package io.quotewire.store.history;

import io.quotewire.store.history.segment.Altered;
import java.io.IOException;

/** A segment is not as it was written. */
final class PartAltered extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Part part;

    PartAltered(Part part, Altered cause) {
        super(cause.getMessage(), cause);
        this.part = part;
    }

    Part part() {
        return part;
    }
}
