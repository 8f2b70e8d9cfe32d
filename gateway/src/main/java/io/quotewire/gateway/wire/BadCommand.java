package io.quotewire.gateway.wire;

import io.quotewire.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A message that is no command. Without a stack trace: it comes from outside, as often as somebody likes. */
public final class BadCommand extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable Long id;

    /** @param id as far as it was read */
    public BadCommand(ErrorCode code, @Nullable Long id, String message) {
        super(message, null, false, false);
        this.code = code;
        this.id = id;
    }

    public ErrorCode code() {
        return code;
    }

    public @Nullable Long id() {
        return id;
    }

    /** What is wrong, for the client's author. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
