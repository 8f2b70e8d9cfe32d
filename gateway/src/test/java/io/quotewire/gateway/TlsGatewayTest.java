package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.session.SessionConfig;
import io.quotewire.gateway.tls.Certificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices over TLS, by every way that they go over plain text. */
class TlsGatewayTest {
    private static final int TRADES = 500;
    private static final Pattern ITEM = Pattern.compile("\"t[0-9]+\"");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void sessions_ofBothKinds_areToldTheSame(String protocol) throws Exception {
        try (TestGateway gateway = gateway(FanoutConfig.DEFAULT);
                Peer first = encrypted(gateway.port(), protocol).upgraded();
                Peer second = encrypted(gateway.port(), protocol).upgraded();
                Peer plain = new Peer("127.0.0.1", gateway.port()).upgraded()) {
            List<Peer> peers = List.of(first, second, plain);
            for (Peer peer : peers) {
                peer.sendText("{\"op\":\"subscribe\",\"id\":1,\"topics\":[\"" + TestGateway.TRADE + "\"]}");
                assertThat(peer.next()).startsWith("{\"op\":\"subscribed\"");
            }
            gateway.awaitMetric("quotewire_gateway_seats", 3);

            for (int i = 0; i < TRADES / 10; i++) {
                first.sendText("{\"op\":\"ping\",\"id\":1}"); // So that words of its own lie between shared ones.
                gateway.trade(10);
            }

            List<String> told = trades(plain);
            assertThat(told).hasSize(TRADES).doesNotHaveDuplicates();
            assertThat(trades(first)).isEqualTo(told);
            assertThat(trades(second)).isEqualTo(told);
        }
    }

    @Test
    void stream_isToldItsPricesToTheEnd() throws Exception {
        try (TestGateway gateway = gateway(FanoutConfig.DEFAULT);
                Peer peer = encrypted(gateway.port(), "TLSv1.3")) {
            gateway.quote(1, "97110.1");
            peer.send("GET /v1/stream?topics=" + TestGateway.QUOTE + " HTTP/1.1\r\nHost: HOST\r\n\r\n");
            assertThat(peer.readHead()).startsWith("HTTP/1.1 200 ").contains("Strict-Transport-Security");
            assertThat(peer.readUntil("97110.1")).contains("data: {\"type\":\"snapshot\"");
            gateway.quote(2, "97110.2");
            assertThat(peer.readUntil("97110.2")).contains("data: {\"type\":\"");

            assertThat(gateway.drain(Duration.ofSeconds(20))).isZero();

            assertThat(peer.readAll()).contains("goodbye").doesNotContain("<reset>");
        }
    }

    @Test
    void dialect_isSpoken() throws Exception {
        HttpConfig http = TestGateway.HTTP.withTls(Certificates.FIRST.in(folder));
        try (TickerGateway gateway = new TickerGateway(http, SessionConfig.DEFAULT, false)) {
            gateway.price("BTC-USDT", "28012.3");
            try (Peer peer = encrypted(gateway.port(), "TLSv1.3").upgradedAt("/BTC-USDT")) {
                peer.sendText("x");
                assertThat(peer.next()).isEqualTo("{\"BTC-USDT\": \"28012.3\"}");
                gateway.price("BTC-USDT", "28012.4");
                peer.sendText("x");
                assertThat(peer.next()).isEqualTo("{\"BTC-USDT\": \"28012.4\"}");
            }
        }
    }

    @Test
    void drain_saysGoodbyeAndWhy() throws Exception {
        try (TestGateway gateway = gateway(FanoutConfig.DEFAULT);
                Peer peer = encrypted(gateway.port(), "TLSv1.2").upgraded()) {
            assertThat(gateway.drain(Duration.ofSeconds(20))).isZero();

            assertThat(peer.rest()).last().isEqualTo("#end");
        }
    }

    /** What waits for it lies encrypted before the socket, and is bounded and seen there. */
    @Test
    void client_thatTakesNothing_isHeldAndEnded() throws Exception {
        FanoutConfig hasty =
                new FanoutConfig(16_384, 65_536, 64 << 10, Duration.ofSeconds(1), FanoutConfig.DEFAULT.stillAfter());
        try (TestGateway gateway = gateway(hasty);
                Peer deaf = Peer.encrypted(
                        Certificates.FIRST.trusting(), "TLSv1.3", "127.0.0.1", gateway.port(), 4 << 10)) {
            deaf.upgraded();
            deaf.sendText("{\"op\":\"subscribe\",\"id\":1,\"topics\":[\"" + TestGateway.TRADE + "\"]}");
            deaf.next();
            for (int i = 0; i < 60; i++) {
                gateway.trade(1_000);
            }

            gateway.awaitMetric("quotewire_gateway_sessions_closed_total{code=\"4008\"}", 1);

            assertThat(gateway.metric("quotewire_gateway_deliveries_dropped_total{reason=\"slow\"}"))
                    .isPositive();
        }
    }

    private TestGateway gateway(FanoutConfig fanout) throws IOException {
        return new TestGateway(
                TestGateway.HTTP.withTls(Certificates.FIRST.in(folder)), fanout, SessionConfig.DEFAULT, null);
    }

    private static Peer encrypted(int port, String protocol) throws IOException {
        return Peer.encrypted(Certificates.FIRST.trusting(), protocol, "127.0.0.1", port, 0);
    }

    /** The names of all trades that are expected, in their order. */
    private static List<String> trades(Peer peer) throws IOException {
        List<String> items = new ArrayList<>();
        while (items.size() < TRADES) {
            String next = peer.next();
            ITEM.matcher(next).results().map(MatchResult::group).forEach(items::add);
        }
        return items;
    }
}
