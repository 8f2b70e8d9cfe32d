package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.session.SessionConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Compression with clients that were not written here: the library's own, node's, and the JDK's, which has none. */
class CompressionTest {
    private static final String SUBSCRIBE = "{\"op\":\"subscribe\",\"id\":1,\"topics\":[\"trade:okx:BTC-USDT\"]}";
    private static final String DEFLATED = "quotewire_gateway_encoded_bytes_total{encoding=\"deflated\"}";

    /** As it comes it refuses an answer without context takeover, which RFC 7692 lets any server give: it has to be asked. */
    private static final PerMessageDeflateClientExtensionHandshaker COMPRESSION =
            new PerMessageDeflateClientExtensionHandshaker(6, false, 15, true, true, 0);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private @Nullable TestGateway open;

    @AfterEach
    void stop() {
        if (open != null) {
            open.close();
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private TestGateway gateway(boolean compression) throws IOException {
        TestGateway started = new TestGateway(FanoutConfig.DEFAULT, config(compression));
        open = started;
        return started;
    }

    @Test
    void clients_compressedAndNot_areToldTheSame() throws Exception {
        TestGateway gateway = gateway(true);
        List<BlockingQueue<String>> compressed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            compressed.add(subscriber(gateway));
        }
        Listener plain = new Listener(gateway.client(), gateway.port());
        plain.next();
        plain.send(SUBSCRIBE);
        plain.next();
        String snapshot = plain.next();
        compressed.forEach(client -> assertThat(next(client)).isEqualTo(snapshot));

        gateway.trade(500);

        for (int i = 0; i < 500; i++) {
            String update = plain.next();
            compressed.forEach(client -> assertThat(next(client)).isEqualTo(update));
        }
        double plainBytes = gateway.metric("quotewire_gateway_encoded_bytes_total{encoding=\"plain\"}");
        assertThat(gateway.metric(DEFLATED)).isPositive().isLessThan(plainBytes);
        plain.abort();
    }

    @Test
    void compression_whereItIsOff_isNotAgreedOn() throws Exception {
        TestGateway gateway = gateway(false);
        BlockingQueue<String> client = subscriber(gateway);
        next(client);
        gateway.trade(1);

        assertThat(next(client)).contains("\"type\":\"update\"");
        assertThat(gateway.metric(DEFLATED)).isZero();
    }

    @Test
    void node_readsWhatIsCompressedForIt() throws Exception {
        assumeNode();
        TestGateway gateway = gateway(true);
        Process node = new ProcessBuilder(
                        "node",
                        "--no-warnings",
                        "--experimental-websocket",
                        "-e",
                        """
                const socket = new WebSocket(process.argv[1]);
                socket.onopen = () => { console.log(socket.extensions); socket.send(process.argv[2]); };
                socket.onmessage = event => console.log(event.data);
                """,
                        "ws://127.0.0.1:" + gateway.port() + "/v1/ws",
                        SUBSCRIBE)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("permessage-deflate");
            assertThat(lines.readLine()).startsWith("{\"op\":\"welcome\"");
            assertThat(lines.readLine()).startsWith("{\"op\":\"subscribed\"");
            assertThat(lines.readLine()).startsWith("{\"type\":\"snapshot\"");
            gateway.trade(50);
            for (int i = 1; i <= 50; i++) {
                assertThat(lines.readLine()).contains("\"seq\":" + i + ",", "\"id\":\"t" + i + "\"");
            }
            assertThat(gateway.metric(DEFLATED)).isPositive();
        } finally {
            node.destroy();
            node.waitFor();
        }
    }

    /** A client of the library that compresses what it sends, behind the answer to its subscription. */
    private BlockingQueue<String> subscriber(TestGateway gateway) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .allowExtensions(true)
                .webSocketUri("ws://127.0.0.1:" + gateway.port() + "/v1/ws")
                .build();
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(8192),
                                        new WebSocketClientExtensionHandler(COMPRESSION),
                                        new WebSocketClientProtocolHandler(config),
                                        new Ear(heard));
                    }
                })
                .connect("127.0.0.1", gateway.port())
                .sync();
        assertThat(next(heard)).contains("\"op\":\"welcome\"");
        assertThat(next(heard)).contains("\"op\":\"subscribed\"");
        return heard;
    }

    /** Subscribes, and keeps what it hears. */
    private static final class Ear extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final BlockingQueue<String> heard;

        private Ear(BlockingQueue<String> heard) {
            this.heard = heard;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            heard.add(frame.text());
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // What fails here shows in what is not heard.
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                ctx.writeAndFlush(new TextWebSocketFrame(SUBSCRIBE));
            }
        }
    }

    private static String next(BlockingQueue<String> heard) {
        try {
            String message = heard.poll(30, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing for thirty seconds");
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static SessionConfig config(boolean compression) {
        SessionConfig base = SessionConfig.DEFAULT;
        return new SessionConfig(
                base.node(),
                base.messageBytes(),
                base.fragments(),
                base.unfinishedWithin(),
                base.commandsPerS(),
                base.topics(),
                base.authWithin(),
                base.heartbeat(),
                base.pingEvery(),
                base.pongWithin(),
                base.perLane(),
                base.linger(),
                compression);
    }

    private static void assumeNode() {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "node")));
        String why = "node is not on the PATH: that it reads what is compressed for it is not tried";
        if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
            assertThat(there).as(why).isTrue();
        }
        assumeTrue(there, why);
    }
}
