package io.quotewire.model;

/** Why a connection was closed, and whether to come back. Generates {@code docs/codes.md}. */
public enum CloseReason {
    TOO_BIG(1009, "too big", Return.NEVER, "A message was larger or in more pieces than allowed."),
    INTERNAL(1011, "internal", Return.WITH_BACK_OFF, "A fault of the gateway; it is logged there."),
    DRAIN(1012, "drain", Return.AFTER_RETRY_MS, "The gateway is stopping; goodbye gives this connection's retry_ms."),
    OVERLOAD(1013, "overload", Return.WITH_BACK_OFF, "The gateway takes no more connections now."),
    BAD_CREDENTIALS(4001, "bad credentials", Return.NEVER, "The token or key is wrong."),
    EXPIRED(4002, "expired", Return.AFTER_RENEWAL, "The token has expired."),
    REVOKED(4003, "revoked", Return.NEVER, "The token or key has been revoked."),
    NOT_AUTHENTICATED(4005, "not authenticated in time", Return.AFTER_RENEWAL, "No credentials came in time."),
    TOO_SLOW(4008, "too slow", Return.AND_RESUME, "The client read nothing for ten seconds while data waited."),
    LIMIT(4009, "limit", Return.AFTER_RETRY_MS, "A limit of the account or address was passed."),
    PROTOCOL_ERROR(4010, "protocol error", Return.NEVER, "The client broke the protocol again and again.");

    /** What a client should do next. */
    public enum Return {
        NEVER("do not return"),
        AND_RESUME("return and resume"),
        AFTER_RENEWAL("return with fresh credentials"),
        AFTER_RETRY_MS("return after retry_ms"),
        WITH_BACK_OFF("return with back-off and jitter");

        private final String text;

        Return(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private final int code;
    private final String text;
    private final Return comeBack;
    private final String sentence;

    CloseReason(int code, String text, Return comeBack, String sentence) {
        this.code = code;
        this.text = text;
        this.comeBack = comeBack;
        this.sentence = sentence;
    }

    public int code() {
        return code;
    }

    public String text() {
        return text;
    }

    public Return comeBack() {
        return comeBack;
    }

    /** For the table in {@code docs/codes.md}. */
    public String sentence() {
        return sentence;
    }
}
