package io.quotewire.venue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** A venue on loopback that does what a test tells it: a REST list, a WebSocket, and all their bad manners. */
@SuppressWarnings("FutureReturnValueIgnored") // What a test sends either arrives, or is waited for in vain.
final class TestVenue implements AutoCloseable {
    final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    final AtomicInteger lists = new AtomicInteger();
    final AtomicInteger handshakes = new AtomicInteger();
    final HttpHeaders headers = new DefaultHttpHeaders();
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    /** What is answered to requests whose path begins so; nothing is a 503. All other requests get the list. */
    final Map<String, Function<String, String>> rest = new ConcurrentHashMap<>();

    volatile String list;
    volatile HttpResponseStatus listStatus = HttpResponseStatus.OK;
    volatile HttpResponseStatus handshakeStatus = HttpResponseStatus.SWITCHING_PROTOCOLS;
    volatile boolean mute;

    /** What the last handshake offered beyond the plain protocol. */
    volatile String extensions = "";

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final @Nullable SslContext tls;
    private final Channel server;

    TestVenue(String list, @Nullable SslContext tls) {
        this.list = list;
        this.tls = tls;
        this.server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    URI url(String host) {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        return URI.create((tls == null ? "ws://" : "wss://") + host + ":" + port);
    }

    /** The next WebSocket that somebody opens. */
    Peer peer() throws InterruptedException {
        Peer peer = peers.poll(20, TimeUnit.SECONDS);
        if (peer == null) {
            throw new AssertionError("nobody connected");
        }
        return peer;
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static ByteBuf deflated(String text) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
            deflater.finish();
            byte[] bytes = new byte[text.length() / 100 + 100];
            return Unpooled.wrappedBuffer(bytes, 0, deflater.deflate(bytes));
        }
    }

    private void accept(Channel channel) {
        if (mute) {
            return;
        }
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536), new Peer(channel));
    }

    /** The venue's end of one connection. */
    final class Peer extends ChannelInboundHandlerAdapter {
        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
        final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
        private final Channel channel;

        Peer(Channel channel) {
            this.channel = channel;
        }

        String text() throws InterruptedException {
            String text = texts.poll(20, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("the feed said nothing");
            }
            return text;
        }

        /** Everything that the feed had sent before it answers this ping has arrived when this returns. */
        void roundTrip() throws InterruptedException {
            channel.writeAndFlush(new PingWebSocketFrame(Unpooled.copiedBuffer("round", StandardCharsets.UTF_8)));
            if (!"round".equals(pongs.poll(20, TimeUnit.SECONDS))) {
                throw new AssertionError("the feed did not answer a ping");
            }
        }

        /** Likewise, unless the connection ends meanwhile. */
        void roundTripOrEnd() {
            channel.writeAndFlush(new PingWebSocketFrame(Unpooled.copiedBuffer("round", StandardCharsets.UTF_8)));
            try {
                String pong = pongs.poll(10, TimeUnit.MILLISECONDS);
                for (int i = 0; i < 2_000 && channel.isActive() && pong == null; i++) {
                    pong = pongs.poll(10, TimeUnit.MILLISECONDS);
                }
                if (channel.isActive() && pong == null) {
                    throw new AssertionError("the feed did not answer a ping");
                }
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for a pong", e);
            }
        }

        /** Lets the feed know that the connection is alive; the answer is of no interest. */
        void ping() {
            channel.writeAndFlush(new PingWebSocketFrame());
        }

        void send(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(text));
        }

        boolean isOpen() {
            return channel.isActive();
        }

        /** A frame that is compressed, and says so by its bit. */
        void sendCompressed(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(true, 0b100, deflated(text)));
        }

        void closeWith(int code, String reason) {
            channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
        }

        void drop() {
            channel.close();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                switch (message) {
                    case FullHttpRequest request -> answer(request);
                    case TextWebSocketFrame text -> texts.add(text.text());
                    case PingWebSocketFrame ping -> pings.add(ping.content().toString(StandardCharsets.UTF_8));
                    case PongWebSocketFrame pong when !pong.content().isReadable() -> {}
                    case PongWebSocketFrame pong -> pongs.add(pong.content().toString(StandardCharsets.UTF_8));
                    default -> {}
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        private void answer(FullHttpRequest request) {
            if (!request.headers().contains(HttpHeaderNames.UPGRADE)) {
                String path = request.uri();
                Function<String, String> found = rest.entrySet().stream()
                        .filter(entry -> path.startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
                if (found != null) {
                    asked.add(path);
                    String body = found.apply(path);
                    respond(body.isEmpty() ? HttpResponseStatus.SERVICE_UNAVAILABLE : HttpResponseStatus.OK, body);
                    return;
                }
                lists.incrementAndGet();
                respond(listStatus, list);
                return;
            }
            handshakes.incrementAndGet();
            extensions = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, "");
            if (handshakeStatus.equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                new WebSocketServerHandshakerFactory("ws://test", null, false)
                        .newHandshaker(request)
                        .handshake(channel, request, headers, channel.newPromise());
                peers.add(this);
            } else {
                respond(handshakeStatus, "<html>".repeat(20_000));
            }
        }

        private void respond(HttpResponseStatus status, String body) {
            ByteBuf content = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
            FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
            response.headers().set(headers).set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
            channel.writeAndFlush(response);
        }
    }
}
