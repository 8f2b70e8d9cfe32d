package io.quotewire.venue.frame;

/**
 * Bytes from a venue that break its documented shape. Foreign input, not a fault of ours: it carries no stack trace, is
 * caught once at the boundary, and is counted.
 */
public final class MalformedFrame extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedFrame(String message) {
        super(message, null, false, false);
    }
}
