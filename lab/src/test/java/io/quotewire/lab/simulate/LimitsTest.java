package io.quotewire.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.host.WireClient;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
