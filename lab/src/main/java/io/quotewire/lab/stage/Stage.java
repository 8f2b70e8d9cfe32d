package io.quotewire.lab.stage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The manners of one venue: pure functions, no state. Any thread. */
public interface Stage {
    Profile profile();

    /**
     * What a connection receives from the start because its address says so.
     *
     * @param uri path and query of the handshake
     * @return empty for none; null where the venue serves no stream at this address
     */
    @Nullable
    List<StreamKey> open(String uri);

    /** What the venue says to a connection before it is asked anything. */
    default List<String> greeting(Caller caller) {
        return List.of();
    }

    /** Whether {@code text} is one of those that the venue counts for each connection. */
    default boolean isNumbered(byte[] text) {
        return false;
    }

    /**
     * A text as it goes to one connection.
     *
     * @param number how many counted ones went to that connection before; it is written into one that counts
     */
    default byte[] numbered(byte[] text, long number) {
        return text;
    }

    /** Answers a text message of a client as the venue would, refusals included. Never throws on what it was sent. */
    Reaction react(Caller caller, String message);

    /** Which subscribers a frame of the venue is for; null for an answer or a notice, and for what is no frame of it. */
    @Nullable
    StreamKey key(byte[] frame);

    /**
     * Name of the instrument list that a REST request wants, null if it wants something else.
     *
     * @param uri path and query
     */
    @Nullable
    String list(String uri);

    /**
     * The pair of a stream that a gateway can want (ticker, best bid and offer, or trades of a spot pair), spelled as in the
     * venue's instrument list; null for any other stream.
     */
    @Nullable
    String spotSymbol(StreamKey key);
}
