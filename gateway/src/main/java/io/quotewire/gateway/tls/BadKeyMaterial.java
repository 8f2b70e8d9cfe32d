package io.quotewire.gateway.tls;

/** A certificate or a key that cannot be used; the message says why, and what would help. */
final class BadKeyMaterial extends Exception {
    private static final long serialVersionUID = 1;

    BadKeyMaterial(String message) {
        super(message);
    }

    BadKeyMaterial(String message, Throwable cause) {
        super(message, cause);
    }
}
