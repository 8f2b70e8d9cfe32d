package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.quotewire.model.EventSink;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.FeedClosed;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.adapter.VenueAdapters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A feed against a venue on loopback; time stands still until a test turns it. */
@Timeout(60)
class FeedHandlerTest {
    private static final EventLoopGroup THREADS = FeedThreads.create(1);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Listing BTC = new Listing("okx", Instrument.parse("BTC-USDT"));
    private static final Listing ETH = new Listing("okx", Instrument.parse("ETH-USDT"));

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final BlockingQueue<MarketEvent> events = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile EventSink sink = events::offer;

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @AfterAll
    static void endThreads() {
        THREADS.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void start_withAReachableVenue_listsConnectsAndSubscribesEachChannelInItsTurn() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT", "ETH-USDT", "FOO-BAR");
        Peer peer = venue.peer();

        assertThat(peer.text())
                .contains("\"op\":\"subscribe\"", "bbo-tbt", "BTC-USDT", "ETH-USDT")
                .doesNotContain("FOO");
        clock.settle();
        peer.roundTrip();
        assertThat(peer.texts).as("the next message waits for its turn").isEmpty();

        clock.advance(Duration.ofMillis(350));
        assertThat(peer.text()).contains("tickers");
        clock.advance(Duration.ofMillis(350));
        assertThat(peer.text()).contains("trades");
        clock.turnUntil(
                "a report",
                STEP,
                () -> feed.report().state() == State.LIVE && feed.report().instruments() == 2);
        assertThat(feed.report().why()).isEqualTo("not listed: FOO-BAR");
        assertThat(feed.report().integrity()).isEqualTo("sequence");
        assertThat(feed.report().limits().getFirst().name()).isEqualTo("subscriptions_per_hour");
        assertThat(feed.report().limits().getFirst().of()).isEqualTo(480);
        assertThat(feed.listings())
                .filteredOn(ListingInfo::active)
                .extracting(ListingInfo::listing)
                .containsExactly(BTC, ETH);
        assertThat(feed.listings())
                .filteredOn(info -> !info.active())
                .extracting(ListingInfo::symbol)
                .containsExactly("SOL-USDT");
    }

    @Test
    void frames_ofSubscribedListings_becomeEventsWithTheTimeOfTheirArrival() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        peer.send(quote("BTC-USDT", "64000"));
        peer.send(trade("BTC-USDT", 7, 1));

