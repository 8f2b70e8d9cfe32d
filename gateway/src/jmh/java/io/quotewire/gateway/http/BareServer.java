package io.quotewire.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
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
     * @param keepShort as the shipped server: false shows what that costs
     * @param welcome told of each new connection, on its event loop
     */
    public static void listen(
            Transport transport, EventLoopGroup loops, boolean keepShort, int port, Consumer<Channel> welcome) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        welcome.accept(channel);
                    }
                });
        if (keepShort) {
            transport.keepShort(bootstrap);
        }
        bootstrap.bind(port).syncUninterruptibly();
    }
}
