package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.rest.FakeMarket;
import io.quotewire.gateway.session.SessionConfig;
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
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole gateway, two lanes, on a shard that says of the tickers of {@code best} what it is told to. */
final class TickerGateway implements AutoCloseable {
    static final MicroClock CLOCK = MicroClock.system();

    private static final Epoch EPOCH = Epoch.parse("m3q0jrnk");
    private static final long WAIT_S = 30;
    private static final QuoteData NO_QUOTE = new QuoteData(null, null, null, null);

    private final ExecutorService shard = Executors.newSingleThreadExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> seqs = new HashMap<>();
    private final Gateway gateway;

    TickerGateway() throws IOException {
        this(SessionConfig.DEFAULT, false);
    }

    /** @param simulated whether its one source is no real market */
    TickerGateway(SessionConfig session, boolean simulated) throws IOException {
        this(TestGateway.HTTP, session, simulated);
    }

    TickerGateway(HttpConfig config, SessionConfig session, boolean simulated) throws IOException {
        PastCandles noPast = (listing, interval, fromUs, toUs) ->
                CompletableFuture.completedFuture(new PastCandles.Past(fromUs, List.of()));
        gateway = new Gateway(
                new GatewayConfig(2, config, FanoutConfig.DEFAULT, session),
                new Gateway.Market(new Sharding(1), EPOCH, new Listings(simulated), new Noted(), noPast),
                new Gateway.Host(
                        "0.1.0",
                        CLOCK,
                        index -> this::turn,
                        fatal::complete,
                        1,
                        List.of(),
                        List.of(),
                        Gateway.Extras.NONE,
                        null,
                        null));
        gateway.start();
    }

    /** A live price of now. */
    void price(String pair, String last) {
        long nowUs = CLOCK.nowUs();
        tell(pair, last, Status.LIVE, nowUs, nowUs);
    }

    /** The next value of a ticker; where the status is not that of a value, as a change of it. */
    void tell(String pair, @Nullable String last, Status status, long tsUs, long recvUs) {
        Decimal price = last == null ? null : Decimal.parse(last);
        TickerData data = new TickerData(price, NO_QUOTE, null, null, null, null, null, null);
        onShard(() -> {
            long seq = seqs.merge(pair, 1L, Long::sum);
            Update.Head head = new Update.Head(ticker(pair), EPOCH, seq, tsUs, recvUs, "okx", status, false);
            gateway.broadcaster(0)
                    .on(
                            status == Status.LIVE
                                    ? new Update.Value(head, false, data)
                                    : new Update.StatusChange(
                                            head, seq - 1, null, "okx is silent", CLOCK.nowUs(), data));
        });
    }

    static Topic ticker(String pair) {
        return new Topic(Topic.Kind.TICKER, Topic.BEST, Instrument.parse(pair));
    }

    Peer connect() throws IOException {
        return new Peer("127.0.0.1", port());
    }

    int port() {
        return gateway.addresses().getFirst().getPort();
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .timeout(Duration.ofSeconds(WAIT_S))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The sum of the lines of {@code /metrics} that begin so. */
    double metric(String begin) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(begin))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** What the feeds are asked for beyond what is configured. */
    Set<String> wanted() {
        return wanted;
    }

    int drain(Duration within) throws InterruptedException {
        return gateway.drain(within);
    }

    @Override
    public void close() {
        http.shutdownNow();
        gateway.close();
        shard.shutdownNow();
        assertThat(fatal).isNotDone();
    }

    private void onShard(Runnable task) {
        try {
            shard.submit(task).get(WAIT_S, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the shard", e);
        }
    }

    /** What a shard's thread does when it is woken. */
    private void turn() {
        shard.execute(() -> gateway.broadcaster(0).doWork(CLOCK.nowUs()));
    }

    private final class Noted implements Demand {
        @Override
        public void wanted(Listing listing, Part part) {
            wanted.add(listing.toString());
        }

        @Override
        public void unwanted(Listing listing, Part part) {
            wanted.remove(listing.toString());
        }
    }

    private record Listings(Catalog catalog, boolean simulated) implements Directory {
        private Listings(boolean simulated) {
            this(
                    new Catalog(Stream.of("BTC-USDT", "DOGE-USDT", "ETH-USDT", "XRP-USDT")
                            .map(name -> new ListingInfo(
                                    new Listing("okx", Instrument.parse(name)), name, null, null, true, true))
                            .toList()),
                    simulated);
        }

        @Override
        public List<SourceReport> sources() {
            return List.of(FakeMarket.report("okx", SourceReport.State.LIVE, simulated));
        }
    }
}
