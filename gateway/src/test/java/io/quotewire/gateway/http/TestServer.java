package io.quotewire.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.util.NetUtil;
import io.quotewire.gateway.auth.Access;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.model.Metric;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A server on a port of its own with a few plain routes; its sessions echo. */
final class TestServer implements AutoCloseable {
    static final long NOW_US = 1_732_115_015_000_000L;
    static final List<ListenAddress> ANY_PORT = List.of(new ListenAddress("127.0.0.1", 0));
    static final List<Route> ROUTES = List.of(
            Route.of("/", request -> Response.text("text/plain", "root")),
            Route.of("/big", request -> Response.text("text/plain", "#".repeat(1 << 20))),
            Route.of("/echo/{word}", Set.of("n"), request -> Response.text("text/plain", request.variable("word"))),
            Route.of("/broken", request -> {
                throw new IllegalStateException("a bug");
            }),
            Route.of("/both", request -> Response.text("text/plain", "read")),
            Route.post(
                    "/both",
                    Set.of("n"),
                    request -> Response.text(
                            "text/plain", "done " + request.query().text("n"))),
            Route.of("/whence", request -> Response.text("text/plain", NetUtil.toAddressString(request.address()))),
            Route.of("/probe", request -> Response.text("text/plain", "lives")).to(Access.PROBE),
            Route.of("/figures", request -> Response.text("text/plain", "figures"))
                    .to(Access.OPERATOR),
            Route.post("/act", Set.of(), request -> Response.text("text/plain", "done")),
            Route.of("/streamed", request -> Response.stream("text/plain", pipeline -> pipeline.addLast(new Flow()))),
            new Route("/slow", null, true, request -> Response.text("text/plain", "slow")));

    final HttpServer server;
    final EchoSessions sessions = new EchoSessions();
    private final EventLoopGroup lanes;

    TestServer() throws IOException {
        this(HttpConfig.DEFAULT.withListen(ANY_PORT), false);
    }

    TestServer(HttpConfig config, boolean simulated) throws IOException {
        this(config, simulated, Transport.best());
    }

    TestServer(HttpConfig config, boolean simulated, Transport transport) throws IOException {
        this(config, simulated, transport, Gatekeeper.none());
    }

    /** @param gate where clients are; operators have none on loopback */
    TestServer(HttpConfig config, Gatekeeper gate) throws IOException {
        this(config, false, Transport.best(), gate);
    }

    private TestServer(HttpConfig config, boolean simulated, Transport transport, Gatekeeper gate) throws IOException {
        lanes = transport.loops(1, "lane");
        server = new HttpServer(
                config, transport, lanes, new HttpServer.Parts(ROUTES, sessions, gate, () -> simulated, () -> NOW_US));
        server.start();
    }

    static HttpConfig with(HttpLimits limits) {
        return new HttpConfig(ANY_PORT, false, Set.of(), limits);
    }

    InetSocketAddress address() {
        return server.addresses().getFirst();
    }

    String host() {
        return "127.0.0.1:" + address().getPort();
    }

    RawClient connect() throws IOException {
        return new RawClient(address());
    }

    /** The whole answer to one request after which the connection ends. */
    String ask(String requestLine, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(requestLine + " HTTP/1.1\r\n");
        if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: ").append(host()).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        try (RawClient client = connect()) {
            return client.send(head + "Connection: close\r\n\r\n").readAll();
        }
    }

    /** The head of the answer to a WebSocket handshake. */
    String upgrade(String target, String... headers) throws IOException {
        try (RawClient client = connect()) {
            return client.send(handshake(target, headers)).readUntil("\r\n\r\n");
        }
    }

    String handshake(String target, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "GET " + target + " HTTP/1.1\r\nHost: " + host()
                + "\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more + "\r\n";
    }

    double metric(Metric metric, Map<String, String> labels) {
        return server.read().stream()
                .filter(reading ->
                        reading.metric().equals(metric) && reading.labels().equals(labels))
                .mapToDouble(reading -> reading.value())
                .sum();
    }

    @Override
    public void close() {
        server.close();
        lanes.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Writes the first that it hears, and ends. */
    @SuppressWarnings("FutureReturnValueIgnored") // What fails here shows in what the client receives.
    private static final class Flow extends ChannelInboundHandlerAdapter {
        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.copiedBuffer("flows: ", StandardCharsets.US_ASCII));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object heard) {
            ctx.writeAndFlush(heard).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Sends each text back; says goodbye by closing. */
    @SuppressWarnings("FutureReturnValueIgnored") // What fails here shows in what the client receives.
    static final class EchoSessions implements WebSockets {
        final Set<Channel> open = ConcurrentHashMap.newKeySet();
        volatile boolean compresses = true;

        /** What the last handshake agreed on. */
        volatile boolean compressed;

        @Override
        public boolean compresses() {
            return compresses;
        }

        @Override
        public void takeOver(ChannelPipeline pipeline, boolean agreed, Principal who) {
            compressed = agreed;
            open.add(pipeline.channel());
            pipeline.addLast(
                    new WebSocket13FrameEncoder(false), new WebSocket13FrameDecoder(true, false, 1024), echo());
        }

        private static ChannelHandler echo() {
            return new SimpleChannelInboundHandler<TextWebSocketFrame>() {
                @Override
                public void handlerAdded(ChannelHandlerContext ctx) {
                    ctx.writeAndFlush(new TextWebSocketFrame("welcome"));
                }

                @Override
                protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
                    ctx.writeAndFlush(frame.retain());
                }
            };
        }

        @Override
        public void drain(Duration within) {
            open.forEach(Channel::close);
        }
    }
}
