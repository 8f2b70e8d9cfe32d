package io.quotewire.lab.host;

import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import java.util.Collection;

/**
 * What stands behind the door of a venue and makes its data: a recording, or a simulation.
 *
 * <p><b>Threads:</b> all calls come on the loop, and none may block.
 */
public interface Backstage {
    /** The venue's manners; always the same. */
    Stage stage();

    /**
     * Answers a GET.
     *
     * @param uri path and query
     */
    HttpAnswer rest(String uri);

    /** The client has been told that these begin. It may hold some of them already. */
    void subscribe(Client client, Collection<StreamKey> keys);

    /** The client has been told that these end, or is going. */
    void unsubscribe(Client client, Collection<StreamKey> keys);

    /** Some client that was not {@link Outlet#ready} is. May come from within a flush. */
    void roomAgain();
}
