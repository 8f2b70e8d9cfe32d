package io.quotewire.venue;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.quotewire.model.MicroClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a connection, and the WebSocket that it becomes. Pings are answered here, at once, whatever else waits.
 *
 * <p>The results of writing and closing are not looked at: a connection that cannot be written to breaks, and that is
 * heard as its end.
 *
 * <p><b>Threads:</b> its event loop; only the host's name is looked up aside.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class VenueSocket extends ChannelInboundHandlerAdapter {
    /** An inbound frame, or a message of several, may be this long: one whole book of Coinbase Advanced Trade has 5 MB. */
    static final int MAX_FRAME = 16 << 20;

    private final Dial dial;
    private final Listener listener;
    private final WebSocketClientHandshaker handshaker;
    private @Nullable Channel channel;
    private @Nullable HttpResponse response;
    private boolean ended;

    private VenueSocket(Dial dial, Listener listener) {
        this.dial = dial;
        this.listener = listener;
        this.handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                dial.url(), WebSocketVersion.V13, null, false, null, MAX_FRAME);
    }

    /**
     * Where to connect, and by what.
     *
     * @param tls null for plain text
     * @param attempt which of the host's addresses to take, in turn
     */
    record Dial(
            URI url,
            EventLoop loop,
            FeedThreads.Aside aside,
            Class<? extends Channel> type,
            @Nullable SslContext tls,
            MicroClock clock,
            int attempt) {
        int port() {
            return url.getPort() >= 0 ? url.getPort() : tls == null ? 80 : 443;
        }
    }

    /** Hears what becomes of the attempt, on the event loop. */
    interface Listener {
        /** Bytes have left the socket; what they contain follows. */
        void heard(long nowUs);

        /** The venue has agreed; {@code simulated} if it called itself a simulation. */
        void opened(boolean simulated);

        /** A data frame; its bytes are valid during the call. */
        void frame(ByteBuf content);

        /** The venue's ping has been answered. */
        void ponged();

        /** It is over, by itself. Said once, and nothing after it. */
        void ended(End end);
    }

    /**
     * How it ended.
     *
     * @param status of an HTTP answer that was a refusal, else 0
     * @param retryAfter the header of that name, else empty
     * @param code with which the venue has closed the connection, else 0
     */
    record End(String reason, int status, String retryAfter, int code, boolean oversized) {
        static End of(String reason) {
            return new End(reason, 0, "", 0, false);
        }
    }

    /** Begins an attempt. */
    static VenueSocket open(Dial dial, Listener listener) {
        VenueSocket socket = new VenueSocket(dial, listener);
        dial.aside().run("resolve-" + dial.url().getHost(), socket::resolve);
        return socket;
    }

    void text(String message) {
        write(new TextWebSocketFrame(message));
    }

    void ping() {
        write(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
    }

    /** Ends it without a word to the listener. */
    void drop() {
        ended = true;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        handshaker.handshake(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!ended) {
                read(context, message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(End.of(
                handshaker.isHandshakeComplete()
                        ? "the connection broke"
                        : "no handshake before the connection broke"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean oversized = cause instanceof TooLongFrameException
                || (cause instanceof CorruptedWebSocketFrameException corrupted
                        && corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG));
        String reason = oversized ? "a frame beyond " + MAX_FRAME + " bytes" : Reasons.of(cause);
        end(new End(reason, 0, "", 0, oversized));
        context.close();
    }

    private void read(ChannelHandlerContext context, Object message) {
        switch (message) {
            case HttpResponse answer -> response = answer;
            case LastHttpContent last -> answered(context);
            case PingWebSocketFrame ping -> {
                context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
                listener.ponged();
            }
            case TextWebSocketFrame text -> listener.frame(text.content());
            case BinaryWebSocketFrame binary -> listener.frame(binary.content());
            case CloseWebSocketFrame close -> {
                int code = close.statusCode();
                String reason = "closed by the venue: " + code + " " + Reasons.shortened(close.reasonText());
                end(new End(reason, 0, "", code, false));
                context.close();
            }
            default -> {} // Pongs have been heard as bytes.
        }
    }

    private void answered(ChannelHandlerContext context) {
        HttpResponse answer = response;
        if (handshaker.isHandshakeComplete()) {
            return;
        }
        if (answer == null || !answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            refused(answer);
            context.close();
            return;
        }
        DefaultFullHttpResponse whole = new DefaultFullHttpResponse(
                answer.protocolVersion(), answer.status(), Unpooled.EMPTY_BUFFER, answer.headers(), answer.headers());
        handshaker.finishHandshake(context.channel(), whole);
        listener.opened(Boolean.parseBoolean(answer.headers().get(FeedHandler.SIMULATED)));
    }

    private void refused(@Nullable HttpResponse answer) {
        if (answer == null) {
            end(End.of("no HTTP answer"));
            return;
        }
        String retryAfter = answer.headers().get(HttpHeaderNames.RETRY_AFTER, "");
        end(new End(
                "HTTP " + answer.status().code() + " instead of a WebSocket",
                answer.status().code(),
                retryAfter,
                0,
                false));
    }

    private void end(End end) {
        if (!ended) {
            ended = true;
            listener.ended(end);
        }
    }

    private void write(WebSocketFrame frame) {
        if (channel == null) {
            frame.release();
        } else {
            channel.writeAndFlush(frame);
        }
    }

    private void resolve() {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(dial.url().getHost());
            InetAddress address = addresses[Math.floorMod(dial.attempt(), addresses.length)];
            FeedParts.post(dial.loop(), () -> connect(new InetSocketAddress(address, dial.port())));
        } catch (UnknownHostException e) {
            FeedParts.post(
                    dial.loop(), () -> end(End.of("unknown host " + dial.url().getHost())));
        }
    }

    private void connect(InetSocketAddress address) {
        if (ended) {
            return;
        }
        ChannelFuture connecting = new Bootstrap()
                .group(dial.loop())
                .channel(dial.type())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new Initializer())
                .connect(address);
        channel = connecting.channel();
        connecting.addListener(future -> {
            if (!future.isSuccess()) {
                end(End.of(Reasons.of(future.cause())));
            }
        });
    }

    /** The pipeline: the clock first, so that the receive time is when bytes leave the socket. */
    private final class Initializer extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel fresh) {
            ChannelPipeline pipeline = fresh.pipeline().addLast(new Stamp());
            SslContext tls = dial.tls();
            if (tls != null) {
                pipeline.addLast(tls.newHandler(fresh.alloc(), dial.url().getHost(), dial.port()));
            }
            pipeline.addLast(new HttpClientCodec(), new WebSocketFrameAggregator(MAX_FRAME), VenueSocket.this);
        }
    }

    private final class Stamp extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!ended) {
                listener.heard(dial.clock().nowUs());
            }
            context.fireChannelRead(message);
        }
    }
}
