package io.quotewire.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.host.WireClient;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit up to its last allowed step, one step beyond, and what is written down then. */
class LimitsTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void connects_beyondTheRate_areAnswered429() {
        for (int i = 0; i < 3; i++) {
            assertThat(rig.connect("okx").status()).isEqualTo(101);
        }
        assertThat(rig.simulator.violations()).isEmpty();
        WireClient fourth = rig.connect("okx");

        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.headers().get("Retry-After")).isEqualTo("1");
        assertThat(fourth.headers().get("X-Quotewire-Simulated")).isEqualTo("true");
        assertBroken("okx", "connects");
        rig.jump(1_000);
        assertThat(rig.connect("okx").status()).isEqualTo(101);
    }

    @Test
    void handshake_beforeTheTimeThatARefusalNamed_isAViolation() {
        rig.fault("okx", Verb.RATE_LIMIT, null);
        assertThat(rig.connect("okx").headers().get("Retry-After")).isEqualTo("5");
        rig.jump(5_000);
        assertThat(rig.connect("okx").status()).isEqualTo(429);
        assertThat(rig.simulator.violations()).isEmpty();

        rig.jump(4_999);
        assertThat(rig.connect("okx").status()).isEqualTo(429);
        assertBroken("okx", "retry-after");
        rig.fault("okx", Verb.HEAL, null);
        assertThat(rig.connect("okx").status()).isEqualTo(101);
    }

    @Test
    void messages_beyondTheRate_closeWith1008_pingsAndPongsIncluded() {
        WireClient client = rig.connect("binance");
        client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}")
                .pong()
                .ping()
                .ping()
                .ping();
        assertThat(client.next()).contains("\"id\":1");
        assertThat(client.next(3)).containsOnly(WireClient.PONG);
        assertThat(rig.simulator.violations()).isEmpty();

        assertThat(client.ping().next(2)).containsExactly("1008 more than 5 in 1 s", WireClient.CLOSED);
        assertBroken("binance", "messages");
    }

    @Test
    void messages_atTheRate_goOn() {
        WireClient client = rig.connect("binance");
        for (int i = 0; i < 20; i++) {
            assertThat(client.ping().next()).isEqualTo(WireClient.PONG);
            rig.jump(200);
        }
        assertThat(rig.simulator.violations()).isEmpty();
    }

    @Test
    void requests_beyondTheRate_closeWith1008_pingsNotIncluded() {
        WireClient client = rig.connect("okx");
        String request = "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"status\"}]}";
        for (int i = 0; i < 480; i++) {
            assertThat(client.send(request).next()).contains("\"event\":\"subscribe\"");
        }
        assertThat(client.send("ping").next()).isEqualTo("pong");
        assertThat(rig.simulator.violations()).isEmpty();

        assertThat(client.send(request).next()).isEqualTo("1008 more than 480 in 3600 s");
        assertBroken("okx", "requests");
    }

    @Test
    void request_tooLong_closesWith1009() {
        WireClient client = rig.connect("okx");
        String request = "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"status\"}]}";
        String longest = request + " ".repeat((64 << 10) - request.length());
        assertThat(client.send(longest).next()).contains("\"event\":\"subscribe\"");
        assertThat(rig.simulator.violations()).isEmpty();

        assertThat(client.send(longest + " ").next()).startsWith("1009 ");
        assertBroken("okx", "request-bytes");
    }

    @Test
    void streams_tooMany_closeWith1008() {
        WireClient client = rig.connect("binance");
        assertThat(client.send(streams(0, 1_024)).next()).isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(client.send(streams(0, 1_024)).next()).isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(rig.simulator.violations()).isEmpty();

        assertThat(client.send(streams(1_024, 1_025)).next()).startsWith("1008 1025 streams");
        assertBroken("binance", "streams");
    }

    @Test
    void weight_beyondTheRate_isAnswered429() throws Exception {
        String path = "/api/v3/exchangeInfo";
        var first = rig.get("binance", path);
        int weight = Integer.parseInt(
                first.headers().firstValue("X-MBX-USED-WEIGHT-1M").orElseThrow());
        for (int used = 2 * weight; used <= 6_000; used += weight) {
            assertThat(rig.get("binance", path).headers().firstValue("X-MBX-USED-WEIGHT-1M"))
                    .hasValue(Integer.toString(used));
        }
        assertThat(rig.simulator.violations()).isEmpty();
        var beyond = rig.get("binance", path);

        assertThat(beyond.statusCode()).isEqualTo(429);
        assertThat(beyond.headers().firstValue("Retry-After")).hasValue("60");
        assertBroken("binance", "weight");
        rig.jump(60_000);
        assertThat(rig.get("binance", path).statusCode()).isEqualTo(200);
    }

    @Test
    void weight_goneOnWithAtBinance_isABan_andEachSuchRequestAViolation() throws Exception {
        rig.fault("binance", Verb.RATE_LIMIT, null);
        String path = "/api/v3/time";
        var first = rig.get("binance", path);
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.body()).contains("\"code\":-1003");
        assertThat(rig.simulator.violations()).isEmpty();
        rig.jump(5_000);
        assertThat(rig.get("binance", path).statusCode()).isEqualTo(429);
        assertThat(rig.simulator.violations()).isEmpty();

        var third = rig.get("binance", path);
        assertThat(third.statusCode()).isEqualTo(418);
        assertThat(third.headers().firstValue("Retry-After")).hasValue("120");
        assertThat(third.body()).contains("banned until");
        assertBroken("binance", "retry-after");
        rig.fault("binance", Verb.HEAL, null);
        assertThat(rig.get("binance", path).statusCode()).isEqualTo(200);
    }

    @Test
    void weight_ofBybit_isABanAtOnce() throws Exception {
        for (int i = 0; i < 600; i++) {
            assertThat(rig.get("bybit", "/v5/market/time").statusCode()).isEqualTo(200);
        }
        var beyond = rig.get("bybit", "/v5/market/time");

        assertThat(beyond.statusCode()).isEqualTo(403);
        assertThat(beyond.headers().firstValue("Retry-After")).hasValue("600");
        assertThat(beyond.body()).contains("\"retCode\":10006");
        assertBroken("bybit", "weight");
        rig.jump(599_999);
        assertThat(rig.get("bybit", "/v5/market/time").statusCode()).isEqualTo(403);
        rig.jump(600_000);
        assertThat(rig.get("bybit", "/v5/market/time").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            okx               | 20 | /api/v5/public/time        | "code":"50011"
            kraken            | 15 | /0/public/Time             | EGeneral:Too many requests
            coinbase          | 15 | /time                      | Public rate limit exceeded
            coinbase-advanced | 15 | /api/v3/brokerage/time     | Public rate limit exceeded
            gate              | 200 | /api/v4/spot/time         | TOO_MANY_REQUESTS
            """)
    void weight_ofEachVenue_isRefusedInItsWords(String venue, int most, String path, String words) throws Exception {
        for (int i = 0; i < most; i++) {
            assertThat(rig.get(venue, path).statusCode()).isEqualTo(200);
        }
        var beyond = rig.get(venue, path);

        assertThat(beyond.statusCode()).isEqualTo(429);
        assertThat(beyond.body()).contains(words);
        assertThat(beyond.headers().firstValue("Retry-After")).isPresent();
        assertBroken(venue, "weight");
    }

    @Test
    void streamsAtOnce_tooMany_closeWith1008() {
        WireClient client = rig.connect("bybit");
        String ten = IntStream.range(0, 10)
                .mapToObj(i -> "\"tickers.A" + i + "USDT\"")
                .collect(Collectors.joining(",", "{\"op\":\"subscribe\",\"args\":[", "]}"));
        assertThat(client.send(ten).next()).contains("\"success\":true");
        assertThat(rig.simulator.violations()).isEmpty();

        assertThat(client.send(ten.replace("]", ",\"tickers.XUSDT\"]")).next()).startsWith("1008 11 streams in one");
        assertBroken("bybit", "streams-at-once");
    }

    @Test
    void firstRequest_missing_closesWith1008AfterFiveSeconds() {
        WireClient idle = rig.connect("coinbase");
        WireClient busy = rig.connect("coinbase");
        assertThat(idle.status()).isEqualTo(101);
        assertThat(busy.send("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USDT\"],\"channels\":[\"ticker\"]}")
                        .next())
                .contains("subscriptions");
        assertThat(idle.ping().next()).isEqualTo(WireClient.PONG);

        rig.jump(5_000);
        assertThat(idle.next()).isEqualTo("1008 nothing subscribed to");
        assertBroken("coinbase", "first-request");
        assertThat(Rig.heard(busy)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kraken,150", "coinbase,20", "coinbase-advanced,20"})
    void connects_ofEachVenue_areLimited(String venue, int most) {
        for (int i = 0; i < most; i++) {
            assertThat(rig.connect(venue).status()).isEqualTo(101);
        }
        assertThat(rig.simulator.violations()).isEmpty();

        assertThat(rig.connect(venue).status()).isEqualTo(429);
        assertBroken(venue, "connects");
    }

    @Test
    void life_atItsEnd_isClosedWithoutBlame() {
        WireClient client = rig.connect("binance");
        assertThat(client.status()).isEqualTo(101);
        assertThat(client.ping().next()).isEqualTo(WireClient.PONG);
        rig.jump(24 * 3_600_000 - 1);
        assertThat(client.ping().next()).isEqualTo(WireClient.PONG);

        rig.jump(1);
        assertThat(client.next(2)).containsExactly("1001 connected for 24 h", WireClient.CLOSED);
        assertThat(rig.simulator.violations()).isEmpty();
    }

    private void assertBroken(String venue, String rule) {
        assertThat(rig.simulator.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.venue()).isEqualTo(venue);
            assertThat(violation.rule()).isEqualTo(rule);
            assertThat(violation.atUs()).isEqualTo(rig.nowUs.get());
        });
    }

    private static String streams(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "\"s" + i + "usdt@trade\"")
                .collect(Collectors.joining(",", "{\"method\":\"SUBSCRIBE\",\"id\":1,\"params\":[", "]}"));
    }
}
