package io.quotewire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.client.LoopbackServer.Peer;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client on real sockets. What it makes of messages is {@link ConversationTest}'s and the vectors'. */
class QuotewireClientTest {
    private static final String WELCOME = Stage.WELCOME;
    private static final String TRADES = """
            {"op":"subscribed","id":%d,"topics":[{"topic":"trade:okx:BTC-USDT","ok":true,"recovered":"snapshot"}]}""";
    private static final String POSITION = """
            {"type":"snapshot","topic":"trade:okx:BTC-USDT","epoch":"m3q0jrnk","seq":5501,"recv":1732115000000000,\
            "source":"okx","status":"live","data":[]}""";
    private static final String TRADE = """
            {"type":"update","topic":"trade:okx:BTC-USDT","epoch":"m3q0jrnk","prev":%d,"seq":%d,\
            "recv":1732115000380112,"source":"okx","status":"live","data":[{"seq":%d,"id":"7","side":"sell",\
            "price":"97110.2","size":"0.010","ts":1732115000365000}]}""";
    private static final String STILL = """
            {"type":"still","topic":"trade:okx:BTC-USDT","epoch":"m3q0jrnk","seq":5960,"status":"live","source":"okx"}""";
    private static final String GAP = """
            {"type":"gap","topic":"trade:okx:BTC-USDT","epoch":"m3q0jrnk","from":5502,"to":5960,"missing":null,\
            "why":"too_old","status":"live","source":"okx","fill":null}""";

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
    private LoopbackServer server;

