package io.quotewire.gateway;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.http.WebSockets;
import io.quotewire.gateway.session.Sessions;
import java.time.Duration;

/** WebSockets become native sessions. Any thread. */
final class NativeSockets implements WebSockets {
    private static final Duration LONGEST_SPREAD = Duration.ofMinutes(10);

    private final Sessions sessions;

    NativeSockets(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean compresses() {
        return sessions.compresses();
    }

    /** No encoder: what a session sends are finished frames. */
    @Override
    public void takeOver(ChannelPipeline pipeline, boolean compressed, Principal who) {
        EventLoop loop = (EventLoop) pipeline.firstContext().executor();
        pipeline.addLast(
                new WebSocket13FrameDecoder(sessions.decoderConfig(compressed)),
                sessions.handlerFor(loop, compressed, who));
    }

    /** Clients are asked to return within the same time, each at its own moment. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The server waits for the connections, which is more.
    public void drain(Duration within) {
        sessions.drain(within.compareTo(LONGEST_SPREAD) < 0 ? within : LONGEST_SPREAD);
    }
}
