package io.quotewire.lab.load.wire;

/** Bytes that a server of this protocol does not send; the message says which rule they break. */
public final class BadWire extends Exception {
    private static final long serialVersionUID = 1;

    public BadWire(String message) {
        super(message, null, false, false);
    }
}
