package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.auth.Reception;
import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.gateway.past.Archive;
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
import io.quotewire.model.Side;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.UpdateSink;
import io.quotewire.store.history.History;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A whole gateway on a port of its own, two lanes, with a shard's thread that publishes what it is told to. */
public final class TestGateway implements AutoCloseable {
    public static final Topic QUOTE = Topic.parse("quote:okx:BTC-USDT");
    public static final Topic TRADE = Topic.parse("trade:okx:BTC-USDT");
    public static final Epoch EPOCH = Epoch.parse("m3q0jrnk");

    /** One port, of the system's choice. */
    static final HttpConfig HTTP = HttpConfig.DEFAULT.withListen(List.of(new ListenAddress("127.0.0.1", 0)));

    private static final long WAIT_S = 30;
    private static final MicroClock CLOCK = MicroClock.system();
    private static final PastCandles NO_PAST = (listing, interval, fromUs, toUs) ->
            CompletableFuture.completedFuture(new PastCandles.Past(fromUs, List.of()));

    private final ExecutorService shard = Executors.newSingleThreadExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
    private final Set<Listing> wanted = ConcurrentHashMap.newKeySet();
    private final UpdateSink written;
    private final Gateway gateway;
    private long trades;

    public TestGateway() throws IOException {
        this(FanoutConfig.DEFAULT, SessionConfig.DEFAULT);
    }

    public TestGateway(FanoutConfig fanout, SessionConfig session) throws IOException {
        this(fanout, session, null);
    }

    /** @param reception the caller's to close */
    public TestGateway(FanoutConfig fanout, SessionConfig session, @Nullable Reception reception) throws IOException {
        this(HTTP, fanout, session, reception);
    }

    TestGateway(HttpConfig http, FanoutConfig fanout, SessionConfig session, @Nullable Reception reception)
            throws IOException {
        this(http, fanout, session, reception, Gateway.Extras.NONE);
    }

    public TestGateway(
            HttpConfig http,
            FanoutConfig fanout,
            SessionConfig session,
            @Nullable Reception reception,
            Gateway.Extras extras)
            throws IOException {
        this(http, fanout, session, reception, extras, null);
    }

    /** One that remembers. */
    TestGateway(History history) throws IOException {
        this(HTTP, FanoutConfig.DEFAULT, SessionConfig.DEFAULT, null, Gateway.Extras.NONE, history);
    }

    private TestGateway(
            HttpConfig http,
            FanoutConfig fanout,
            SessionConfig session,
            @Nullable Reception reception,
            Gateway.Extras extras,
            @Nullable History history)
            throws IOException {
        written = history == null ? update -> {} : history.writer();
        gateway = new Gateway(
                new GatewayConfig(2, http, fanout, session),
                new Gateway.Market(new Sharding(1), EPOCH, new Listings(), demand(), NO_PAST, new Archive(history)),
                new Gateway.Host(
                        "0.1.0",
                        CLOCK,
                        index -> this::turn,
                        fatal::complete,
                        1,
                        List.of(),
                        List.of(),
                        extras,
                        reception,
                        null));
        gateway.start();
    }

    public InetSocketAddress address() {
        return gateway.addresses().getFirst();
    }

    public int port() {
        return address().getPort();
    }

    public int drain(Duration within) throws InterruptedException {
        return gateway.drain(within);
    }

    /** Publishes the next {@code count} trades, one by one. */
    public void trade(int count) throws Exception {
        shard(() -> {
            for (int i = 0; i < count; i++) {
                long prev = trades++;
                Update.TradeItem item = new Update.TradeItem(
                        trades, "t" + trades, Side.BUY, Decimal.parse("97110.1"), Decimal.parse("2"), 1, false, false);
                Update update = new Update.Trades(head(TRADE, trades), prev, List.of(item));
                gateway.broadcaster(0).on(update);
                written.on(update);
            }
        });
    }

    public void quote(long seq, String bid) throws Exception {
        Update.QuoteData data = new Update.QuoteData(Decimal.parse(bid), Decimal.parse("1"), null, null);
        shard(() -> gateway.broadcaster(0).on(new Update.Value(head(QUOTE, seq), false, data)));
    }

    public HttpResponse<String> get(String target) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .timeout(Duration.ofSeconds(WAIT_S))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** A figure of {@code /metrics}, named with its labels; 0 where there is none. */
    public double metric(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    public void awaitMetric(String name, double value) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
        while (metric(name) != value) {
            assertThat(System.nanoTime()).as(name + " to be " + value).isLessThan(deadlineNs);
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    public HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        client.shutdownNow();
        gateway.close();
        shard.shutdownNow();
        assertThat(fatal).isNotDone();
    }

    private void shard(Runnable task) throws InterruptedException, ExecutionException, TimeoutException {
        shard.submit(task).get(WAIT_S, TimeUnit.SECONDS);
    }

    /** What a shard's thread does when it is woken. */
    private void turn() {
        shard.execute(() -> gateway.broadcaster(0).doWork(CLOCK.nowUs()));
    }

    private static Update.Head head(Topic topic, long seq) {
        return new Update.Head(topic, EPOCH, seq, 1, CLOCK.nowUs(), "okx", Status.LIVE, true);
    }

    private Demand demand() {
        return new Demand() {
            @Override
            public void wanted(Listing listing, Part part) {
                wanted.add(listing);
            }

            @Override
            public void unwanted(Listing listing, Part part) {
                wanted.remove(listing);
            }
        };
    }

    /** Two venues with so many instruments that a connection may not have all of one kind. */
    private static final class Listings implements Directory {
        private final Catalog catalog;

        private Listings() {
            List<ListingInfo> all = new ArrayList<>();
            all.add(info("okx", "BTC-USDT"));
            all.add(info("binance", "BTC-USDT"));
            for (int i = 0; i < 501; i++) {
                all.add(info("gate", "A%03d-USDT".formatted(i)));
            }
            catalog = new Catalog(all);
        }

        private static ListingInfo info(String venue, String instrument) {
            return new ListingInfo(
                    new Listing(venue, Instrument.parse(instrument)), instrument, null, null, true, true);
        }

        @Override
        public Catalog catalog() {
            return catalog;
        }

        @Override
        public List<SourceReport> sources() {
            return List.of(report("okx"), report("binance"));
        }

        private static SourceReport report(String source) {
            return new SourceReport(
                    source,
                    SourceReport.State.LIVE,
                    0,
                    0,
                    0,
                    -1,
                    -1,
                    1,
                    0,
                    0,
                    0,
                    "none",
                    "none",
                    List.of(),
                    List.of(),
                    0,
                    false,
                    null);
        }
    }
}
