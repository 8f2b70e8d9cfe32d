package io.quotewire.gateway.socket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One accepted connection, and the client at its other end, which reads when the test does. */
public final class Line implements AutoCloseable {
    private static final int WAIT_MS = 30_000;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final AtomicInteger passed = new AtomicInteger();
    private final Socket client;
    private final DataInputStream in;
    private final Channel channel;

    /** Connects. */
    public Line() throws Exception {
        BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline().addLast(new Counting());
                        accepted.add(opened);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        InetSocketAddress address = (InetSocketAddress) server.localAddress();
        client = new Socket(address.getAddress(), address.getPort());
        client.setSoTimeout(WAIT_MS);
        in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        channel = Objects.requireNonNull(accepted.poll(WAIT_MS, TimeUnit.MILLISECONDS));
    }

    /** The accepted end. */
    public Channel channel() {
        return channel;
    }

    /** What the client reads. */
    public DataInputStream in() {
        return in;
    }

    /** How many writes have come down the pipeline. */
    public int passed() {
        return passed.get();
    }

    /** Runs it where the channel is served. */
    public <T> T onLoop(Callable<T> task) throws Exception {
        return channel.eventLoop().submit(task).get(WAIT_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        client.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Counting extends ChannelOutboundHandlerAdapter {
        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // The promise tells.
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            passed.incrementAndGet();
            ctx.write(msg, promise);
        }
    }
}
