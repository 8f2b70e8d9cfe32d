package io.quotewire.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.time.Duration;

/** Who takes over a connection once it is a WebSocket. */
public interface Sessions {
    /**
     * A handler for one new WebSocket. It is added behind Netty's frame codec, on the channel's event loop, right after the
     * handshake was written: {@code handlerAdded} is its start, {@code channelInactive} its end.
     */
    ChannelHandler handlerFor(Channel channel);

    /** Largest payload of one frame that the codec accepts; beyond, it closes with 1009. */
    int maxFrameBytes();

    /** Says goodbye to every session and closes it, spread over at most {@code within}. Any thread; does not wait. */
    void drain(Duration within);
}
