package io.quotewire.lab.script;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * How one venue puts what happens: pure functions, no state.
 *
 * <p><b>Threads:</b> any; {@link #answer} the market's.
 */
public interface Script {
    /** The venue's manners, its name included. */
    Stage stage();

    /** Whose subscribers get {@code happening}. */
    StreamKey key(Happening happening);

    /** The frame that tells of {@code happening}, in UTF-8. */
    byte[] frame(Happening happening);

    /** Whether a new subscriber is told the latest at once. */
    boolean tellsLatest();

    /**
     * The venue's notice that it is about to close a connection.
     *
     * @param connection its name, 8 hexadecimal digits
     * @param nowUs the venue's time
     */
    byte[] closingNotice(String connection, long nowUs);

    /**
     * Answers a REST request, refusals included; null where nothing is served at this path.
     *
     * @param uri path and query
     * @param nowUs the venue's time
     */
    @Nullable
    Answer answer(String uri, SimulatedMarket market, long nowUs);

    /** What the venue allows. */
    Limits limits();

    /** The header in which the venue says what weight of REST requests has been used; null where it does not. */
    default @Nullable String weightHeader() {
        return null;
    }
}
