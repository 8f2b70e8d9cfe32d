package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.model.Catalog;
import io.quotewire.model.Decimal;
import io.quotewire.model.Demand;
import io.quotewire.model.Directory;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MicroClock;
import io.quotewire.model.PastCandles;
import io.quotewire.model.Sharding;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static final Topic QUOTE = Topic.parse("quote:okx:BTC-USDT");
    private static final Epoch EPOCH = Epoch.parse("m3q0jrnk");
    private static final MicroClock CLOCK = MicroClock.system();
    private static final PastCandles NO_PAST = (listing, interval, fromUs, toUs) ->
            CompletableFuture.completedFuture(new PastCandles.Past(fromUs, List.of()));
    private static final Gateway.Extras EXTRAS =
            new Gateway.Extras(List.of(Route.of("/extra", request -> Response.text("text/plain", "more"))), true);

    private final ExecutorService shard = Executors.newSingleThreadExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
    private final Gateway gateway = new Gateway(
            GatewayConfig.of(2).withHttp(HttpConfig.DEFAULT.withListen(List.of(new ListenAddress("127.0.0.1", 0)))),
            new Gateway.Market(new Sharding(1), EPOCH, new OneListing(), new NoDemand(), NO_PAST),
            new Gateway.Host(
                    "0.1.0", CLOCK, index -> this::turn, fatal::complete, 1, List.of(), List.of(), EXTRAS, null, null));

    @BeforeEach
    void start() throws IOException {
        gateway.start();
    }

    @AfterEach
    void stop() {
        client.shutdownNow(); // A test that failed may have left its connection open.
        gateway.close();
        shard.shutdownNow();
        assertThat(fatal).isNotDone();
    }

    @Test
    void subscriber_getsWhatRestSaysAndThenUpdates() throws Exception {
        publish(1, "97110.1");
        Listener listener = new Listener(client, port());
        assertThat(listener.protocol()).isEqualTo("quotewire.v1");
        assertThat(listener.next()).startsWith("{\"op\":\"welcome\"");

        listener.send("{\"op\":\"subscribe\",\"id\":1,\"topics\":[\"quote:okx:BTC-USDT\"]}");

        assertThat(listener.next()).startsWith("{\"op\":\"subscribed\",\"id\":1");
        String snapshot = listener.next();
        assertThat(snapshot)
                .startsWith("{\"type\":\"snapshot\",\"topic\":\"quote:okx:BTC-USDT\"")
                .contains("97110.1");
        assertThat(get("/v1/last/quote:okx:BTC-USDT").body()).isEqualTo(snapshot);

        publish(2, "97110.2");
        assertThat(listener.next()).startsWith("{\"type\":\"update\"").contains("97110.2");
        assertThat(get("/v1/last/quote:okx:BTC-USDT").body()).contains("\"seq\":2", "97110.2");
        listener.abort();
    }

    @Test
    void topicWithoutAnyUpdate_isToldAlikeToSubscribersAndOverRest() throws Exception {
        Listener listener = new Listener(client, port());
        listener.next();
        for (String topic : List.of("ticker:okx:BTC-USDT", "trade:okx:BTC-USDT")) {
            listener.send("{\"op\":\"subscribe\",\"id\":1,\"topics\":[\"" + topic + "\"]}");
            listener.next();

            assertThat(get("/v1/last/" + topic).body())
                    .isEqualTo(listener.next())
                    .contains("\"status\":\"down\"");
        }
        listener.abort();
    }

    @Test
    void ready_fromTheFirstLiveTopic_isYes() throws Exception {
        assertThat(gateway.isReady()).isFalse();
        assertThat(get("/ready").statusCode()).isEqualTo(503);

        publish(1, "97110.1");

        assertThat(gateway.isReady()).isTrue();
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        assertThat(get("/live").statusCode()).isEqualTo(200);
    }

    @Test
    void extras_areServedBesideTheOwnRoutesAndToldOf() throws Exception {
        assertThat(get("/extra").body()).isEqualTo("more");
        assertThat(get("/health").body()).contains("\"simulated\":false,\"demo\":true");
        assertThat(get("/").body()).contains("DEMO");
    }

    @Test
    void drain_saysGoodbyeAndLetsAllGo() throws Exception {
        Listener listener = new Listener(client, port());
        listener.next();

        assertThat(gateway.drain(Duration.ofSeconds(10))).isZero();

        assertThat(listener.next()).startsWith("{\"op\":\"goodbye\",\"why\":\"drain\",\"code\":1012,\"retry_ms\":");
        assertThat(listener.next()).isEqualTo("close 1012");
        assertThatThrownBy(() -> get("/live")).isInstanceOf(IOException.class);
    }

    @Test
    void message_tooBig_isClosedWithItsCode() throws Exception {
        Listener listener = new Listener(client, port());
        listener.next();

        listener.send("x".repeat((64 << 10) + 1));

        assertThat(listener.next()).isEqualTo("close 1009");
    }

    @Test
    void metrics_areThoseOfAllParts() throws Exception {
        Listener listener = new Listener(client, port());
        listener.next();

        assertThat(get("/metrics").body())
                .contains("quotewire_http_connections 2.0")
                .contains("quotewire_gateway_sessions 1.0")
                .contains("quotewire_gateway_publications_total")
                .contains("jvm_threads_current");
        listener.abort();
    }

    private void publish(long seq, String bid) throws Exception {
        Update.Head head = new Update.Head(QUOTE, EPOCH, seq, 1, CLOCK.nowUs(), "okx", Status.LIVE, false);
        Update.QuoteData data = new Update.QuoteData(Decimal.parse(bid), Decimal.parse("1"), null, null);
        shard.submit(() -> gateway.broadcaster(0).on(new Update.Value(head, false, data)))
                .get(10, TimeUnit.SECONDS);
    }

    /** What a shard's thread does when it is woken. */
    private void turn() {
        shard.execute(() -> gateway.broadcaster(0).doWork(CLOCK.nowUs()));
    }

    private int port() {
        return gateway.addresses().getFirst().getPort();
    }

    private HttpResponse<String> get(String target) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static final class OneListing implements Directory {
        private final Catalog catalog = new Catalog(List.of(
                new ListingInfo(new Listing("okx", Instrument.parse("BTC-USDT")), "BTC-USDT", null, null, true, true)));

        @Override
        public Catalog catalog() {
            return catalog;
        }

        @Override
        public List<SourceReport> sources() {
            return List.of();
        }
    }

    private static final class NoDemand implements Demand {
        @Override
        public void wanted(Listing listing, Part part) {}

        @Override
        public void unwanted(Listing listing, Part part) {}
    }
}
