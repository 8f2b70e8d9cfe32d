package io.quotewire.lab.host;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;

/**
 * One venue at a loopback address of its own, WebSocket and REST alike, on a port that the system chose.
 *
 * <p><b>Threads:</b> opened, asked for its address and closed by any but the loop; {@link #hangUp}, {@link #drop} and
 * {@link #reset} are the loop's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Of closes after which nothing is left to do.
public final class VenueServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 256;
    private static final int REQUEST_SECONDS = 30;
    private static final int MAX_REQUEST = 64 << 10;
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final Backstage backstage;
    private final Guard guard;
    private final ChannelGroup connections;
    private final Channel listener;
    private int opened; // The loop's.

    /**
     * Opens the address.
     *
     * @param loop for everything that happens at it
     * @throws IOException if there is no port
     */
    public VenueServer(Backstage backstage, Guard guard, EventLoop loop) throws IOException {
        this.backstage = backstage;
        this.guard = guard;
        this.connections = new DefaultChannelGroup(loop);
        this.listener = listen(loop);
    }

    private Channel listen(EventLoop loop) throws IOException {
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        welcome(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            String venue = backstage.stage().profile().venue();
            throw new IOException("no loopback port for " + venue, bound.cause());
        }
        return bound.channel();
    }

    private void welcome(Channel channel) {
        if (!guard.admits() || connections.size() >= MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        connections.add(channel);
        opened++;
        channel.pipeline()
                .addLast(new ReadTimeoutHandler(REQUEST_SECONDS))
                .addLast(new HttpServerCodec(MAX_REQUEST, MAX_REQUEST, MAX_REQUEST))
                .addLast(new HttpObjectAggregator(MAX_REQUEST))
                .addLast(new Door(backstage, guard, String.format(Locale.ROOT, "%08x", opened)));
    }

    /** The address to give a feed in place of the venue's own WebSocket address. */
    public URI wsUrl() {
        return address("ws", backstage.stage().profile().streamPath());
    }

    /** The address to give a feed in place of the venue's own REST address, without a path. */
    public URI restUrl() {
        return address("http", "");
    }

    private URI address(String scheme, String path) {
        InetSocketAddress at = (InetSocketAddress) listener.localAddress();
        return URI.create(scheme + "://" + at.getAddress().getHostAddress() + ":" + at.getPort() + path);
    }

    /** Closes every connection, those that are past their handshake with a code. */
    public void hangUp(int code, String reason) {
        for (Channel channel : connections) {
            ClientConnection client = channel.pipeline().get(ClientConnection.class);
            if (client == null) {
                channel.close();
            } else {
                client.hangUp(code, reason);
            }
        }
    }

    /** Closes every connection without a word. */
    public void drop() {
        connections.close();
    }

    /** Breaks every connection off, so that its other end sees a reset and what was on its way is lost. */
    public void reset() {
        connections.forEach(channel -> channel.config().setOption(ChannelOption.SO_LINGER, 0));
        connections.close();
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
    }
}