        Quote quote = (Quote) event();
        assertThat(quote.bid()).hasToString("64000");
        assertThat(quote.recvUs()).isEqualTo(clock.nowUs());
        assertThat(quote.simulated()).isFalse();
        assertThat(((Trade) event()).number()).isEqualTo(7);
        peer.send(quote("SOL-USDT", "64000"));
        clock.until("the frame of another listing", () -> count(feed, FeedMetric.UNKNOWN) == 1);
        assertThat(events).isEmpty();
    }

    @Test
    void subscription_leftUnanswered_isAskedForAgainLater() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        subscribed(peer);

        clock.turnUntil("the first channel asked for again", STEP.multipliedBy(20), () -> {
            peer.send(quote("SOL-USDT", "1")); // So that the connection is not taken for dead.
            return peer.texts.stream().anyMatch(text -> text.contains("bbo-tbt"));
        });
        clock.turnUntil("the report", STEP, () -> count(feed, FeedMetric.UNANSWERED) > 0);
    }

    @Test
    void subscription_refusedForOneOfTwo_leavesTheOtherFlowingAndIsTriedAgain() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT", "ETH-USDT");
        Peer peer = venue.peer();
        subscribed(peer);
        for (String channel : List.of("bbo-tbt", "tickers", "trades")) {
            peer.send(acknowledgement(channel, "BTC-USDT"));
            peer.send(
                    "{\"event\":\"error\",\"code\":\"60018\",\"msg\":\"Wrong URL or channel:%s,instId:ETH-USDT doesn't exist.\"}"
                            .formatted(channel));
        }
        peer.send(quote("BTC-USDT", "64000"));

        FeedLost lost = (FeedLost) event();
        assertThat(lost.listing()).isEqualTo(ETH);
        assertThat(lost.reason()).contains("okx refused", "60018");
        assertThat(event()).isInstanceOf(Quote.class);
        clock.turnUntil("the refusal in the report", STEP, () -> {
            String why = feed.report().why();
            return why != null && why.contains("ETH-USDT") && why.contains("60018");
        });
        clock.turnUntil("another try", Duration.ofSeconds(5), () -> {
            peer.send(quote("SOL-USDT", "1"));
            return !peer.texts.isEmpty();
        });
        assertThat(peer.text()).contains("ETH-USDT").doesNotContain("BTC-USDT");
    }

    @Test
    void connection_closedByTheVenue_isLostForEachListingAndMadeAnewAfterTheBackoff() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT", "ETH-USDT");
        Peer peer = venue.peer();
        peer.send(trade("BTC-USDT", 10, 1));
        assertThat(event()).isInstanceOf(Trade.class);
        peer.closeWith(1001, "going away");

        List<MarketEvent> lost = List.of(event(), event());
        assertThat(lost).extracting(MarketEvent::listing).containsExactlyInAnyOrder(BTC, ETH);
        assertThat(lost)
                .allSatisfy(event ->
                        assertThat(((FeedLost) event).reason()).isEqualTo("okx: closed by the venue: 1001 going away"));
        clock.settle();
        assertThat(venue.handshakes).as("no attempt before half a second").hasValue(1);

        clock.advance(Duration.ofSeconds(1));
        Peer again = venue.peer();
        again.send(trade("BTC-USDT", 10, 1));
        again.send(trade("BTC-USDT", 15, 2));
        TradesLost gap = (TradesLost) event();
        assertThat(gap.missing()).as("11 to 14: the repeated 10 is no news").isEqualTo(4);
        assertThat(((Trade) event()).number()).isEqualTo(15);
        assertThat(count(feed, FeedMetric.DUPLICATES)).isEqualTo(1);
        assertThat(count(feed, FeedMetric.GAPS)).isEqualTo(1);
        assertThat(count(feed, FeedMetric.RECONNECTS)).isEqualTo(1);
    }

    @Test
    void connection_brokenWithoutAWord_isLost() throws Exception {
        TestVenue venue = okx();
        start(venue, "BTC-USDT");
        venue.peer().drop();
        assertThat(((FeedLost) event()).reason()).isEqualTo("okx: the connection broke");
    }

    @Test
    void venue_thatCannotBeReached_isDeadWithAReasonAndTriedForEver() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        venue.handshakeStatus = HttpResponseStatus.FORBIDDEN;
        peer.drop();
        clock.turnUntil("four more attempts", Duration.ofMillis(500), () -> venue.handshakes.get() >= 5);
        clock.turnUntil("the report", STEP, () -> feed.report().state() == State.DEAD);
        assertThat(feed.report().why()).contains("HTTP 403");
        assertThat(event()).isInstanceOf(FeedLost.class);
        clock.settle();
        assertThat(events).as("the loss is said once").isEmpty();
    }

    @Test
    void silence_unansweredByAPong_endsTheConnection() throws Exception {
        TestVenue venue = okx();
        start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        subscribed(peer);
        clock.advance(Duration.ofSeconds(20));
        assertThat(untilText(peer, "ping")).isEqualTo("ping");
        peer.send("pong");
        clock.settle();
        peer.roundTrip();
        clock.advance(Duration.ofSeconds(6));
        clock.settle();
        assertThat(events).as("the pong was an answer").isEmpty();

        clock.advance(Duration.ofSeconds(15));
        assertThat(untilText(peer, "ping")).isEqualTo("ping");
        clock.advance(Duration.ofSeconds(5));
        assertThat(((FeedLost) event()).reason()).contains("okx: silent for", "despite a ping");
        clock.advance(Duration.ofSeconds(1));
        assertThat(venue.peer()).isNotSameAs(peer);
    }

    @Test
    void silence_ofAVenueThatPingsByProtocol_isAskedByAPingFrame() throws Exception {
        TestVenue venue = binance(1);
        start(venue, "binance", List.of("C0-USDT"), null);
        Peer peer = venue.peer();
        peer.text();
        clock.advance(Duration.ofSeconds(15));
        assertThat(peer.pings.poll(20, TimeUnit.SECONDS)).isNotNull();
        clock.advance(Duration.ofSeconds(5));
        assertThat(((FeedLost) event()).reason()).contains("silent");
    }

    @Test
    void garbage_amongGoodFrames_harmsNothing() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        for (int i = 0; i < 30; i++) {
            peer.send(List.of("{\"arg\":", "nonsense", "", "[".repeat(5_000), quote("BTC-USDT", "-1"))
                    .get(i % 5));
            peer.send(quote("BTC-USDT", "6400" + i));
        }
        for (int i = 0; i < 30; i++) {
            assertThat(((Quote) event()).bid()).hasToString("6400" + i);
        }
        assertThat(count(feed, FeedMetric.MALFORMED)).isEqualTo(30);
        assertThat(count(feed, FeedMetric.RECONNECTS)).isZero();
    }

    @Test
    void garbage_twentyTimesInARow_endsTheConnection() throws Exception {
        TestVenue venue = okx();
        start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        for (int i = 0; i < Connection.MALFORMED_IN_A_ROW; i++) {
            peer.send("nonsense");
        }
        assertThat(((FeedLost) event()).reason()).contains("20 malformed frames in a row");
        clock.advance(Duration.ofSeconds(1));
        assertThat(venue.peer()).isNotSameAs(peer);
    }

    @Test
    void frame_beyondTheLimit_endsTheConnectionAndIsCounted() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        peer.send(" ".repeat(VenueSocket.MAX_FRAME - 500) + quote("BTC-USDT", "1"));
        assertThat(event()).isInstanceOf(Quote.class);
        peer.send(" ".repeat(VenueSocket.MAX_FRAME + 1));
        assertThat(((FeedLost) event()).reason()).contains("beyond 4194304 bytes");
        assertThat(count(feed, FeedMetric.OVERSIZED)).isEqualTo(1);
    }

    @Test
    void handshake_ofASimulator_marksEachEvent() throws Exception {
        TestVenue venue = okx();
        venue.headers.set(FeedHandler.SIMULATED, "true");
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        peer.send(quote("BTC-USDT", "1"));
        assertThat(((Quote) event()).simulated()).isTrue();
        clock.turnUntil("the report", STEP, () -> feed.report().simulated());
    }

    @Test
    void listing_wantedAndNoLongerWanted_isSubscribedAndLeft() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        subscribed(peer);
        feed.wanted(ETH);
        assertThat(subscribed(peer)).allMatch(text -> text.contains("ETH-USDT") && !text.contains("BTC-USDT"));
        peer.send(quote("ETH-USDT", "3000"));
        assertThat(event().listing()).isEqualTo(ETH);
        assertThat(active(feed)).containsExactly(BTC, ETH);

        feed.unwanted(BTC);
        feed.unwanted(ETH);
        assertThat(event()).isInstanceOf(FeedClosed.class);
        assertThat(subscribed(peer))
                .allMatch(text -> text.contains("\"op\":\"unsubscribe\"") && text.contains("ETH-USDT"));
        peer.send(quote("ETH-USDT", "3000"));
        peer.send(quote("BTC-USDT", "1"));
        assertThat(event().listing())
                .as("what still comes of it is passed over")
                .isEqualTo(BTC);
        assertThat(active(feed)).as("a configured one stays").containsExactly(BTC);
    }

    @Test
    void retryAfter_onTheList_isHonoured() throws Exception {
        TestVenue venue = okx();
        venue.listStatus = HttpResponseStatus.TOO_MANY_REQUESTS;
        venue.headers.set("Retry-After", "120");
        FeedHandler feed = start(venue, "BTC-USDT");
        clock.until("the ban", () -> feed.report().state() == State.BANNED);
        assertThat(feed.report().bannedUntilUs()).isEqualTo(clock.nowUs() + 120_000_000);
        assertThat(((FeedLost) event()).reason()).contains("HTTP 429");
        clock.advance(Duration.ofSeconds(119));
        clock.settle();
        assertThat(venue.lists).hasValue(1);
        venue.listStatus = HttpResponseStatus.OK;
        clock.advance(Duration.ofSeconds(1));
        venue.peer();
        assertThat(venue.lists).hasValue(2);
    }

    @Test
    void retryAfter_onTheHandshake_isHonoured() throws Exception {
        TestVenue venue = okx();
        venue.handshakeStatus = HttpResponseStatus.valueOf(418);
        FeedHandler feed = start(venue, "BTC-USDT");
        clock.until("the ban", () -> feed.report().state() == State.BANNED);
        clock.advance(Duration.ofSeconds(119));
        clock.settle();
        assertThat(venue.handshakes)
                .as("a 418 that does not say how long means two minutes")
                .hasValue(1);
        venue.handshakeStatus = HttpResponseStatus.SWITCHING_PROTOCOLS;
        clock.advance(Duration.ofSeconds(1));
        venue.peer();
    }

    @Test
    void handshake_neverAnswered_endsAtTheTimeout() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        venue.mute = true;
        peer.drop();
        assertThat(event()).isInstanceOf(FeedLost.class);
        clock.turnUntil("the timeout", STEP.multipliedBy(10), () -> count(feed, FeedMetric.CONNECT_FAILURES) > 0);
        clock.turnUntil(
                "the report",
                STEP,
                () -> "okx: no connection within 10000 ms".equals(feed.report().why()));
        assertThat(feed.report().state()).isEqualTo(State.DEAD);
    }

    @Test
    void engine_thatIsFull_isToldOfTheLossAndRecovers() throws Exception {
        TestVenue venue = okx();
        List<MarketEvent> taken = new ArrayList<>();
        int[] room = {1};
        sink = event -> {
            synchronized (taken) {
                boolean fits = room[0] > 0 || event instanceof FeedLost;
                if (fits) {
                    room[0]--;
                    taken.add(event);
                }
                return fits;
            }
        };
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        IntStream.rangeClosed(1, 4).forEach(number -> peer.send(trade("BTC-USDT", number, 1)));
        clock.until("three refusals", () -> count(feed, FeedMetric.REFUSED_EVENTS) == 3);
        synchronized (taken) {
            assertThat(taken).hasSize(2);
            assertThat(((FeedLost) taken.getLast()).reason()).isEqualTo("the engine is full");
            room[0] = 10;
        }
        peer.send(trade("BTC-USDT", 5, 1));
        clock.until("the recovery", () -> count(feed, FeedMetric.EVENTS) == 2);
        synchronized (taken) {
            assertThat(((TradesLost) taken.get(2)).missing()).as("2, 3 and 4").isEqualTo(3);
            assertThat(((Trade) taken.get(3)).number()).isEqualTo(5);
        }
    }

    @Test
    void instruments_moreThanOneConnectionHolds_areSpreadOverSeveral() throws Exception {
        TestVenue venue = binance(75);
        List<String> names =
                IntStream.range(0, 75).mapToObj(i -> "C" + i + "-USDT").toList();
        FeedHandler feed = start(venue, "binance", names, null);
        Peer first = venue.peer();
        clock.settle();
        assertThat(venue.handshakes).as("the second one waits for its turn").hasValue(1);
        clock.advance(Duration.ofSeconds(2));
        Peer second = venue.peer();
        clock.turnUntil("all subscribed", STEP.multipliedBy(4), () -> streams(first) == 198 && streams(second) == 27);
        assertThat(feed.report().instruments()).isEqualTo(75);
    }

    @Test
    void tls_selfSigned_isRefusedWithoutATrustStoreAndAcceptedWithOne() throws Exception {
        X509Bundle bundle = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        SslContext tls =
                SslContextBuilder.forServer(bundle.toKeyManagerFactory()).build();
        Path pem = Files.writeString(folder.resolve("venue.pem"), bundle.getCertificatePEM());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("venue", bundle.getCertificate());
        Path p12 = folder.resolve("venue.p12");
        try (var out = Files.newOutputStream(p12)) {
            store.store(out, "changeit".toCharArray());
        }

        for (Path trusted : List.of(pem, p12)) {
            TestVenue venue = keep(new TestVenue(OKX_LIST, tls));
            start(
                    venue,
                    "localhost",
                    config(venue, "localhost", "okx", List.of("BTC-USDT")).withTrustStore(trusted));
            Peer peer = venue.peer();
            peer.send(quote("BTC-USDT", "1"));
            assertThat(event()).isInstanceOf(Quote.class);
        }
        TestVenue venue = keep(new TestVenue(OKX_LIST, tls));
        FeedHandler feed = start(venue, "localhost", config(venue, "localhost", "okx", List.of("BTC-USDT")));
        assertThat(((FeedLost) event()).reason()).contains("certification path");
        assertThat(venue.handshakes).hasValue(0);
        assertThat(feed.listings()).isEmpty();

        start(
                venue,
                "wrong host",
                config(venue, "127.0.0.1", "okx", List.of("BTC-USDT")).withTrustStore(pem));
        assertThat(((FeedLost) event()).reason()).contains("127.0.0.1");
        assertThat(venue.handshakes).hasValue(0);
    }

    @Test
    void trustStore_thatCannotBeRead_isAClearError() {
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> Trust.of(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing.pem");
    }

    private static final String OKX_LIST = "{\"code\":\"0\",\"data\":["
            + Stream.of("BTC", "ETH", "SOL")
                    .map(base ->
                            "{\"instType\":\"SPOT\",\"instId\":\"#-USDT\",\"baseCcy\":\"#\",\"quoteCcy\":\"USDT\",\"tickSz\":\"0.1\",\"lotSz\":\"0.01\",\"state\":\"live\"}"
                                    .replace("#", base))
                    .reduce((one, other) -> one + "," + other)
                    .orElseThrow()
            + "]}";

    private TestVenue okx() {
        return keep(new TestVenue(OKX_LIST, null));
    }

    private TestVenue binance(int pairs) {
        String symbols = String.join(
                ",",
                IntStream.range(0, pairs)
                        .mapToObj(i ->
                                "{\"symbol\":\"C%dUSDT\",\"status\":\"TRADING\",\"baseAsset\":\"C%d\",\"quoteAsset\":\"USDT\",\"isSpotTradingAllowed\":true,\"filters\":[]}"
                                        .formatted(i, i))
                        .toList());
        return keep(new TestVenue("{\"symbols\":[" + symbols + "]}", null));
    }

    private FeedHandler start(TestVenue venue, String... instruments) {
        return start(venue, "okx", List.of(instruments), null);
    }

    private FeedHandler start(TestVenue venue, String name, List<String> instruments, @Nullable Path trust) {
        return start(venue, name, config(venue, "127.0.0.1", name, instruments).withTrustStore(trust));
    }

    private FeedHandler start(TestVenue venue, String why, FeedConfig config) {
        VenueAdapter adapter = VenueAdapters.ALL.stream()
                .filter(one ->
                        venue.list.contains("symbols") == one.profile().venue().equals("binance"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(why));
        FeedHandler feed = new FeedHandler(
                adapter, config, new FeedWiring(event -> sink.offer(event), THREADS, clock, 7, () -> {}));
        open.add(() -> feed.stop().get(10, TimeUnit.SECONDS));
        feed.start();
        return feed;
    }

    private static FeedConfig config(TestVenue venue, String host, String name, List<String> instruments) {
        Profile profile = VenueAdapters.of(name).orElseThrow().profile();
        return FeedConfig.of(
                        profile, instruments.stream().map(Instrument::parse).toList())
                .withUrl(venue.url(host));
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private MarketEvent event() throws InterruptedException {
        MarketEvent event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }

    /** The messages of all three channels. */
    private List<String> subscribed(Peer peer) throws InterruptedException {
        clock.turnUntil("three messages", STEP.multipliedBy(7), () -> peer.texts.size() >= 3);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            texts.add(peer.text());
        }
        return texts;
    }

    private static String untilText(Peer peer, String wanted) throws InterruptedException {
        String text = peer.text();
        while (!text.equals(wanted)) {
            text = peer.text();
        }
        return text;
    }

    private static int streams(Peer peer) {
        return peer.texts.stream().mapToInt(text -> text.split("@").length - 1).sum();
    }

    private static List<Listing> active(FeedHandler feed) {
        return feed.listings().stream()
                .filter(ListingInfo::active)
                .map(ListingInfo::listing)
                .toList();
    }

    private static long count(FeedHandler feed, FeedMetric metric) {
        return feed.read().stream()
                .filter(reading -> reading.metric() == metric)
                .mapToLong(reading -> (long) reading.value())
                .sum();
    }

    private static String acknowledgement(String channel, String symbol) {
        return "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"%s\",\"instId\":\"%s\"}}".formatted(channel, symbol);
    }

    private static String quote(String symbol, String bid) {
        return "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"%s\"},\"data\":[{\"bids\":[[\"%s\",\"1\"]],\"asks\":[],\"ts\":\"1767323045000\"}]}"
                .formatted(symbol, bid);
    }

    private static String trade(String symbol, long number, long second) {
        return "{\"arg\":{\"channel\":\"trades\",\"instId\":\"%s\"},\"data\":[{\"instId\":\"%s\",\"tradeId\":\"%d\",\"px\":\"1\",\"sz\":\"1\",\"side\":\"buy\",\"ts\":\"176732304%d000\"}]}"
                .formatted(symbol, symbol, number, second);
    }
}
