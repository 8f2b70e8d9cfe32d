package io.quotewire.lab.script;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one venue puts what happens: pure functions, no state.
 *
 * <p><b>Threads:</b> any; whatever takes a {@link Floor} the market's.
 */
public interface Script {
    /** The venue's manners, its name included. */
    Stage stage();

    /** Whose subscribers get {@code happening}; none where the venue says nothing of such a thing. */
    List<StreamKey> streams(Happening happening);

    /** The frame that tells the subscribers of one of {@link #streams} of {@code happening}, in UTF-8. */
    byte[] frame(Happening happening, StreamKey stream);

    /**
     * The frame that tells a new subscriber where things stand; null where he hears nothing before something changes.
     *
     * @param latest the newest that {@code stream} tells
     */
    default byte @Nullable [] first(Happening latest, StreamKey stream) {
        return null;
    }

    /** What the subscribers of {@code stream} hear each second, whatever happens; null for nothing. */
    default byte @Nullable [] beat(StreamKey stream, Floor floor, long nowUs) {
        return null;
    }

    /**
     * The venue's notice that it is about to close a connection; null where it gives none.
     *
     * @param connection its name, 8 hexadecimal digits
     * @param nowUs the venue's time
     */
    default byte @Nullable [] closingNotice(String connection, long nowUs) {
        return null;
    }

    /**
     * Answers a REST request, refusals included; null where nothing is served at this path.
     *
     * @param uri path and query
     * @param nowUs the venue's time
     */
    @Nullable
    Answer answer(String uri, Floor floor, long nowUs);

    /** Whether {@code uri} asks for a book. */
    boolean isBook(String uri);

    /** What the venue allows. */
    Limits limits();

    /**
     * What the venue answers to who has asked too much.
     *
     * @param banned whether he has gone on asking although he was told so
     * @param untilUs when he may ask again, by the venue's time
     */
    Answer tooMany(boolean banned, long untilUs);

    /** The header in which the venue says what weight of REST requests has been used; null where it does not. */
    default @Nullable String weightHeader() {
        return null;
    }
}
