package io.quotewire.store.history;

import java.io.IOException;

/** A segment is not as it was written, or cannot be read. */
final class PartAltered extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Part part;

    PartAltered(Part part, IOException cause) {
        super(cause.toString(), cause);
        this.part = part;
    }

    Part part() {
        return part;
    }
}
