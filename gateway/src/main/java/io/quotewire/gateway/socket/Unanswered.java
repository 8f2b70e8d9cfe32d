package io.quotewire.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import java.time.Duration;

/** Connections whose other end is gone without a word. Any thread. */
public final class Unanswered {
    private Unanswered() {}

    /**
     * Lets the kernel end the connection once what was sent has gone unacknowledged for so long. Without it only its
     * retransmissions do, after a quarter of an hour. Does nothing where the transport is not Linux's own.
     *
     * @param within 1 ms and more
     */
    public static void endAfter(Channel channel, Duration within) {
        channel.config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, Math.toIntExact(within.toMillis()));
    }
}
