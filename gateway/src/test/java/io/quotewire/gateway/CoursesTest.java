package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Status;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialect {@code courses}, message by message, over real sockets. */
class CoursesTest {
    private static final String KNOWN = "[\"BTC-USDT\",\"ETH-USDT\",\"XRP-USDT\",\"DOGE-USDT\"]";
    private static final String ALL =
            "{\"BTC-USDT\": \"28012.3\", \"ETH-USDT\": \"1867.45\", \"XRP-USDT\": \"0.5021\"}";

    private TickerGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TickerGateway();
        gateway.price("BTC-USDT", "28012.3");
        gateway.price("ETH-USDT", "1867.45");
        gateway.price("XRP-USDT", "0.5021");
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void courses_anyMessage_isAnsweredInOrder() throws IOException {
        try (Peer peer = gateway.connect().upgradedAt("/courses")) {
            peer.sendText("hello").sendText("").sendText("{\"foo\":\"bar\"}").send(Peer.frame(0x82, "binary"));
            for (int i = 0; i < 4; i++) {
                assertThat(peer.next()).isEqualTo(ALL);
            }
            gateway.price("ETH-USDT", "1867.50");
            peer.sendText("again");
            assertThat(peer.next()).isEqualTo(ALL.replace("1867.45", "1867.50"));
        }
    }

    @Test
    void pair_anyMessage_isAnsweredWithItAlone() throws IOException {
        try (Peer peer = gateway.connect().upgradedAt("/BTC-USDT")) {
            peer.sendText("x");
            assertThat(peer.next()).isEqualTo("{\"BTC-USDT\": \"28012.3\"}");
        }
    }

    @Test
    void plainGet_onTheSameAddress_isTheSame() throws Exception {
        HttpResponse<String> all = gateway.get("/courses");
        HttpResponse<String> one = gateway.get("/ETH-USDT?whatever=1");

        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.body()).isEqualTo(ALL);
        assertThat(all.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(one.body()).isEqualTo("{\"ETH-USDT\": \"1867.45\"}");
        assertThat(all.headers().firstValue("X-Quotewire-Simulated")).isEmpty();
    }

    @Test
    void plainGet_ofSeveral_tellsTheAgeOfTheOldest() throws Exception {
        long oldUs = TickerGateway.CLOCK.nowUs() - TimeUnit.SECONDS.toMicros(77);
        gateway.tell("ETH-USDT", "1867.45", Status.LIVE, oldUs, oldUs);

        assertThat(age("/courses")).isBetween(77_000L, 77_000L + 60_000);
        assertThat(age("/BTC-USDT")).isLessThan(77_000);
    }

