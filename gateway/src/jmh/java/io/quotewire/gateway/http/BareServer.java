package io.quotewire.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import java.util.function.Consumer;

/**
 * Listens with sockets set as the shipped server sets them, for benchmarks that speak less than it.
 *
 * <p><b>Threads:</b> any.
 */
public final class BareServer {
    private BareServer() {}

    /**
     * Listens at {@code port} of all addresses.
     *
     * @param loops that {@code transport} has made
     * @param unsentBytes that the kernel takes for a connection before they are on their way; 0 for those of the shipped server
     * @param welcome told of each new connection, on its event loop
     */
    public static void listen(
            Transport transport, EventLoopGroup loops, long unsentBytes, int port, Consumer<Channel> welcome) {
        ServerBootstrap bootstrap = transport
                .prepare(new ServerBootstrap())
                .group(loops)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        welcome.accept(channel);
                    }
                });
        if (unsentBytes > 0 && transport == Transport.EPOLL) {
            bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, unsentBytes);
        }
        bootstrap.bind(port).syncUninterruptibly();
    }
}
