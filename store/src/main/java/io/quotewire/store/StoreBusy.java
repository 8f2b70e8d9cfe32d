package io.quotewire.store;

/**
 * The store has not answered: all its connections are in use, another call holds what this one needs, or the database cannot be
 * reached or written just now. It may be asked again later. Whether a write was done is not known: each of them can be repeated.
 */
public final class StoreBusy extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreBusy(String message, Throwable cause) {
        super(message, cause);
    }
}
