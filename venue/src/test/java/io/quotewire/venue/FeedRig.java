package io.quotewire.venue;

import io.netty.channel.EventLoopGroup;
import io.quotewire.model.EventSink;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.Limits;
import io.quotewire.venue.tap.FrameTap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A feed against a venue on loopback; time stands still until a test turns it. */
abstract class FeedRig {
    static final Duration STEP = Duration.ofMillis(50);
    static final Listing BTC = new Listing("okx", Instrument.parse("BTC-USDT"));
    static final Listing ETH = new Listing("okx", Instrument.parse("ETH-USDT"));

    static final String OKX_LIST = "{\"code\":\"0\",\"data\":["
            + Stream.of("BTC", "ETH", "SOL")
                    .map(base ->
                            "{\"instType\":\"SPOT\",\"instId\":\"#-USDT\",\"baseCcy\":\"#\",\"quoteCcy\":\"USDT\",\"tickSz\":\"0.1\",\"lotSz\":\"0.01\",\"state\":\"live\"}"
                                    .replace("#", base))
                    .reduce((one, other) -> one + "," + other)
                    .orElseThrow()
            + "]}";

    @TempDir
    Path folder;

    private final EventLoopGroup threads = FeedThreads.create(1);
    final TestClock clock = new TestClock();
    Ledgers ledgers = Ledgers.inMemory(clock);
    final BlockingQueue<MarketEvent> events = new LinkedBlockingQueue<>();
    final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    volatile EventSink sink = events::offer;

    /** Of feeds that begin from now on. */
    FrameTap tap = FrameTap.NONE;

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    TestVenue okx() {
        return keep(new TestVenue(OKX_LIST, null));
    }

    TestVenue binance(int pairs) {
        String symbols = String.join(
                ",",
                IntStream.range(0, pairs)
                        .mapToObj(i ->
                                "{\"symbol\":\"C%dUSDT\",\"status\":\"TRADING\",\"baseAsset\":\"C%d\",\"quoteAsset\":\"USDT\",\"isSpotTradingAllowed\":true,\"filters\":[]}"
                                        .formatted(i, i))
                        .toList());
        return keep(new TestVenue("{\"symbols\":[" + symbols + "]}", null));
    }

    FeedHandler start(TestVenue venue, String... instruments) {
        return start(venue, "okx", List.of(instruments), null);
    }

    FeedHandler start(TestVenue venue, String name, List<String> instruments, @Nullable Path trust) {
        return start(venue, name, config(venue, "127.0.0.1", name, instruments).withTrustStore(trust));
    }

    FeedHandler start(TestVenue venue, String why, FeedConfig config) {
        VenueAdapter adapter = VenueAdapters.ALL.stream()
                .filter(one ->
                        venue.list.contains("symbols") == one.profile().venue().equals("binance"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(why));
        return begin(adapter, config);
    }

    FeedHandler begin(VenueAdapter adapter, FeedConfig config) {
        FeedHandler feed = new FeedHandler(
                adapter,
                config,
                new FeedWiring(
                                event -> sink.offer(event),
                                threads,
                                clock,
                                ledger(adapter, config),
                                7,
                                () -> {},
                                faults::add)
                        .tapped(tap));
        open.add(() -> feed.stop().get(10, TimeUnit.SECONDS));
        feed.start();
        return feed;
    }

    /** Turns the clock and lets the feed do what is due, without waiting for it to do so by itself. */
    void turn(FeedHandler feed, Duration by) {
        clock.advance(by);
        threads.next().submit(feed::tickSafely).syncUninterruptibly();
    }

    private Ledger ledger(VenueAdapter adapter, FeedConfig config) {
        String venue = adapter.profile().venue();
        return ledgers.of(venue, config.address(), Limits.of(venue));
    }

    static FeedConfig config(TestVenue venue, String host, String name, List<String> instruments) {
        Profile profile = VenueAdapters.of(name).orElseThrow().profile();
        return FeedConfig.of(
                        profile, instruments.stream().map(Instrument::parse).toList())
                .withUrl(venue.url(host));
    }

    <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    /** The next event but acknowledgements, which say nothing of the market. */
    MarketEvent event() throws InterruptedException {
        MarketEvent event = events.poll(20, TimeUnit.SECONDS);
        while (event instanceof MarketEvent.Acknowledged) {
            event = events.poll(20, TimeUnit.SECONDS);
        }
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }

    /** The messages of all three channels. */
    List<String> subscribed(Peer peer) throws InterruptedException {
        clock.turnUntil("three messages", STEP.multipliedBy(7), () -> peer.texts.size() >= 3);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            texts.add(peer.text());
        }
        return texts;
    }

    static String untilText(Peer peer, String wanted) throws InterruptedException {
        String text = peer.text();
        while (!text.equals(wanted)) {
            text = peer.text();
        }
        return text;
    }

    static int streams(Peer peer) {
        return peer.texts.stream().mapToInt(text -> text.split("@").length - 1).sum();
    }

    static List<Listing> active(FeedHandler feed) {
        return feed.listings().stream()
                .filter(ListingInfo::active)
                .map(ListingInfo::listing)
                .toList();
    }

    static long count(FeedHandler feed, FeedMetric metric) {
        return feed.read().stream()
                .filter(reading -> reading.metric() == metric)
                .mapToLong(reading -> (long) reading.value())
                .sum();
    }

    static String acknowledgement(String channel, String symbol) {
        return "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"%s\",\"instId\":\"%s\"}}".formatted(channel, symbol);
    }

    static String quote(String symbol, String bid) {
        return "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"%s\"},\"data\":[{\"bids\":[[\"%s\",\"1\"]],\"asks\":[],\"ts\":\"1767323045000\"}]}"
                .formatted(symbol, bid);
    }

    static String trade(String symbol, long number, long second) {
        return "{\"arg\":{\"channel\":\"trades\",\"instId\":\"%s\"},\"data\":[{\"instId\":\"%s\",\"tradeId\":\"%d\",\"px\":\"1\",\"sz\":\"1\",\"side\":\"buy\",\"ts\":\"176732304%d000\"}]}"
                .formatted(symbol, symbol, number, second);
    }
}
