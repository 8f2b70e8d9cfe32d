package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.session.SessionConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Event streams over real sockets, read as a client reads them that knows no more than the standard. */
class StreamTest {
    private static final String TRADES = "/v1/stream?topics=trade:okx:BTC-USDT";
    private static final String BOTH = "/v1/stream?topics=quote:okx:BTC-USDT,trade:okx:BTC-USDT&rate_ms=0";
    private static final String SESSIONS = "quotewire_gateway_sessions";
    private static final String SEATS = "quotewire_gateway_seats";

    private final TestGateway gateway;

    StreamTest() throws IOException {
        // A client is slow after 64 KiB, and given up after a second.
        FanoutConfig base = FanoutConfig.DEFAULT;
        FanoutConfig hasty =
                new FanoutConfig(base.mailbox(), base.requests(), 64 << 10, Duration.ofSeconds(1), base.stillAfter());
        gateway = new TestGateway(hasty, SessionConfig.DEFAULT);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void stream_hasTheHeadersThatProxiesAndPagesNeed() throws IOException {
        try (EventReader reader = new EventReader(
                gateway.address(), BOTH, "Origin: http://127.0.0.1:" + gateway.port(), "Accept: text/event-stream")) {
            assertThat(reader.head())
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains(
                            "\nContent-Type: text/event-stream\n",
                            "\nCache-Control: no-store\n",
                            "\nX-Accel-Buffering: no\n",
                            "\nConnection: close\n",
                            "\nAccess-Control-Allow-Origin: http://127.0.0.1:" + gateway.port() + "\n")
                    .doesNotContain("Content-Length", "Transfer-Encoding");
        }
    }

    @Test
    void stream_tellsWhenToReturnThenTheAnswerThenWhatASessionIsTold() throws Exception {
        gateway.quote(1, "97110.1");
        Listener session = new Listener(gateway.client(), gateway.port());
        session.next();
        session.send("{\"op\":\"subscribe\",\"id\":1,\"topics\":[\"quote:okx:BTC-USDT\"]}");
        session.next();
        try (EventReader reader = new EventReader(gateway.address(), "/v1/stream?topics=quote:okx:BTC-USDT")) {
            reader.head();
            assertThat(reader.next()).matches("retry: [1-4][0-9]{3}");
            assertThat(reader.next())
                    .startsWith(
                            "data: {\"op\":\"subscribed\",\"id\":null,\"topics\":[{\"topic\":\"quote:okx:BTC-USDT\",\"ok\":true");
            assertThat(reader.next()).isEqualTo("data: " + session.next());

            gateway.quote(2, "97110.2");
            assertThat(reader.next()).isEqualTo("data: " + session.next());
            session.abort();
        }
    }

    @Test
    void position_isToldBehindTheFirstSnapshotsAndAgainWhenItMoved() throws Exception {
        gateway.trade(3);
        try (EventReader reader = new EventReader(gateway.address(), BOTH)) {
            reader.head();
            reader.next();
            reader.next();
            assertThat(List.of(reader.next(), reader.next()))
                    .allMatch(text -> text.startsWith("data: {\"type\":\"snapshot\""));
            assertThat(reader.next()).matches("event: position\nid: [A-Za-z0-9_-]+\ndata: \\{}");

            String first = reader.lastEventId();
            gateway.trade(1);
            assertThat(reader.data()).contains("\"seq\":4,");
            assertThat(reader.position()).isNotEqualTo(first);
        }
    }

    @Test
    void streamOfValuesAlone_hasNothingToGoOnFrom() throws Exception {
        try (EventReader reader = new EventReader(gateway.address(), "/v1/stream?topics=quote:okx:BTC-USDT")) {
            reader.head();
            gateway.quote(1, "1");
            gateway.awaitMetric(SEATS, 1);
            assertThat(gateway.drain(Duration.ofSeconds(10))).isZero();

            assertThat(reader.rest()).contains("\"type\":\"snapshot\"").doesNotContain("event: position");
        }
    }

    @Test
    void client_thatComesBack_hasEachTradeOnceOrIsToldWhichItLacks() throws Exception {
        Ledger ledger = new Ledger();
        String id = "";
        for (int round = 0; round < 4; round++) {
            String[] headers = id.isEmpty() ? new String[0] : new String[] {"Last-Event-ID: " + id};
            try (EventReader reader = new EventReader(gateway.address(), TRADES, headers)) {
                reader.head();
                gateway.awaitMetric(SEATS, 1); // Its first message may still be on its way.
                gateway.trade(5);
                while (ledger.last < 10 * round + 5) {
                    ledger.read(reader.data());
                }
                id = reader.position();
            }
            gateway.awaitMetric(SESSIONS, 0);
            gateway.trade(5); // While it is away.
        }

        assertThat(ledger.holes).isEmpty();
        assertThat(ledger.got.size() + ledger.announced).isEqualTo(35);
    }

    @Test
    void client_thatMissedNothing_goesOnWithoutAWord() throws Exception {
        gateway.trade(7);
        String id;
        try (EventReader reader = new EventReader(gateway.address(), TRADES)) {
            reader.head();
            id = reader.position();
        }
        try (EventReader reader = new EventReader(gateway.address(), TRADES, "Last-Event-ID: " + id)) {
            reader.head();
            reader.next();
            assertThat(reader.next()).contains("\"recovered\":\"full\",\"epoch\":\"m3q0jrnk\",\"from\":8");
            assertThat(reader.position()).isEqualTo(id);
            gateway.trade(1);
            assertThat(reader.data()).startsWith("{\"type\":\"update\"").contains("\"prev\":7,\"seq\":8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "AQEAAAAA", "m3q0jrnk.7", "\u00e9\u00e9", "%20"})
    void client_thatBringsGarbage_isToldThatNobodyKnowsWhatItLacks(String id) throws Exception {
        gateway.trade(7);
        try (EventReader reader = new EventReader(gateway.address(), BOTH, "Last-Event-ID: " + id)) {
            assertThat(reader.head()).startsWith("HTTP/1.1 200 ");
            List<String> first = List.of(reader.data(), reader.data());

            assertThat(first)
                    .filteredOn(text -> text.contains("quote:okx"))
                    .singleElement()
                    .asString()
                    .startsWith("{\"type\":\"snapshot\"");
            assertThat(first)
                    .filteredOn(text -> text.contains("trade:okx:BTC-USDT\""))
                    .singleElement()
                    .asString()
                    .startsWith("{\"type\":\"gap\"")
                    .contains("\"from\":null,\"to\":7");
        }
    }

    @Test
    void wildcard_goesOnInEachOfItsTopics() throws Exception {
        String target = "/v1/stream?topics=trade:*:BTC-USDT";
        gateway.trade(7);
        String id;
        try (EventReader reader = new EventReader(gateway.address(), target)) {
            reader.head();
            id = reader.position();
        }
        gateway.trade(1);
        try (EventReader reader = new EventReader(gateway.address(), target, "Last-Event-ID: " + id)) {
            reader.head();
            reader.next();
            assertThat(reader.next())
                    .contains(
                            "\"matches\":[",
                            "{\"topic\":\"trade:binance:BTC-USDT\",\"ok\":true,\"rate_ms\":0,"
                                    + "\"recovered\":\"full\"");
            assertThat(reader.data())
                    .contains("\"topic\":\"trade:okx:BTC-USDT\"")
                    .doesNotContain("snapshot");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            topics=quote:okx:BTC-USTD                     | 404 | "code":2001,"detail":"quote:okx:BTC-USTD","near":["quote:okx:BTC-USDT"]
            topics=quote:okx:BTC-USDT,nonsense            | 404 | "detail":"nonsense"
            topics=quote:okx:BTC-USDT,                    | 404 | "code":2001
            topics=                                       | 404 | "code":2001
            topics=trade:*:NO-SUCH                        | 404 | "code":2001
            topics=quote:best:*                           | 404 | "code":2001
            rate_ms=0                                     | 400 | topics must name at least one topic
            topics=quote:okx:BTC-USDT&rate_ms=7           | 400 | "code":2005
            topics=quote:okx:BTC-USDT&rate_ms=-1          | 400 | "code":1004
            topics=quote:okx:BTC-USDT&rate=0              | 400 | "code":1003
            topics=quote:gate:*                           | 400 | "code":2003
            topics=quote:okx:BTC-USDT&token=x             | 400 | token-in-url
            """)
    void request_thatCannotBeServed_isAProblemBeforeAnythingIsStreamed(String query, int status, String said)
            throws Exception {
        assertThat(gateway.get("/v1/stream?" + query).statusCode()).isEqualTo(status);
        assertThat(gateway.get("/v1/stream?" + query).body()).contains(said, "\"status\":" + status);
        assertThat(gateway.metric(SESSIONS)).isZero();
    }

    @Test
    void wildcards_asManyAsOneConnectionMayAskFor_areTheLimit() throws Exception {
        String most = String.join(",", Collections.nCopies(20, "trade:*:BTC-USDT"));
        try (EventReader reader = new EventReader(gateway.address(), "/v1/stream?topics=" + most)) {
            assertThat(reader.head()).startsWith("HTTP/1.1 200 ");
            reader.next();
            assertThat(reader.next()).doesNotContain("\"ok\":false");
        }
        assertThat(gateway.get("/v1/stream?topics=" + most + ",trade:*:BTC-USDT")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void head_isAnsweredLikeAGetAndStreamsNothing() throws IOException {
        try (EventReader reader = new EventReader(gateway.address(), "HEAD", 1, TRADES, "Connection: close")) {
            assertThat(reader.head())
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains("\nContent-Type: text/event-stream\n", "\nX-Accel-Buffering: no\n")
                    .doesNotContain("Content-Length");
            assertThat(reader.next()).isEqualTo("<end>");
        }
        try (EventReader reader = new EventReader(gateway.address(), "HEAD", 1, "/v1/stream?topics=nonsense")) {
            assertThat(reader.head()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void proxy_thatSpeaksOldHttp_getsTheStreamToo() throws Exception {
        gateway.trade(1);
        try (EventReader reader = new EventReader(gateway.address(), "GET", 0, TRADES)) {
            assertThat(reader.head()).contains("\nConnection: close\n").doesNotContain("Transfer-Encoding");
            assertThat(reader.data()).contains("\"seq\":1");
        }
    }

    @Test
    void client_thatHalfCloses_hasGone() throws Exception {
        try (EventReader reader = new EventReader(gateway.address(), TRADES)) {
            reader.head();
            gateway.awaitMetric(SEATS, 1);
            reader.halfClose();

            assertThat(reader.rest()).doesNotContain("event: error");
            gateway.awaitMetric(SESSIONS, 0);
            gateway.awaitMetric(SEATS, 0);
        }
    }

    @Test
    void client_thatGoesOnTalking_isClosed() throws Exception {
        try (EventReader reader = new EventReader(gateway.address(), TRADES)) {
            reader.head();
            reader.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            gateway.awaitMetric(SEATS, 1);
            reader.send("x".repeat(66 << 10));

            assertThat(reader.rest()).endsWith(": 4010 protocol error\n\n").doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void client_thatDoesNotRead_isClosedAndCostsTheOthersNothing() throws Exception {
        try (EventReader deaf = new EventReader(gateway.address(), TRADES);
                EventReader healthy = new EventReader(gateway.address(), TRADES)) {
            healthy.head();
            healthy.data();
            gateway.awaitMetric(SEATS, 2);
            int told = 0;
            while (gateway.metric(SESSIONS) > 1) {
                gateway.trade(200);
                for (int i = 0; i < 200; i++) {
                    assertThat(healthy.data()).contains("\"prev\":" + told++ + ",");
                }
            }

            assertThat(gateway.metric("quotewire_gateway_sessions_closed_total{code=\"4008\"}"))
                    .isEqualTo(1);
            assertThat(gateway.metric("quotewire_gateway_deliveries_dropped_total{reason=\"slow\"}"))
                    .isPositive();
            assertThat(deaf.head()).startsWith("HTTP/1.1 200 ");
            gateway.trade(1);
            assertThat(healthy.data()).contains("\"prev\":" + told + ",");
        }
    }

    @Test
    void drain_tellsPositionGoodbyeAndWhenToReturn() throws Exception {
        gateway.trade(2);
        List<EventReader> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            EventReader reader = new EventReader(gateway.address(), TRADES);
            reader.head();
            reader.position();
            readers.add(reader);
        }
        gateway.trade(1);
        for (EventReader reader : readers) {
            reader.data();
        }
        assertThat(gateway.drain(Duration.ofSeconds(20))).isZero();

        List<String> returns = new ArrayList<>();
        for (EventReader reader : readers) {
            String rest = reader.rest();
            assertThat(rest)
                    .contains("event: position")
                    .contains("data: {\"op\":\"goodbye\",\"why\":\"drain\"")
                    .endsWith(": 1012 drain\n\n");
            Matcher retry = Pattern.compile("retry: ([0-9]+)").matcher(rest);
            assertThat(retry.find()).isTrue();
            returns.add(retry.group(1));
            reader.close();
        }
        assertThat(returns).doesNotHaveDuplicates().allMatch(ms -> Integer.parseInt(ms) <= 20_000);
    }

    /** What the rule of the protocol makes of trades, of which none may be missing without a word. */
    private static final class Ledger {
        private static final Pattern NUMBERS = Pattern.compile("\"(prev|seq|from|to)\":([0-9]+)");

        private final List<Long> got = new ArrayList<>();
        private final List<String> holes = new ArrayList<>();
        private long announced;
        private long last;

        void read(String message) {
            if (message.startsWith("{\"type\":\"snapshot\"")) {
                long seq = number(message, "seq");
                if (seq != last) {
                    holes.add(message);
                }
                last = seq;
            } else if (message.startsWith("{\"type\":\"gap\"")) {
                long to = number(message, "to");
                announced += Math.max(0, to - Math.max(last, number(message, "from") - 1));
                last = Math.max(last, to);
            } else if (message.startsWith("{\"type\":\"update\"")) {
                update(message, number(message, "seq"));
            }
        }

        private void update(String message, long seq) {
            if (number(message, "prev") > last) {
                holes.add(message);
            }
            for (long each = last + 1; each <= seq; each++) {
                got.add(each);
            }
            last = Math.max(last, seq);
        }

        private static long number(String message, String name) {
            Matcher numbers = NUMBERS.matcher(message);
            while (numbers.find()) {
                if (numbers.group(1).equals(name)) {
                    return Long.parseLong(numbers.group(2));
                }
            }
            throw new AssertionError("no " + name + " in " + message);
        }
    }
}
