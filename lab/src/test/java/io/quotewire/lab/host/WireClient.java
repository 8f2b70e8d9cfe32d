package io.quotewire.lab.host;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client that shows what is on the wire: the handshake's headers, each text, pongs and closings.
 *
 * <p><b>Threads:</b> the test's; what arrives passes a queue.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails to be written shows as something that does not arrive.
public final class WireClient implements AutoCloseable {
    public static final String PONG = "(pong frame)";
    public static final String CLOSED = "(closed)";
    public static final String RESET = "(reset)";

    private static final long DEADLINE_S = 20;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<FullHttpResponse> handshake = new CompletableFuture<>();
    private final Channel channel;

    public WireClient(URI address) {
        var connected = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.SO_RCVBUF, 64 << 10)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(1 << 20))
                                .addLast(new Listener(address));
                    }
                })
                .connect(address.getHost(), address.getPort())
                .awaitUninterruptibly();
        this.channel = connected.channel();
    }

    /** Status of the answer to the handshake. */
    public int status() {
        return response().status().code();
    }

    public HttpHeaders headers() {
        return response().headers();
    }

    private FullHttpResponse response() {
        try {
            return handshake.get(DEADLINE_S, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer to the handshake", e);
        }
    }

    public WireClient send(String text) {
        response();
        channel.writeAndFlush(new TextWebSocketFrame(text));
        return this;
    }

    public WireClient ping() {
        response();
        channel.writeAndFlush(new PingWebSocketFrame());
        return this;
    }

    public WireClient pong() {
        response();
        channel.writeAndFlush(new PongWebSocketFrame());
        return this;
    }

    /** While off nothing is taken from the socket. */
    public void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** Waits until all that was sent has been heard and answered; what came meanwhile stays to be read. */
    public WireClient settle() {
        ping();
        List<String> before = new ArrayList<>();
        for (String next = next(); !next.equals(PONG); next = next()) {
            before.add(next);
        }
        List<String> after = new ArrayList<>();
        heard.drainTo(after);
        heard.addAll(before);
        heard.addAll(after);
        return this;
    }

    /** The next thing heard. */
    public String next() {
        try {
            String next = heard.poll(DEADLINE_S, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came in " + DEADLINE_S + " s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public List<String> next(int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(next());
        }
        return all;
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Listener extends SimpleChannelInboundHandler<Object> {
        private final WebSocketClientHandshaker handshaker;

        Listener(URI address) {
            this.handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                    address, WebSocketVersion.V13, null, false, new DefaultHttpHeaders(), 16 << 20);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            handshaker.handshake(context.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Object message) {
            switch (message) {
                case FullHttpResponse response -> {
                    if (response.status().code() == 101) {
                        handshaker.finishHandshake(context.channel(), response);
                    }
                    handshake.complete(response);
                }
                case TextWebSocketFrame text -> heard.add(text.text());
                case PongWebSocketFrame pong -> heard.add(PONG);
                case CloseWebSocketFrame close -> heard.add(close.statusCode() + " " + close.reasonText());
                default -> {
                    // Pings: whether they are answered is the test's own affair.
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            handshake.completeExceptionally(new IllegalStateException("closed"));
            heard.add(CLOSED);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof IOException) {
                heard.add(RESET);
            }
            context.close();
        }
    }
}