    private long age(String target) throws Exception {
        return gateway.get(target).headers().firstValueAsLong("X-Quote-Age-Ms").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO-USDT", "btc-usdt", "Btc-Usdt"})
    void pair_thatIsUnknownOrSpelledOtherwise_isAnErrorAndTheConnectionStays(String pair) throws Exception {
        String error = "{\"error\":\"unknown_pair\",\"pair\":\"" + pair + "\",\"known\":" + KNOWN + "}";
        try (Peer peer = gateway.connect().upgradedAt("/" + pair)) {
            peer.sendText("a").sendText("b");
            assertThat(peer.next()).isEqualTo(error);
            assertThat(peer.next()).isEqualTo(error);
            peer.sendHex("8980 00000000");
            assertThat(peer.next()).isEqualTo("#10");
        }
        HttpResponse<String> get = gateway.get("/" + pair);
        assertThat(get.statusCode()).isEqualTo(404);
        assertThat(get.body()).isEqualTo(error);
        assertThat(gateway.metric("quotewire_gateway_refusals_total{code=\"unknown_topic\"}"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/FOO", "/FOO-", "/-FOO", "/A-B-C", "/page.js-map", "/BTC_USDT", "/courses/", "/BTC-USDT/x"})
    void address_thatCouldBeNoPair_isNotFoundAsBefore(String target) throws Exception {
        HttpResponse<String> get = gateway.get(target);

        assertThat(get.statusCode()).isEqualTo(404);
        assertThat(get.body()).contains("\"type\":\"/docs/problems#not-found\"");
    }

    @Test
    void price_thatIsNotLive_isNullWithTheLastOneAndItsAge() throws Exception {
        long oldUs = TickerGateway.CLOCK.nowUs() - TimeUnit.SECONDS.toMicros(6);
        gateway.tell("BTC-USDT", "28012.30", Status.STALE, oldUs, oldUs);
        String stale = "\\{\"BTC-USDT\": null, \"ETH-USDT\": \"1867.45\", \"XRP-USDT\": \"0.5021\", "
                + "\"stale\": \\{\"BTC-USDT\": \\{\"last\": \"28012.30\", \"age_ms\": [0-9]{4,}}}}";
        try (Peer peer = gateway.connect().upgradedAt("/courses")) {
            peer.sendText("x");
            assertThat(peer.next()).matches(stale);
            assertThat(gateway.get("/courses").body()).matches(stale);
            assertThat(age("/courses")).isGreaterThanOrEqualTo(6_000);
            gateway.price("BTC-USDT", "28013.0");
            peer.sendText("x");
            assertThat(peer.next()).isEqualTo(ALL.replace("28012.3", "28013.0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOWN", "HALTED", "CLOSED", "RESYNC"})
    void price_ofASourceThatIsNotThere_isToldAsStale(Status status) throws Exception {
        long nowUs = TickerGateway.CLOCK.nowUs();
        gateway.tell("BTC-USDT", "28012.3", status, nowUs, nowUs);

        assertThat(gateway.get("/BTC-USDT").body())
                .matches(
                        "\\{\"BTC-USDT\": null, \"stale\": \\{\"BTC-USDT\": \\{\"last\": \"28012.3\", \"age_ms\": [0-9]+}}}");
    }

    @Test
    void price_thatNobodyHasSaid_isNullAndNothingIsInvented() throws Exception {
        HttpResponse<String> get = gateway.get("/DOGE-USDT");
        assertThat(get.body()).isEqualTo("{\"DOGE-USDT\": null}");
        assertThat(get.headers().firstValue("X-Quote-Age-Ms")).isEmpty();

        long nowUs = TickerGateway.CLOCK.nowUs();
        gateway.tell("DOGE-USDT", null, Status.LIVE, nowUs, nowUs); // There have been quotes and no trade.
        assertThat(gateway.get("/DOGE-USDT").body()).isEqualTo("{\"DOGE-USDT\": null}");
    }

    @Test
    void pair_thatIsAskedFor_isWantedOfTheFeeds() throws Exception {
        try (Peer peer = gateway.connect().upgradedAt("/DOGE-USDT")) {
            peer.sendText("x");
            assertThat(peer.next()).isEqualTo("{\"DOGE-USDT\": null}");
            assertThat(gateway.wanted()).containsExactly("okx:DOGE-USDT");
        }
        gateway.get("/courses");
        assertThat(gateway.wanted())
                .containsExactlyInAnyOrder("okx:BTC-USDT", "okx:DOGE-USDT", "okx:ETH-USDT", "okx:XRP-USDT");
    }

    @Test
    void messages_thatComeTooFast_areToldWhenToComeAgain() throws Exception {
        int granted = 1_000;
        List<String> answers = new ArrayList<>();
        try (Peer peer = gateway.connect().upgradedAt("/courses")) {
            for (int i = 0; i < 3 * granted; i++) {
                peer.sendText("x");
            }
            for (int i = 0; i < 3 * granted; i++) {
                answers.add(peer.next());
            }
            assertThat(answers.subList(0, granted)).containsOnly(ALL);
            assertThat(answers).anyMatch(text -> text.matches("\\{\"error\":\"too_fast\",\"retry_ms\":[1-9][0-9]*}"));
            assertThat(answers).allMatch(text -> text.equals(ALL) || text.startsWith("{\"error\":\"too_fast\""));
        }
        assertThat(gateway.metric("quotewire_gateway_refusals_total{code=\"too_fast\"}"))
                .isPositive();
    }
}
