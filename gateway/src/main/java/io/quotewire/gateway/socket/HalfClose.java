package io.quotewire.gateway.socket;

import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * Ends our direction of a connection, so that the other end can read what we have said to its end.
 *
 * <p><b>Threads:</b> the channel's event loop.
 */
public final class HalfClose {
    private HalfClose() {}

    /** Behind all that was written. TLS has an end of its own, without which what came before may count as cut off. */
    @SuppressWarnings("FutureReturnValueIgnored") // Whoever ends a connection has a deadline for it.
    public static void of(DuplexChannel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            channel.shutdownOutput();
        } else {
            tls.closeOutbound().addListener(told -> channel.shutdownOutput());
        }
    }
}
