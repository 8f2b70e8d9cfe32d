package io.quotewire.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.HttpServer;
import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.gateway.http.Transport;
import io.quotewire.gateway.http.WebSockets;
import io.quotewire.gateway.near.NearTopics;
import io.quotewire.gateway.past.Archive;
import io.quotewire.model.BookReport;
import io.quotewire.model.Instrument;
import io.quotewire.model.Metric;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestApiTest {
    private static final String SNAPSHOT = """
            {"type":"snapshot","topic":"ticker:best:BTC-USDT","epoch":"m3q0jrnk","seq":904,"ts":1732115000371000,"recv":1732115000380112,"source":"okx","status":"live","data":{"last":"97110.2"}}""";

    private final FakeMarket market = new FakeMarket();
    private final AtomicLong nowUs = new AtomicLong(1_732_115_015_000_000L);
    private final AtomicLong turnUs = new AtomicLong(nowUs.get());
    private final HttpClient client = HttpClient.newHttpClient();
    private final EventLoopGroup lanes = Transport.best().loops(1, "lane");
    private final RestApi api = new RestApi(new RestApi.Parts(
            "0.1.0-<test>",
            nowUs::get,
            market,
            market,
            new FakeShards(),
            new FakePast(),
            Archive.NONE,
            new NearTopics(market, nowUs::get),
            List.of(new Pulse("shard-0", turnUs::get)),
            List.of(RestApiTest::readings, RestApiTest::readings),
            false,
            AuthMode.NONE));
    private final HttpServer server = new HttpServer(
            HttpConfig.DEFAULT.withListen(List.of(new ListenAddress("127.0.0.1", 0))),
            Transport.best(),
            lanes,
            new HttpServer.Parts(api.routes(), new NoWebSockets(), Gatekeeper.none(), () -> false, nowUs::get));

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        lanes.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void last_value_isTheBytesOfTheWebSocket() throws Exception {
        market.values.put("ticker:best:BTC-USDT", SNAPSHOT);

        HttpResponse<String> answer = get("/v1/last/ticker:best:BTC-USDT");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(answer.body()).isEqualTo(SNAPSHOT);
    }

    @Test
    void last_topicWithoutAnyUpdate_isToldAsToJoiners() throws Exception {
        assertThat(get("/v1/last/quote%3Aokx%3ABTC-USDT").body()).isEqualTo("nothing yet of quote:okx:BTC-USDT");
    }

    @Test
    void last_unknownTopic_isAnsweredWithTheNearest() throws Exception {
        HttpResponse<String> answer = get("/v1/last/ticker:okx:BTC-USD");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .matches(Pattern.quote("{\"type\":\"/docs/problems#unknown-topic\",\"title\":\"unknown topic\","
                                + "\"status\":404,\"code\":2001,\"detail\":\"ticker:okx:BTC-USD\","
                                + "\"near\":[\"ticker:okx:BTC-USDT\"],\"request_id\":\"")
                        + "r[0-9a-z]+\"}");
    }

    @Test
    void last_unknownTopicsTooOften_areNotSearchedFor() throws Exception {
        for (int i = 0; i < NearTopics.PER_S; i++) {
            assertThat(get("/v1/last/ticker:okx:BTC-USD").body()).contains("\"near\"");
        }

        assertThat(get("/v1/last/ticker:okx:BTC-USD").body())
                .contains("unknown topic")
                .doesNotContain("\"near\"");
        nowUs.addAndGet(1_000_000 / NearTopics.PER_S);
        assertThat(get("/v1/last/ticker:okx:BTC-USD").body()).contains("\"near\"");
    }

    @ParameterizedTest
    @CsvSource({
        "book.25:okx:BTC-USDT",
        "book:okx:BTC-USDT",
        "ticker",
        "ticker:*:BTC-USDT",
        "ticker:okx:btc-usdt",
        "ticker:okx:ETH-USDT"
    })
    void last_whatIsNoTopicHere_isUnknown(String topic) throws Exception {
        assertThat(get("/v1/last/" + topic).statusCode()).isEqualTo(404);
    }

    @Test
    void tickers_withoutSource_areOfBest() throws Exception {
        market.values.put("ticker:best:BTC-USDT", "{\"topic\":\"ticker:best:BTC-USDT\"}");
        market.values.put("ticker:binance:BTC-USDT", "{\"topic\":\"ticker:binance:BTC-USDT\"}");
        market.reports = List.of(
                FakeMarket.report("okx", SourceReport.State.LIVE, false),
                FakeMarket.report("binance", SourceReport.State.LIVE, true));

        assertThat(get("/v1/tickers").body())
                .isEqualTo("{\"tickers\":[{\"topic\":\"ticker:best:BTC-USDT\"}],\"next\":null,\"simulated\":true}");
        assertThat(get("/v1/tickers?source=binance").body())
                .isEqualTo("{\"tickers\":[{\"topic\":\"ticker:binance:BTC-USDT\"}],\"next\":null,\"simulated\":true}");
        assertThat(get("/v1/tickers?source=okx").body()).isEqualTo("{\"tickers\":[],\"next\":null}");
        assertThat(get("/v1/tickers?quote=CAD").body()).isEqualTo("{\"tickers\":[],\"next\":null,\"simulated\":true}");
    }

    @Test
    void tickers_pagedByCursor_areAllThereOnce() throws Exception {
        market.fill(250);

        assertThat(numbers(get("/v1/tickers").body())).hasSize(100);
        List<Integer> all = new ArrayList<>();
        String cursor = "";
        do {
            String body = get("/v1/tickers?limit=60" + cursor).body();
            all.addAll(numbers(body));
            Matcher next = Pattern.compile("\"next\":\"([A-Za-z0-9_-]+)\"").matcher(body);
            cursor = next.find() ? "&cursor=" + next.group(1) : "";
        } while (!cursor.isEmpty());

        assertThat(all).hasSize(250).isSorted().doesNotHaveDuplicates();
        assertThat(numbers(get("/v1/tickers?limit=1000").body())).hasSize(250);
    }

    @Test
    void tickers_lastPageExactlyFull_hasNoNext() throws Exception {
        market.fill(60);

        assertThat(get("/v1/tickers?limit=60").body()).endsWith("\"next\":null}");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit must be a whole number from 1 to 1000",
        "limit=1001, limit must be a whole number from 1 to 1000",
        "limit=ten, limit must be a whole number from 1 to 1000",
        "limit=, limit must be a whole number from 1 to 1000",
        "limit=99999999999, limit must be a whole number from 1 to 1000",
        "cursor=%21%21, cursor must be the next of an answer of this list",
        "cursor=, cursor must be the next of an answer of this list",
        "quote=usdt, quote must be a code such as USDT",
        "source=okxx, 'source must be one of best, index, okx\",\"near\":[\"okx\"]'",
        "limits=5, 'limits\",\"near\":[\"limit\"]'"
    })
    void parameter_bad_isNamedWithRangeAndNearest(String query, String expected) throws Exception {
        HttpResponse<String> answer = get("/v1/tickers?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"detail\":\"" + expected);
    }

    @Test
    void instruments_areListedWithTheirSources() throws Exception {
        assertThat(get("/v1/instruments").body()).isEqualTo("""
                        {"instruments":[\
                        {"instrument":"BTC-USDT","sources":[\
                        {"source":"okx","symbol":"BTC-USDT","tick_size":"0.1","lot_size":"0.00000001","status":"trading"},\
                        {"source":"binance","symbol":"BTCUSDT","tick_size":"0.01","lot_size":"0.00000001","status":"trading"}]},\
                        {"instrument":"ETH-USDT","sources":[\
                        {"source":"binance","symbol":"ETHUSDT","tick_size":null,"lot_size":null,"status":"halted"}]}],\
                        "next":null}""");
        assertThat(get("/v1/instruments?limit=1").body()).endsWith("\"next\":\"QlRDLVVTRFQ\"}");
        assertThat(get("/v1/instruments?cursor=QlRDLVVTRFQ").body())
                .startsWith("{\"instruments\":[{\"instrument\":\"ETH-USDT\"");
    }

    @Test
    void sources_areListedAsThePageSays() throws Exception {
        market.reports = List.of(
                FakeMarket.report("okx", SourceReport.State.LIVE, true)
                        .with(List.of(
                                new BookReport(Instrument.parse("BTC-USDT"), Status.LIVE, 400, 398, 1_000_000, 13, 2),
                                new BookReport(Instrument.parse("ETH-USDT"), Status.RESYNC, 0, 0, 0, 0, 1))),
                FakeMarket.report("binance", SourceReport.State.DEAD, false));

        assertThat(get("/v1/sources").body()).isEqualTo("""
                        {"sources":[\
                        {"source":"okx","state":"live","since":1732115000000000,"last_recv":1732115014990000,\
                        "messages_per_s":1204,"lag_ms":{"p50":3,"p99":11},"instruments":30,"reconnects":0,"gaps":0,\
                        "resyncs":3,"integrity":"sequence","book_integrity":"snapshot only","limits":[{"name":"subscriptions_per_hour","used":3,"of":480}],\
                        "books":[{"instrument":"BTC-USDT","status":"live","score":0.999987,"checks":1000000,"failures":13,\
                        "resyncs":2,"levels":{"bids":400,"asks":398}},\
                        {"instrument":"ETH-USDT","status":"resync","score":null,"checks":0,"failures":0,\
                        "resyncs":1,"levels":{"bids":0,"asks":0}}],\
                        "banned_until":null,"why":null},\
                        {"source":"binance","state":"dead","since":1732115000000000,"last_recv":null,\
                        "messages_per_s":0,"lag_ms":{"p50":null,"p99":null},"instruments":30,"reconnects":0,"gaps":0,\
                        "resyncs":0,"integrity":"sequence","book_integrity":"snapshot only","limits":[{"name":"subscriptions_per_hour","used":3,"of":480}],"books":[],\
                        "banned_until":null,"why":"connection refused"}],\
                        "simulated":true}""");
    }

    @Test
    void sources_withMoreBooksThanAreListed_sayHowManyMore() throws Exception {
        BookReport book = new BookReport(Instrument.parse("BTC-USDT"), Status.LIVE, 1, 1, 2, 0, 0);
        market.reports = List.of(
                FakeMarket.report("okx", SourceReport.State.LIVE, false).with(Collections.nCopies(1_003, book)));

        assertThat(get("/v1/sources").body()).contains("\"score\":1.000000", "],\"books_more\":3,\"banned_until\"");
    }

    @Test
    void live_whileTheLoopsTurn_isYes() throws Exception {
        assertThat(get("/live").body()).isEqualTo("{\"status\":\"live\"}");

        nowUs.addAndGet(5_000_001);

        HttpResponse<String> answer = get("/live");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("these loops stand still: shard-0");
    }

    @Test
    void pulse_ofALoop_isWrittenDownEachSecond() {
        List<Pulse> pulses = Pulse.of(lanes, "lane", nowUs::get);
        nowUs.addAndGet(7);
        lanes.next().schedule(() -> {}, 1, TimeUnit.SECONDS).syncUninterruptibly();

        assertThat(pulses).singleElement().satisfies(pulse -> {
            assertThat(pulse.loop()).isEqualTo("lane-0");
            assertThat(pulse.lastTurnUs().getAsLong()).isEqualTo(nowUs.get());
        });
    }

    @Test
    void ready_withoutALiveTopic_isNoWithTheReasons() throws Exception {
        assertThat(get("/ready").body()).isEqualTo("{\"status\":\"ready\"}");

        market.live = false;
        market.reports = List.of(FakeMarket.report("okx", SourceReport.State.DEAD, false));

        HttpResponse<String> answer = get("/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .startsWith("{\"type\":\"/docs/problems#not-ready\",\"title\":\"not ready\",\"status\":503,"
                        + "\"detail\":\"no topic is live\","
                        + "\"sources\":[{\"source\":\"okx\",\"state\":\"dead\",\"why\":\"connection refused\"}],"
                        + "\"request_id\":\"r");
    }

    @Test
    void ready_whileDraining_isNo() throws Exception {
        api.drain();

        HttpResponse<String> answer = get("/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("this gateway is stopping");
    }

    @Test
    void health_hasWhatTheOlderServiceHadAndMore() throws Exception {
        nowUs.addAndGet(3_600_000_000L);

        assertThat(get("/health").body()).isEqualTo("""
                        {"status":"healthy","service":"websocket","timestamp":"2024-11-20T16:03:35Z",\
                        "crypto_service":{"available":false,"running":false,"cached_prices":0},"redis_connected":false,\
                        "version":"0.1.0-<test>","simulated":false,"sources":{"okx":"live"},"uptime_s":3600}""");
    }

    @Test
    void health_withATroubledSource_isDegradedAndWithoutAny_unhealthy() throws Exception {
        market.reports = List.of(FakeMarket.report("okx", SourceReport.State.MUTE, false));
        assertThat(get("/health").body()).startsWith("{\"status\":\"degraded\"");

        market.live = false;
        assertThat(get("/health").body()).startsWith("{\"status\":\"unhealthy\"");
    }

    @Test
    void metrics_arePrintedForPrometheusWithThoseOfTheJvm() throws Exception {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains("""
                        # HELP quotewire_test_total A counter.
                        # TYPE quotewire_test_total counter
                        quotewire_test_total{venue="okx"} 4.0
                        """)
                .contains("# TYPE quotewire_test_bytes gauge\nquotewire_test_bytes 10.0\n")
                .contains("jvm_memory_used_bytes{area=\"heap\"}")
                .contains("process_open_fds");
    }

    @Test
    void clientFile_isServedWithATag() throws Exception {
        HttpResponse<String> whole = get("/quotewire.js");
        String tag = whole.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> again = client.send(
                HttpRequest.newBuilder(uri("/quotewire.js"))
                        .header("If-None-Match", tag)
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("content-type")).hasValue("text/javascript; charset=utf-8");
        assertThat(whole.body()).isNotEmpty();
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("etag")).hasValue(tag);
    }

    @Test
    void page_namesTheVersionAndEveryFileItRefersToExists() throws Exception {
        market.values.put("ticker:best:BTC-USDT", SNAPSHOT);

        String page = get("/").body();

        assertThat(page)
                .contains("0.1.0-&lt;test&gt;")
                .doesNotContain("SIMULATED", "{version}", "{ribbon}", "{hidden}");
        List<String> targets = Pattern.compile("(?:href|src)=\"([^\"#]+)\"")
                .matcher(page)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
        assertThat(targets).contains("/page/main.js", "/page/page.css", "/page/icon.svg", "/metrics", "/v1/sources");
        for (String target : targets) {
            assertThat(get(target).statusCode()).as(target).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "page/main.js, text/javascript", "page/table.js, text/javascript", "page/strip.js, text/javascript",
        "page/faults.js, text/javascript", "page/happenings.js, text/javascript", "page/light.js, text/javascript",
        "page/flash.js, text/javascript", "page/format.js, text/javascript", "page/page.css, text/css",
        "page/icon.svg, image/svg+xml"
    })
    void pageFile_any_isServedAsWhatItIs(String name, String type) throws Exception {
        HttpResponse<String> answer = get("/" + name);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue(type + "; charset=utf-8");
    }

    @Test
    void page_permitsNothingButItsOwnFilesAndItsOwnSocket() throws Exception {
        String own = "127.0.0.1:" + server.addresses().getFirst().getPort();

        HttpResponse<String> answer = get("/");

        assertThat(answer.headers().allValues("content-security-policy"))
                .containsExactly(
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws://" + own
                                + " wss://" + own
                                + "; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(answer.body()).doesNotContainPattern("<style|style=|<script>| on[a-z]+=\"");
    }

    @Test
    void page_withASimulatedSource_saysSo() throws Exception {
        market.reports = List.of(FakeMarket.report("okx", SourceReport.State.LIVE, true));

        assertThat(get("/").body()).contains("SIMULATED").doesNotContain("DEMO");
        assertThat(get("/ready").body()).isEqualTo("{\"status\":\"ready\",\"simulated\":true}");
        assertThat(get("/v1/instruments").body()).endsWith("\"next\":null,\"simulated\":true}");
    }

    private HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(target))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private URI uri(String target) {
        return URI.create("http://127.0.0.1:" + server.addresses().getFirst().getPort() + target);
    }

    private static List<Integer> numbers(String body) {
        return Pattern.compile("\"n\":([0-9]+)")
                .matcher(body)
                .results()
                .map(result -> Integer.valueOf(result.group(1)))
                .toList();
    }

    private static List<Metric.Reading> readings() {
        return List.of(
                new Metric.Reading(Figure.COUNT, Map.of("venue", "okx"), 2),
                new Metric.Reading(Figure.SIZE, Map.of(), 5));
    }

    private enum Figure implements Metric {
        COUNT("quotewire_test_total", "A counter.", Type.COUNTER),
        SIZE("quotewire_test_bytes", "A gauge.", Type.GAUGE);

        private final String id;
        private final String help;
        private final Type type;

        Figure(String id, String help, Type type) {
            this.id = id;
            this.help = help;
            this.type = type;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String help() {
            return help;
        }

        @Override
        public Type type() {
            return type;
        }
    }

    static final class NoWebSockets implements WebSockets {
        @Override
        public boolean compresses() {
            return false;
        }

        @Override
        public void takeOver(ChannelPipeline pipeline, boolean compressed, Principal who) {}

        @Override
        public void drain(Duration within) {}
    }
}
