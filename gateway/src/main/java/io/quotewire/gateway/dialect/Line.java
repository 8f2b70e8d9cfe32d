package io.quotewire.gateway.dialect;

import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.Topic;

/**
 * One connection, as a dialect sees it. Everything leaves in the order in which it was said.
 *
 * <p><b>Threads:</b> the lane's.
 */
public interface Line {
    Outlook outlook();

    /** For one message at a time. */
    JsonWriter json();

    /** Says what was printed, to this connection alone. */
    void say(JsonWriter json);

    /** The same where it is an error, which is counted as {@code code}. */
    void refuse(ErrorCode code, JsonWriter json);

    /**
     * Makes a topic flow, and tells each change of it as {@link Place#tell} prints it, beginning with how it stands.
     *
     * @return false where the connection follows as many as it may
     */
    boolean follow(Topic topic);

    /**
     * Makes a topic flow as long as the connection is there, so that the {@link Outlook} knows of it. Nothing is told.
     *
     * @return as for {@link #follow}
     */
    boolean want(Topic topic);
}
