package io.quotewire.venue.tap;

import io.netty.buffer.ByteBuf;
import io.quotewire.model.Channel;
import java.net.URI;

/**
 * Told what passes between one feed and its venue, in the order in which the feed meets it. Times are microseconds since 1970 UTC.
 *
 * <p>Must not block, throw, change what it is given, or keep a frame: its bytes are valid during the call. Connections are
 * numbered from 1 on by the feed; one that is made anew keeps its number.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
public interface FrameTap {
    /** Hears nothing, and costs nothing. */
    FrameTap NONE = new FrameTap() {};

    /**
     * The venue has agreed to the handshake.
     *
     * @param simulated whether it called itself a simulation
     */
    default void opened(int connection, URI address, boolean simulated, long atUs) {}

    /** The connection, up or not, is to follow one channel of a listing, in the venue's spelling. */
    default void follows(int connection, Channel channel, String symbol, long atUs) {}

    /** It is not to do that any more. */
    default void leaves(int connection, Channel channel, String symbol, long atUs) {}

    /** A text was sent. */
    default void sent(int connection, String text, long atUs) {}

    /** A frame has come; at this time it left the socket. */
    default void received(int connection, ByteBuf frame, long atUs) {}

    /** The connection, which was up, is no more. */
    default void closed(int connection, String why, long atUs) {}

    /**
     * A request over REST was answered.
     *
     * @param path and query, without a key
     * @param body not to be changed
     */
    default void answered(String path, int status, boolean simulated, byte[] body, long atUs) {}
}