    @BeforeEach
    void listen() throws Exception {
        server = new LoopbackServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void messages_reachTheListenerInOrderOnOneThread() throws Exception {
        try (QuotewireClient client = connect();
                Peer peer = server.accept()) {
            following(client, peer);
            for (int seq = 5502; seq < 6502; seq++) {
                peer.send(TRADE.formatted(seq - 1, seq, seq));
            }
            for (int seq = 5502; seq < 6502; seq++) {
                assertThat(next()).isEqualTo("trade " + seq);
            }

            assertThat(callers).hasSize(1);
            assertThat(client.ageUs(client.serverNowUs() - 1_000_000)).isGreaterThanOrEqualTo(1_000_000);
            assertThat(client.serverNowUs())
                    .isGreaterThan(1732115000000000L)
                    .isLessThan(1732115000000000L + 3_600_000_000L);
        }
    }

    @Test
    void connectionReset_returnsAndResumesWhereItStood() throws Exception {
        try (QuotewireClient client = connect()) {
            try (Peer peer = server.accept()) {
                following(client, peer);
                peer.send(TRADE.formatted(5501, 5502, 5502));
                assertThat(next()).isEqualTo("trade 5502");
                peer.reset();
            }
            assertThat(next()).startsWith("disconnected 1006 retry");
            try (Peer peer = server.accept()) {
                peer.send(WELCOME);
                assertThat(next()).isEqualTo("welcome");
                assertThat(peer.read()).isEqualTo("""
                                {"op":"subscribe","id":2,"topics":[\
                                {"topic":"trade:okx:BTC-USDT","epoch":"m3q0jrnk","seq":5502}]}""");
                peer.send(TRADES.formatted(2).replace("\"snapshot\"", "\"full\",\"epoch\":\"m3q0jrnk\",\"from\":5503"));
                peer.send(TRADE.formatted(5502, 5503, 5503));
                assertThat(next()).isEqualTo("trade 5503");
            }
        }
    }

    @Test
    void brokenChain_resyncsOnceAndGoesOnAfterTheGap() throws Exception {
        try (QuotewireClient client = connect();
                Peer peer = server.accept()) {
            following(client, peer);
            peer.send(STILL);
            peer.send(TRADE.formatted(5960, 5961, 5961));
            assertThat(peer.read()).isEqualTo("""
                            {"op":"resync","id":2,"topics":[\
                            {"topic":"trade:okx:BTC-USDT","epoch":"m3q0jrnk","seq":5501}]}""");
            peer.send(GAP);
            peer.send(TRADE.formatted(5960, 5961, 5961));

            assertThat(next()).isEqualTo("gap 5502 to 5960");
            assertThat(next()).isEqualTo("trade 5961");
        }
    }

    @Test
    void drain_returnsAfterTheWaitThatGoodbyeGave() throws Exception {
        try (QuotewireClient client = connect()) {
            try (Peer peer = server.accept()) {
                following(client, peer);
                peer.send("{\"op\":\"goodbye\",\"why\":\"drain\",\"code\":1012,\"retry_ms\":321,\"resume\":true}");
                peer.close(1012);
            }
            assertThat(next()).isEqualTo("disconnected 1012 retry 321");
            try (Peer peer = server.accept()) {
                peer.send(WELCOME);
                assertThat(peer.read()).startsWith("{\"op\":\"subscribe\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1009, 4001, 4003, 4010})
    void closeCodeThatForbidsIt_isNotReturnedFrom(int code) throws Exception {
        try (QuotewireClient client = connect();
                Peer peer = server.accept()) {
            following(client, peer);
            peer.close(code);

            assertThat(next()).isEqualTo("disconnected " + code + " for good");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void nonsense_endsTheConnectionWithACodeAndReturns() throws Exception {
        try (QuotewireClient _ = connect()) {
            for (String nonsense : new String[] {"{\"type\":", "[]", "{\"op\":\"welcome\"}"}) {
                try (Peer peer = server.accept()) {
                    peer.send(nonsense);
                    assertThat(next()).startsWith("disconnected 4007 retry");
                    assertThat(peer.read()).isEqualTo("close 4007");
                }
            }
            try (Peer peer = server.accept()) {
                peer.sendBinary(new byte[] {1, 2, 3});
                assertThat(next()).startsWith("disconnected 4007 retry");
                assertThat(peer.read()).isEqualTo("close 4007");
            }
            server.accept().close();
        }
    }

    @Test
    void message_inPieces_isAssembled() throws Exception {
        try (QuotewireClient _ = connect();
                Peer peer = server.accept()) {
            peer.sendInPieces(WELCOME.substring(0, 7), "", WELCOME.substring(7, 20), WELCOME.substring(20));

            assertThat(next()).isEqualTo("welcome");
        }
    }

    @Test
    void message_beyondTheBound_endsTheConnection() throws Exception {
        ClientOptions options = options(server.uri()).withMaxMessageChars(2_000);
        try (QuotewireClient _ = QuotewireClient.connect(options, new Recorder());
                Peer peer = server.accept()) {
            String padding = " ".repeat(1_000);
            peer.sendInPieces("{\"op\":\"a\",", padding, padding + "\"x\":1}");

            assertThat(next()).startsWith("disconnected 4007 retry");
        }
    }

    @Test
    void ping_isAnswered() throws Exception {
        try (QuotewireClient client = connect();
                Peer peer = server.accept()) {
            following(client, peer);
            peer.ping("are you there");

            assertThat(peer.read()).isEqualTo("pong are you there");
        }
    }

    @Test
    void refusedHandshake_isToldAndItsRetryAfterKept() throws Exception {
        try (QuotewireClient _ = connect()) {
            server.refuse("503 Service Unavailable\r\nRetry-After: 1");
            assertThat(next()).isEqualTo("disconnected 1006 retry 1000");
            server.accept().close();
        }
    }

    @Test
    void unreachableServer_isToldAndTriedAgain() throws Exception {
        URI nowhere;
        try (ServerSocket closing = new ServerSocket(0)) {
            nowhere = URI.create("ws://127.0.0.1:" + closing.getLocalPort() + "/v1/ws");
        }
        try (QuotewireClient _ = QuotewireClient.connect(options(nowhere), new Recorder())) {
            assertThat(next()).startsWith("disconnected 1006 retry");
            assertThat(next()).startsWith("disconnected 1006 retry");
        }
    }

    @Test
    void close_saysGoodbyeAndEndsTheThread() throws Exception {
        try (Peer peer = closedClient()) {
            assertThat(peer.read()).isEqualTo("close 1000");
        }
        assertThat(next()).isEqualTo("disconnected 1000 for good");
        for (Thread caller : callers) {
            caller.join(Duration.ofMillis(LoopbackServer.DEADLINE_MS));
            assertThat(caller.isAlive()).isFalse();
        }
    }

    @Test
    void close_fromACallback_endsTheClient() throws Exception {
        QuotewireClient[] client = new QuotewireClient[1];
        BlockingQueue<QuotewireClient> made = new LinkedBlockingQueue<>();
        client[0] = QuotewireClient.connect(options(server.uri()), new Recorder() {
            @Override
            public void onWelcome(Message.Welcome welcome) {
                try {
                    made.take().close();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        made.add(client[0]);
        try (Peer peer = server.accept()) {
            peer.send(WELCOME);
            assertThat(next()).isEqualTo("disconnected 1000 for good");
            assertThat(peer.read()).isEqualTo("close 1000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/v1/ws", "ws:///v1/ws", "ws://host/v1/ws#part", "/v1/ws"})
    void address_thatIsNoWebSocket_isRefused(String uri) {
        assertThatThrownBy(() -> ClientOptions.of(URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ws://HOST:PORT/v1/ws");
    }

    private Peer closedClient() throws Exception {
        try (QuotewireClient client = connect()) {
            Peer peer = server.accept();
            following(client, peer);
            return peer;
        }
    }

    /** Brings both sides to where trades flow. */
    private void following(QuotewireClient client, Peer peer) throws Exception {
        client.subscribe(new Recorder(), "trade:okx:BTC-USDT");
        peer.send(WELCOME);
        assertThat(next()).isEqualTo("welcome");
        assertThat(peer.read()).isEqualTo("{\"op\":\"subscribe\",\"id\":1,\"topics\":[\"trade:okx:BTC-USDT\"]}");
        peer.send(TRADES.formatted(1));
        peer.send(POSITION);
        assertThat(next()).isEqualTo("position 5501");
    }

    private QuotewireClient connect() {
        return QuotewireClient.connect(options(server.uri()), new Recorder());
    }

    private static ClientOptions options(URI uri) {
        return ClientOptions.of(uri)
                .withBackOff(Duration.ofMillis(1), Duration.ofMillis(20))
                .withSeed(1);
    }

    private String next() throws InterruptedException {
        String line = heard.poll(LoopbackServer.DEADLINE_MS, TimeUnit.MILLISECONDS);
        return line == null ? "nothing" : line;
    }

    private class Recorder implements TopicListener, ConnectionListener {
        @Override
        public void onWelcome(Message.Welcome welcome) {
            callers.add(Thread.currentThread());
            heard.add("welcome");
        }

        @Override
        public void onDisconnected(Disconnected how) {
            Duration retryIn = how.retryIn();
            heard.add("disconnected " + how.code() + (retryIn == null ? " for good" : " retry " + retryIn.toMillis()));
        }

        @Override
        public void onTrades(Message.Trades trades) {
            callers.add(Thread.currentThread());
            heard.add(
                    trades.snapshot()
                            ? "position " + trades.head().seq()
                            : "trade " + trades.head().seq());
        }

        @Override
        public void onGap(Message.Gap gap) {
            heard.add("gap " + gap.firstLacking() + " to " + gap.head().seq());
        }
    }
}
