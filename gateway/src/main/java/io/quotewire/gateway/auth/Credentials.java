package io.quotewire.gateway.auth;

/**
 * What somebody sent to show who they are.
 *
 * @param secret as it was sent, within the bounds of a request's head
 */
public record Credentials(Kind kind, String secret) {
    /** How API keys begin. */
    static final String KEY_MARK = "qw_";

    /** What they can be. */
    public enum Kind {
        /** Signed by the gateway; it says itself for whom and how long. */
        TOKEN,
        KEY,
        /** Good for one connection. */
        TICKET
    }

    /** A token, or a key in the place of one: a client has one setting for both. */
    public static Credentials bearer(String text) {
        return new Credentials(text.startsWith(KEY_MARK) ? Kind.KEY : Kind.TOKEN, text);
    }

    public static Credentials key(String text) {
        return new Credentials(Kind.KEY, text);
    }

    public static Credentials ticket(String text) {
        return new Credentials(Kind.TICKET, text);
    }

    /** Without the secret: this may be logged. */
    @Override
    public String toString() {
        return kind.name();
    }
}
