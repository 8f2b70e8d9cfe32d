package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Status;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialect {@code price-tick}, message by message, over real sockets. */
class PriceTickTest {
    private static final long TS_US = 1_706_452_800_755_000L;

    private TickerGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TickerGateway();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void price_asItStands_isToldAtOnceAndEachOtherAfterIt() throws Exception {
        tell("BTC-USDT", "43299.71", TS_US);
        try (Peer peer = gateway.connect().upgradedAt("/websocket")) {
            assertThat(peer.next()).isEqualTo("{\"price\": 43299.71, \"timestamp\": 1706452800.755}");
            tell("BTC-USDT", "43299.70", TS_US + 245_000);
            tell("BTC-USDT", "43299.7", TS_US + 300_000); // The same price; the quotes may have moved.
            tell("BTC-USDT", "43301", TS_US + 345_678);
            assertThat(peer.next()).isEqualTo("{\"price\": 43299.70, \"timestamp\": 1706452801.0}");
            assertThat(peer.next()).isEqualTo("{\"price\": 43301, \"timestamp\": 1706452801.100678}");
        }
    }

    @Test
    void symbol_inTheQuery_isFollowedInPlaceOfTheStandard() throws Exception {
        try (Peer peer = gateway.connect().upgradedAt("/websocket?symbol=ETH-USDT")) {
            tell("BTC-USDT", "43299.71", TS_US);
            tell("ETH-USDT", "1867.45", TS_US);
            assertThat(peer.next()).isEqualTo("{\"price\": 1867.45, \"timestamp\": 1706452800.755}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.000000123, 0.000000123",
        "12345678901.50, 12345678901.50",
        "1e-7, 0.0000001",
        "28012.3000, 28012.3000"
    })
    void digits_ofThePrice_areTheVenues(String last, String told) throws Exception {
        tell("BTC-USDT", last, TS_US);
        try (Peer peer = gateway.connect().upgradedAt("/websocket")) {
            assertThat(peer.next()).isEqualTo("{\"price\": " + told + ", \"timestamp\": 1706452800.755}");
        }
    }

    @Test
    void time_thatTheSourceDidNotGive_isWhenThePriceReachedUs() throws Exception {
        gateway.tell("BTC-USDT", "1", Status.LIVE, 0, TS_US + 1);
        try (Peer peer = gateway.connect().upgradedAt("/websocket")) {
            assertThat(peer.next()).isEqualTo("{\"price\": 1, \"timestamp\": 1706452800.755001}");
        }
    }

    @Test
    void price_thatIsNotLive_isNotTold_andTheConnectionStays() throws Exception {
        gateway.tell("BTC-USDT", "43299.71", Status.STALE, TS_US, TS_US);
        try (Peer peer = gateway.connect().upgradedAt("/websocket")) {
            ping(peer);
            tell("BTC-USDT", "43299.71", TS_US + 1_000_000); // Live again, at the same price.
            assertThat(peer.next()).isEqualTo("{\"price\": 43299.71, \"timestamp\": 1706452801.755}");
            gateway.tell("BTC-USDT", "43299.99", Status.STALE, TS_US, TS_US);
            tell("BTC-USDT", "43299.71", TS_US + 2_000_000);
            assertThat(peer.next()).isEqualTo("{\"price\": 43299.71, \"timestamp\": 1706452802.755}");
        }
    }

    @Test
    void messages_ofTheClient_areNotAnswered() throws Exception {
        try (Peer peer = gateway.connect().upgradedAt("/websocket")) {
            peer.sendText("{\"op\":\"ping\"}").sendText("").send(Peer.frame(0x82, "x"));
            ping(peer);
            tell("BTC-USDT", "2", TS_US);
            assertThat(peer.next()).startsWith("{\"price\": 2, ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO-USDT", "btc-usdt", "BTCUSDT", ""})
    void symbol_thatIsUnknown_isRefusedBeforeTheStream(String symbol) throws IOException {
        try (Peer peer = gateway.connect()) {
            peer.send(Peer.handshakeAt("/websocket?symbol=" + symbol, "Connection: close"));
            assertThat(peer.readHead()).startsWith("HTTP/1.1 404 ").contains("application/problem+json");
        }
    }

    @Test
    void symbol_nearAKnownOne_isToldThatOne() throws IOException {
        try (Peer peer = gateway.connect()) {
            peer.send(Peer.handshakeAt("/websocket?symbol=ETH-USD", "Connection: close"));
            assertThat(peer.readAll())
                    .startsWith("HTTP/1.1 404 ")
                    .contains("\"detail\":\"ticker:best:ETH-USD\"")
                    .contains("\"near\":[\"ticker:best:ETH-USDT\"]");
        }
    }

    @Test
    void parameter_thatIsUnknown_isRefused() throws IOException {
        try (Peer peer = gateway.connect()) {
            peer.send(Peer.handshakeAt("/websocket?symbl=ETH-USDT"));
            assertThat(peer.readHead()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void plainGet_isToldThatAnUpgradeIsRequired() throws Exception {
        HttpResponse<String> get = gateway.get("/websocket");

        assertThat(get.statusCode()).isEqualTo(426);
        assertThat(get.headers().firstValue("Upgrade")).hasValue("websocket");
    }

    @Test
    void clients_thatAbortInTheMidst_harmNobody() throws Exception {
        List<Peer> stay = new ArrayList<>();
        List<Peer> abort = new ArrayList<>();
        tell("BTC-USDT", "0", TS_US);
        for (int i = 0; i < 60; i++) {
            Peer peer = gateway.connect().upgradedAt("/websocket");
            assertThat(peer.next()).startsWith("{\"price\": 0,");
            (i < 50 ? abort : stay).add(peer);
        }
        for (int i = 1; i <= 200; i++) {
            if (i % 4 == 0) {
                abort.get(i / 4 - 1).reset();
            }
            tell("BTC-USDT", Integer.toString(i), TS_US);
        }
        for (Peer peer : stay) {
            for (int i = 1; i <= 200; i++) {
                assertThat(peer.next()).isEqualTo("{\"price\": " + i + ", \"timestamp\": 1706452800.755}");
            }
            peer.close();
        }
        assertThat(gateway.metric("quotewire_gateway_session_faults_total")).isZero();
    }

    /** What it hears next is the answer, and nothing before it. */
    private static void ping(Peer peer) throws IOException {
        peer.sendHex("8980 00000000");
        assertThat(peer.next()).isEqualTo("#10");
    }

    private void tell(String pair, String last, long tsUs) {
        gateway.tell(pair, last, Status.LIVE, tsUs, tsUs);
    }
}
