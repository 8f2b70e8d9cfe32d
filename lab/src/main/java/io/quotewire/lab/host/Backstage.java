package io.quotewire.lab.host;

import io.quotewire.lab.stage.Reaction;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.MicroClock;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * What stands behind the door of a venue and makes its data: a recording, or a simulation.
 *
 * <p><b>Threads:</b> all calls come on the loop, and none may block.
 */
public interface Backstage {
    /** The venue's manners; always the same. */
    Stage stage();

    /**
     * Answers a GET, now or later.
     *
     * @param uri path and query
     * @param asker takes the answer, on the loop; to be called once
     */
    void rest(String uri, Consumer<HttpAnswer> asker);

    /** The venue's time, in microseconds since 1970 UTC. */
    default long nowUs() {
        return MicroClock.system().nowUs();
    }

    /** Whether a stream that is spelled well is not there; a venue that looks refuses it then. */
    default boolean isAbsent(StreamKey stream) {
        return false;
    }

    /** What becomes of what the venue would do upon a client's message. */
    default Reaction heard(Reaction reaction) {
        return reaction;
    }

    /** The client has been told that these begin. It may hold some of them already. */
    void subscribe(Client client, Collection<StreamKey> keys);

    /** The client has been told that these end, or is going. */
    void unsubscribe(Client client, Collection<StreamKey> keys);

    /** Some client that was not {@link Outlet#ready} is. May come from within a flush. */
    void roomAgain();
}
