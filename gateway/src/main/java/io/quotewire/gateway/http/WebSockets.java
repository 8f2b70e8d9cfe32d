package io.quotewire.gateway.http;

import io.netty.channel.ChannelPipeline;
import io.quotewire.gateway.auth.Principal;
import java.time.Duration;

/** Who takes over a connection once it is a WebSocket. */
public interface WebSockets {
    /** Whether sessions can speak permessage-deflate, without context takeover on either side. */
    boolean compresses();

    /**
     * Adds what reads and writes frames, and the session, at the end of {@code pipeline}. On the channel's event loop,
     * right after the answer to the handshake was written; what the client sent behind its handshake follows. What stands
     * before in the pipeline goes.
     *
     * @param compressed whether that was agreed on
     * @param who as far as the handshake told
     */
    void takeOver(ChannelPipeline pipeline, boolean compressed, Principal who);

    /**
     * Says goodbye to every session and closes it. Any thread; does not wait.
     *
     * @param within the time until connections that are still open are cut
     */
    void drain(Duration within);
}
