package io.quotewire.model;

/** Why a command was refused. Generates {@code docs/codes.md}. */
public enum ErrorCode {
    BAD_JSON(1001, "bad_json", "The message is not one JSON object."),
    UNKNOWN_OP(1002, "unknown_op", "There is no such operation."),
    UNKNOWN_FIELD(1003, "unknown_field", "The operation has no such field."),
    BAD_FIELD(1004, "bad_field", "A field is missing or has a value that it cannot have."),
    BAD_ID(1005, "bad_id", "The id is not an integer from 0 to 2^53 - 1."),
    UNKNOWN_TOPIC(2001, "unknown_topic", "No venue lists it; near names are given where there are any."),
    NOT_SUBSCRIBED(2002, "not_subscribed", "This connection does not subscribe to it."),
    TOO_MANY_TOPICS(2003, "too_many_topics", "The connection would hold more topics than it may."),
    TOO_FAST(2004, "too_fast", "More commands a second than allowed; again after retry_ms."),
    RATE_NOT_GRANTED(2005, "rate_not_granted", "The rate is not one of rates_ms."),
    DEPTH_NOT_GRANTED(2006, "depth_not_granted", "There is no book of that depth, or this connection may not see it."),
    NOT_ENTITLED(2007, "not_entitled", "The account may not see it."),
    BAD_CREDENTIALS(3001, "bad_credentials", "The token or key is wrong."),
    EXPIRED(3002, "expired", "The token has expired; renew it."),
    REVOKED(3003, "revoked", "The token or key has been revoked."),
    AUTH_NOT_ENABLED(3004, "auth_not_enabled", "This gateway has no accounts: connect without credentials."),
    INTERNAL(5001, "internal", "A fault of the gateway; it is logged there.");

    private final int code;
    private final String text;
    private final String sentence;

    ErrorCode(int code, String text, String sentence) {
        this.code = code;
        this.text = text;
        this.sentence = sentence;
    }

    public int code() {
        return code;
    }

    public String text() {
        return text;
    }

    /** For the table in {@code docs/codes.md}. */
    public String sentence() {
        return sentence;
    }
}
