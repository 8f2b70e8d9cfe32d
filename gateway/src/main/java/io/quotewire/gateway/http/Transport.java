package io.quotewire.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** How sockets are driven. Event loops and listening sockets must be of the same one. */
public enum Transport {
    EPOLL,
    NIO;

    /**
     * What the kernel takes for a connection before it is on its way, where it can be told so. It would take half a megabyte and
     * more: nothing of that can be conflated any more, and once its memory for all connections is used up each of them waits.
     */
    private static final long UNSENT_BYTES = 128 << 10;

    /** The fastest that this machine has. */
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** {@code count} event loops on threads named {@code name-1-1}, {@code name-1-2} and so on. */
    public EventLoopGroup loops(int count, String name) {
        IoHandlerFactory handlers = switch (this) {
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
        return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name), handlers);
    }

    /** Lets {@code bootstrap} listen with sockets of this one. */
    ServerBootstrap prepare(ServerBootstrap bootstrap) {
        return switch (this) {
            case EPOLL ->
                bootstrap
                        .channel(EpollServerSocketChannel.class)
                        .childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
            case NIO -> bootstrap.channel(NioServerSocketChannel.class);
        };
    }
}
