package io.quotewire.store.history.segment;

import java.io.IOException;

/** A file is not as it was written; the message says where. */
public final class Altered extends IOException {
    private static final long serialVersionUID = 1;

    public Altered(String message) {
        super(message);
    }
}
