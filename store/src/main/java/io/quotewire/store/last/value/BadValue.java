package io.quotewire.store.last.value;

/** Bytes that are no value that can be told. Foreign bytes are expected to be bad: it has no stack trace. */
public final class BadValue extends Exception {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    BadValue(Refusal refusal, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
