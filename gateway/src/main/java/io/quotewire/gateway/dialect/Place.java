package io.quotewire.gateway.dialect;

import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.WebSocketUpgrade;
import io.quotewire.gateway.wire.Change;
import io.quotewire.gateway.wire.JsonWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One address of a dialect: what a WebSocket there is told, and what a plain GET.
 *
 * <p><b>Threads:</b> any.
 */
public interface Place {
    /** As that of a {@link io.quotewire.gateway.http.Route}. */
    String template();

    /** Names that the query may have; null where queries are ignored. */
    default @Nullable Set<String> parameters() {
        return null;
    }

    /**
     * What is said on a new connection.
     *
     * @throws Refusal if that is to be none
     */
    Talk talk(Request request, Outlook outlook);

    /**
     * The answer to a plain GET. Must not block.
     *
     * @throws Refusal if there is none
     */
    default Response read(Request request, Outlook outlook) {
        throw WebSocketUpgrade.required();
    }

    /**
     * Prints what all who follow a topic here are told of a change; called once for all of them.
     *
     * @return false where nothing is told
     */
    default boolean tell(JsonWriter json, Change change) {
        return false;
    }
}
