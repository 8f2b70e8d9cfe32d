package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.proxy.TrustedProxies;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On an embedded channel, whose time is turned by hand. */
class HttpConnectionTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost:8000\r\n\r\n";
    private static final String HANDSHAKE = """
            GET /v1/ws HTTP/1.1\r
            Host: localhost:8000\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """;
    private static final HttpLimits LIMITS = new HttpLimits(
            1 << 10,
            4 << 10,
            1 << 10,
            1 << 20,
            4 << 10,
            Duration.ofSeconds(10),
            Duration.ofSeconds(7),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            1 << 20,
            10,
            10,
            10,
            10);

    private final Waiting waiting = new Waiting();
    private final List<Route> routes = Stream.concat(
                    TestServer.ROUTES.stream(),
                    Stream.of(WebSocketUpgrade.route(new TestServer.EchoSessions()), waiting.route()))
            .toList();
    private final HttpCounters counters = new HttpCounters(routes);
    private boolean draining;
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void open() {
        channel.freezeTime();
        channel.pipeline().addLast(new HttpConnection(serving(), null, false));
        channel.pipeline().fireChannelActive();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void silence_fromTheStart_closesAtTheHeadDeadline() {
        pass(9_999);
        assertThat(channel.isOpen()).isTrue();

        pass(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(sent()).isEmpty();
    }

    @Test
    void head_dripping_isCutAtTheDeadlineOfItsFirstByte() {
        pass(4_000);
        receive("G");
        for (int i = 0; i < 9; i++) {
            pass(1_000);
            receive("E");
        }
        assertThat(channel.isOpen()).isTrue();

        pass(1_000);
        assertThat(sent()).startsWith("HTTP/1.1 408 ");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void connection_idleBetweenRequests_closesInSilence() {
        receive(REQUEST);
        assertThat(sent()).startsWith("HTTP/1.1 200 ");

        pass(59_999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(sent()).isEmpty();
    }

    @Test
    void secondRequest_hasTheHeadDeadlineAgain() {
        receive(REQUEST);
        pass(50_000);
        receive("GET ");
        sent();

        pass(9_999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(sent()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void body_dripping_isCutAtItsDeadline() {
        receive("GET / HTTP/1.1\r\nHost: localhost:8000\r\nContent-Length: 100\r\n\r\n");
        pass(6_999);
        receive("x");
        assertThat(channel.isOpen()).isTrue();

        pass(1);
        assertThat(sent()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void requestsSentAhead_takeTurnsWithOthers() {
        channel.pipeline().fireChannelRead(bytes(REQUEST.repeat(3)));
        assertThat(sent()).containsOnlyOnce("HTTP/1.1 200");

        channel.runPendingTasks();
        assertThat(sent().split("HTTP/1.1 200", -1)).hasSize(3);
    }

    @Test
    void slowRoute_meanwhileHoldsBackWhatIsSentAhead() {
        receive("GET /waiting HTTP/1.1\r\nHost: localhost:8000\r\n\r\n");
        waiting.entered();
        assertThat(channel.config().isAutoRead()).isTrue();

        receive(REQUEST + "x".repeat(4 << 10));

        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(sent()).isEmpty();
        waiting.release();
    }

    @Test
    void answers_thatNobodyTakes_areBounded() {
        counters.unsent((1 << 20) + 1);
        receive(REQUEST);
        assertThat(sent()).startsWith("HTTP/1.1 503 ").contains("overloaded").contains("\r\nRetry-After: 5\r\n");
    }

    @Test
    void answers_taken_areNoLongerCounted() {
        receive(REQUEST);
        sent();
        assertThat(counters.unsent(0)).isZero();
    }

    @Test
    void drain_betweenRequests_closes() {
        receive(REQUEST);
        sent();

        channel.pipeline().fireUserEventTriggered(HttpConnection.Event.DRAIN);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void drain_duringARequest_answersItAndCloses() {
        receive("GET / HTTP/1.1\r\n");
        channel.pipeline().fireUserEventTriggered(HttpConnection.Event.DRAIN);
        assertThat(channel.isOpen()).isTrue();

        receive("Host: localhost:8000\r\n\r\n");

        assertThat(sent()).startsWith("HTTP/1.1 200 ").contains("\r\nConnection: close\r\n");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void upgrade_whileDraining_isRefused() {
        draining = true;

        receive(HANDSHAKE);

        assertThat(sent()).startsWith("HTTP/1.1 503 ").contains("draining");
    }

    @Test
    void upgrade_endsTheDeadlines() {
        receive(HANDSHAKE);
        assertThat(sent()).startsWith("HTTP/1.1 101 ");

        pass(100_000);

        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.pipeline().get(HttpConnection.class)).isNull();
    }

    private Serving serving() {
        Origins origins =
                Origins.of(List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8000)), Set.of());
        Sampler sampler = new Sampler(() -> TestServer.NOW_US);
        return new Serving(
                LIMITS,
                TrustedProxies.NONE,
                new Connections(LIMITS, TrustedProxies.NONE, () -> TestServer.NOW_US),
                new Router(routes),
                new Doorkeeper(origins, Gatekeeper.none()),
                new AnswerWriter(() -> TestServer.NOW_US, () -> false),
                counters,
                new Responder(counters, sampler, () -> "r1"),
                sampler,
                () -> draining);
    }

    private void pass(long ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private void receive(String text) {
        channel.writeInbound(bytes(text));
    }

    private String sent() {
        StringBuilder all = new StringBuilder();
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            ByteBuf bytes = (ByteBuf) out;
            all.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return all.toString();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
