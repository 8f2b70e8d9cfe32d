package io.quotewire.gateway;

import io.netty.buffer.PooledByteBufAllocator;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The whole gateway with one shard, whose thread publishes a trade and a quote in steady pace. */
final class BusyGateway implements AutoCloseable {
    static final Topic TRADE = Topic.parse("trade:okx:BTC-USDT");
    static final Topic QUOTE = Topic.parse("quote:okx:BTC-USDT");

    private static final Epoch EPOCH = Epoch.parse("m3q0jrnk");
    /** Gives buffers back that a lane keeps for the next time, so that those which somebody still has can be counted. */
    private static final Route TRIM = Route.of("/trim", Set.of(), ignored -> {
        PooledByteBufAllocator.DEFAULT.trimCurrentThreadCache();
        return Response.text("text/plain", Thread.currentThread().getName());
    });

    private static final long PARK_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final MicroClock clock = MicroClock.system();
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger demands = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread shard = new Thread(this::run, "shard");
    private final GatewayConfig config;
    private final Gateway gateway;
    private final long paceNs;
    private volatile boolean stopped;
    private volatile boolean silent;
    private volatile long published;

    /** With an update about each millisecond. */
    BusyGateway(GatewayConfig config) throws IOException {
        this(config, Duration.ofMillis(1));
    }

    BusyGateway(GatewayConfig config, Duration pace) throws IOException {
        this.config = config;
        paceNs = pace.toNanos();
        PastCandles noPast = (listing, interval, fromUs, toUs) ->
                CompletableFuture.completedFuture(new PastCandles.Past(fromUs, List.of()));
        gateway = new Gateway(
                config,
                new Gateway.Market(new Sharding(1), EPOCH, new OneListing(), new Noted(), noPast),
                new Gateway.Host(
                        "0.1.0",
                        clock,
                        ignored -> () -> LockSupport.unpark(shard),
                        fatal::set,
                        1,
                        List.of(),
                        List.of(),
                        new Gateway.Extras(List.of(TRIM), false),
                        null,
                        null));
        gateway.start();
        shard.start();
    }

    /** On a port of the system's choice, with two lanes. */
    static GatewayConfig config(HttpConfig http) {
        GatewayConfig base = GatewayConfig.of(2);
        return new GatewayConfig(2, http, base.fanout(), base.session());
    }

    /** The same, with a thousand commands a second for each connection, and with demand that ends with the last follower. */
    static GatewayConfig unlingering(GatewayConfig config) {
        SessionConfig base = config.session();
        SessionConfig session = new SessionConfig(
                base.node(),
                base.messageBytes(),
                base.fragments(),
                base.unfinishedWithin(),
                1_000,
                base.topics(),
                base.authWithin(),
                base.heartbeat(),
                base.pingEvery(),
                base.pongWithin(),
                base.perLane(),
                Duration.ZERO,
                base.compression());
        return new GatewayConfig(config.lanes(), config.http(), config.fanout(), session);
    }

    int port() {
        return gateway.addresses().getFirst().getPort();
    }

    /** The port at an address that it listens at. */
    int port(String address) {
        return gateway.addresses().stream()
                .filter(each -> each.getAddress().getHostAddress().equals(address))
                .findFirst()
                .orElseThrow()
                .getPort();
    }

    /** The number of the last trade. */
    long published() {
        return published;
    }

    /** No more trades and quotes are made from about now on. */
    void fallSilent() {
        silent = true;
    }

    /** A client that follows all trades. */
    Control control() throws InterruptedException {
        return new Control(this, http);
    }

    Peer connect() throws IOException {
        return new Peer("127.0.0.1", port());
    }

    /** Lets every lane give back the buffers that it keeps. */
    void trim() throws IOException {
        Set<String> lanes = new HashSet<>();
        while (lanes.size() < config.lanes()) {
            try (Peer peer = connect()) {
                String answer = peer.send("GET /trim HTTP/1.0\r\n\r\n").readAll();
                lanes.add(answer.substring(answer.lastIndexOf('\n')));
            }
        }
    }

    /** The sum of a metric's lines that have {@code label}, which may be empty. */
    long metric(String name, String label) {
        try (Peer peer = connect()) {
            return peer.send("GET /metrics HTTP/1.0\r\n\r\n")
                    .readAll()
                    .lines()
                    .filter(line -> line.matches(Pattern.quote(name) + "[ {].*") && line.contains(label))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a metric has this value. */
    void awaitMetric(String name, String label, long value) {
        await(() -> metric(name, label) == value, () -> name + " is " + metric(name, label));
    }

    /** How often the feeds were asked for something or let off it. */
    int demands() {
        return demands.get();
    }

    /** Waits until the feeds are let off everything. */
    void awaitNothingWanted() {
        await(wanted::isEmpty, () -> "wanted are " + wanted);
    }

    /** Waits until so many trades more are made. */
    void awaitTrades(int more) {
        long until = published + more;
        await(() -> published >= until, () -> "the last trade is " + published);
    }

    private void await(BooleanSupplier done, Supplier<String> now) {
        long endNs = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - endNs > 0) {
                throw new AssertionError("after a minute " + now.get());
            }
            LockSupport.parkNanos(this, PARK_NS);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        stopped = true;
        try {
            shard.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        gateway.close();
        Throwable failure = fatal.get();
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    private void run() {
        while (!stopped) {
            if (!silent) {
                long seq = published + 1;
                publish(seq);
                published = seq;
            }
            rest(System.nanoTime() + paceNs);
        }
    }

    /** Until then, at what the broadcaster has to do otherwise. */
    private void rest(long untilNs) {
        for (long left = paceNs; left > 0 && !stopped; left = untilNs - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            gateway.broadcaster(0).doWork(clock.nowUs());
        }
    }

    private void publish(long seq) {
        long nowUs = clock.nowUs();
        Update.Head head = new Update.Head(TRADE, EPOCH, seq, nowUs, nowUs, "okx", Status.LIVE, false);
        Update.TradeItem item =
                new Update.TradeItem(seq, "t", Side.BUY, Decimal.parse("1"), Decimal.parse("2"), nowUs, false, false);
        gateway.broadcaster(0).on(new Update.Trades(head, seq - 1, List.of(item)));
        Update.Head quote = new Update.Head(QUOTE, EPOCH, seq, nowUs, nowUs, "okx", Status.LIVE, false);
        Update.QuoteData data = new Update.QuoteData(Decimal.parse("97110.1"), Decimal.parse("1"), null, null);
        gateway.broadcaster(0).on(new Update.Value(quote, false, data));
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

    /** Notes what the feeds were asked for and not yet let off. */
    private final class Noted implements Demand {
        @Override
        public void wanted(Listing listing, Part part) {
            demands.incrementAndGet();
            wanted.add(listing + " " + part);
        }

        @Override
        public void unwanted(Listing listing, Part part) {
            demands.incrementAndGet();
            wanted.remove(listing + " " + part);
        }
    }
}
