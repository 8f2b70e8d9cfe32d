package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Channel;
import io.quotewire.model.Demand;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Acknowledged;
import io.quotewire.model.MarketEvent.BookClosed;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookLost;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.model.MarketEvent.FeedClosed;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.adapter.VenueAdapters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Books on a real socket: begun on demand, found anew alone, left alone when nobody wants them. */
class FeedBookTest extends FeedRig {
    private static final Listing BTC = new Listing("bybit", Instrument.parse("BTC-USDT"));
    private static final Listing ETH = new Listing("bybit", Instrument.parse("ETH-USDT"));
    private static final String LIST = """
            {"retCode":0,"retMsg":"OK","result":{"category":"spot","list":[%s,%s]}}""".formatted(listed("BTC"), listed("ETH"));

    private static final String PRODUCTS = """
            {"products":[{"product_id":"BTC-USDT","base_increment":"0.01","status":"online","product_type":"SPOT",\
            "quote_currency_id":"USDT","base_currency_id":"BTC","alias":"","price_increment":"0.01"}]}""";

    private final TestVenue venue = keep(new TestVenue(LIST, null));

    @Test
    void book_isSubscribedOnDemand_andLeftWithoutIt_whilePricesFlow() throws Exception {
        FeedHandler feed = start();
        Peer peer = venue.peer();
        clock.turnUntil("prices", Duration.ofMillis(100), () -> peer.texts.size() >= 3);
        assertThat(peer.texts).noneMatch(FeedBookTest::isBook);
        peer.texts.clear();

        feed.wanted(BTC, Demand.Part.BOOK);
        clock.turnUntil(
                "the book", Duration.ofMillis(100), () -> peer.texts.stream().anyMatch(FeedBookTest::isBook));
        String request = peer.text();
        assertThat(request).contains("\"subscribe\"").contains("BTCUSDT").doesNotContain("ETHUSDT");
        peer.send(state(10, "100"));
        peer.send(change(11, "100", "2"));
        assertThat(next(BookSnapshot.class).listing()).isEqualTo(BTC);
        assertThat(next(BookDelta.class).bids().toString()).isEqualTo("[100 x 2]");

        feed.unwanted(BTC, Demand.Part.BOOK);
        assertThat(next(BookClosed.class).why()).isEqualTo("no_demand");
        clock.turnUntil("unsubscribed", Duration.ofMillis(100), () -> !peer.texts.isEmpty());
        assertThat(peer.text()).contains("\"unsubscribe\"").contains("BTCUSDT");
    }

    @Test
    void hole_inOneBook_isFoundAnewAlone_once_andTheNextOneLater() throws Exception {
        FeedHandler feed = start();
        Peer peer = books(feed);
        peer.send(state(10, "100"));
        peer.send(change(12, "100", "2"));
        peer.send(change(13, "100", "2"));
        peer.send(change(14, "100", "2"));
        assertThat(next(BookLost.class).why()).contains("12").contains("10");
        clock.turnUntil("both", Duration.ofMillis(100), () -> peer.texts.size() >= 2);
        assertThat(List.of(peer.text(), peer.text()))
                .allMatch(text -> isBook(text) && text.contains("BTCUSDT") && !text.contains("ETHUSDT"))
                .anyMatch(text -> text.contains("\"unsubscribe\""))
                .anyMatch(text -> text.contains("\"subscribe\""));
        peer.roundTrip();
        assertThat(peer.texts).as("no more for more of the same hole").isEmpty();

        peer.send(state(20, "101"));
        BookSnapshot second = next(BookSnapshot.class);
        assertThat(second.generation()).isEqualTo(2);
        peer.send(change(30, "100", "2"));
        assertThat(next(BookLost.class).generation()).isEqualTo(2);
        peer.roundTrip();
        clock.advance(Duration.ofMillis(400));
        clock.settle();
        assertThat(peer.texts)
                .as("soon after it was found a book that is lost again has to wait")
                .isEmpty();
        clock.turnUntil("again", Duration.ofMillis(100), () -> peer.texts.size() >= 2);
        assertThat(count(feed, FeedMetric.BOOKS_LOST)).isEqualTo(2);
        assertThat(count(feed, FeedMetric.BOOKS_STATELESS)).isEqualTo(4);
    }

    @Test
    void resync_ofTheLifeUnderWay_isDone_andOneOfAnEarlierLifeIsNot() throws Exception {
        FeedHandler feed = start();
        Peer peer = books(feed);
        peer.send(state(10, "100"));
        long generation = next(BookSnapshot.class).generation();

        feed.ask(new FeedCommand.Resync(BTC, generation - 1, "an old one"));
        feed.ask(new FeedCommand.Resync(BTC, generation, "checksum"));
        feed.ask(new FeedCommand.Resync(BTC, generation, "checksum"));

        assertThat(next(BookLost.class).why()).isEqualTo("checksum");
        clock.turnUntil("both", Duration.ofMillis(100), () -> peer.texts.size() >= 2);
        peer.roundTrip();
        assertThat(peer.texts).hasSize(2);
        peer.send(state(1, "100"));
        assertThat(next(BookSnapshot.class).generation()).isGreaterThan(generation);
    }

    @Test
    void resubscribe_ofAChannel_endsAndBeginsThatOne() throws Exception {
        FeedHandler feed = start();
        Peer peer = venue.peer();
        clock.turnUntil("prices", Duration.ofMillis(100), () -> peer.texts.size() >= 3);
        answer(peer);
        assertThat(next(Acknowledged.class).listing().venue()).isEqualTo("bybit");

        feed.ask(new FeedCommand.Resubscribe(ETH, Channel.TRADES, "mute"));
        clock.turnUntil("both", Duration.ofMillis(100), () -> peer.texts.size() >= 2);

        assertThat(List.of(peer.text(), peer.text()))
                .allMatch(text -> text.contains("publicTrade.ETHUSDT") && !text.contains("BTCUSDT"));
        assertThat(count(feed, FeedMetric.COMMANDS)).isEqualTo(1);
        assertThat(count(feed, FeedMetric.RESUBSCRIPTIONS)).isEqualTo(1);
    }

    @Test
    void probe_asksAtOnce_andEndsWhoDoesNotAnswer() throws Exception {
        FeedHandler feed = start();
        Peer peer = venue.peer();
        clock.turnUntil("prices", Duration.ofMillis(100), () -> peer.texts.size() >= 3);
        peer.texts.clear();

        feed.ask(new FeedCommand.Probe("bybit", "nothing at all comes"));
        clock.turnUntil(
                "a ping", Duration.ofMillis(20), () -> peer.texts.stream().anyMatch(text -> text.contains("ping")));
        clock.turnUntil("lost", Duration.ofMillis(500), () -> events.stream().anyMatch(FeedLost.class::isInstance));
    }

    @Test
    void reconnect_makesTheConnectionAnew() throws Exception {
        FeedHandler feed = start();
        Peer peer = venue.peer();
        clock.turnUntil("prices", Duration.ofMillis(100), () -> peer.texts.size() >= 3);

        feed.ask(new FeedCommand.Reconnect(BTC, "still mute"));
        assertThat(next(FeedLost.class).reason()).contains("still mute");
        clock.turnUntil("another", Duration.ofMillis(200), () -> !venue.peers.isEmpty());
    }

    @Test
    void engine_withoutRoomForABook_isGivenItsStateAnew() throws Exception {
        FeedHandler feed = start();
        Peer peer = books(feed);
        peer.send(state(10, "100"));
        next(BookSnapshot.class);
        sink = event -> !(event instanceof BookDelta) && events.offer(event);
        peer.send(change(11, "100", "2"));
        assertThat(next(FeedLost.class).reason()).isEqualTo("the engine is full");
        sink = events::offer;

        clock.turnUntil("both", Duration.ofMillis(100), () -> peer.texts.size() >= 2);
        peer.send(state(20, "100"));
        assertThat(next(BookSnapshot.class).generation()).isEqualTo(2);
        assertThat(count(feed, FeedMetric.REFUSED_BOOKS)).isEqualTo(1);
    }

    @Test
    void book_stillWantedWhenThePricesAreNot_isFoundAnew() throws Exception {
        FeedHandler feed = start(ETH);
        feed.wanted(BTC, Demand.Part.PRICES);
        Peer peer = books(feed);
        peer.send(state(10, "100"));
        long generation = next(BookSnapshot.class).generation();

        feed.unwanted(BTC, Demand.Part.PRICES);
        assertThat(next(FeedClosed.class).why()).isEqualTo("no_demand");
        peer.send(change(11, "100", "2"));
        clock.turnUntil(
                "the book begun anew",
                Duration.ofMillis(100),
                () -> peer.texts.stream().filter(FeedBookTest::isBook).count() == 2);
        peer.send(state(20, "101"));

        assertThat(next(BookSnapshot.class).generation()).isGreaterThan(generation);
        assertThat(count(feed, FeedMetric.BOOKS_STATELESS))
                .as("the engine has no state that 11 could change")
                .isEqualTo(1);
    }

    @Test
    void book_thatWasLeft_isNotBroughtBackByWhatWasOnItsWay() throws Exception {
        FeedHandler feed = start();
        Peer peer = books(feed);
        peer.send(state(10, "100"));
        next(BookSnapshot.class);
        feed.unwanted(BTC, Demand.Part.BOOK);
        next(BookClosed.class);
        peer.send(change(11, "100", "2"));
        peer.send(state(12, "100"));
        clock.until("both", () -> count(feed, FeedMetric.UNKNOWN) == 2);

        clock.turnUntil("unsubscribed", Duration.ofMillis(100), () -> !peer.texts.isEmpty());
        assertThat(peer.text()).contains("\"unsubscribe\"");
        noMoreOfABook(feed, peer);
    }

    @Test
    void book_leftAndWantedAgainBeforeThatWasSaid_isBegunAnew() throws Exception {
        FeedHandler feed = start();
        Peer peer = books(feed);
        peer.send(state(10, "100"));
        next(BookSnapshot.class);
        feed.unwanted(BTC, Demand.Part.BOOK);
        feed.wanted(BTC, Demand.Part.BOOK);
        next(BookClosed.class);

        clock.turnUntil("both", Duration.ofMillis(100), () -> peer.texts.size() == 2);
        assertThat(peer.text()).contains("\"unsubscribe\"").contains("BTCUSDT");
        assertThat(peer.text()).contains("\"subscribe\"").contains("BTCUSDT");
    }

    @Test
    void prices_leftAndWantedAgain_areAskedForThoughOldOnesWereStillOnTheirWay() throws Exception {
        TestVenue okx = okx();
        FeedHandler feed = start(okx, "ETH-USDT");
        Peer peer = okx.peer();
        feed.wanted(FeedRig.BTC, Demand.Part.PRICES);
        clock.turnUntil(
                "all",
                Duration.ofMillis(400),
                () -> peer.texts.stream().anyMatch(text -> text.contains("trades") && text.contains("BTC-USDT")));
        peer.send(quote("BTC-USDT", "100"));
        next(MarketEvent.Quote.class);
        feed.unwanted(FeedRig.BTC, Demand.Part.PRICES);
        clock.turnUntil(
                "left",
                Duration.ofMillis(400),
                () -> peer.texts.stream().anyMatch(text -> text.contains("unsubscribe") && text.contains("trades")));
        peer.texts.clear();

        feed.wanted(FeedRig.BTC, Demand.Part.PRICES);
        peer.roundTrip();
        peer.send(quote("BTC-USDT", "101"));
        next(MarketEvent.Quote.class);
        clock.turnUntil(
                "asked for",
                Duration.ofMillis(400),
                () -> peer.texts.stream()
                        .anyMatch(text -> text.contains("\"subscribe\"")
                                && text.contains("bbo-tbt")
                                && text.contains("BTC-USDT")));
    }

    @Test
    void book_leftWhileTheEngineIsFull_isClosedBeforeAnythingElseOfIt() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        sink = event -> !full.get() && events.offer(event);
        FeedHandler feed = start();
        Peer peer = books(feed);
        peer.send(state(10, "100"));
        next(BookSnapshot.class);
        full.set(true);
        feed.unwanted(BTC, Demand.Part.BOOK);
        clock.turnUntil("unsubscribed", Duration.ofMillis(100), () -> !peer.texts.isEmpty());
        full.set(false);

        assertThat(next(BookClosed.class).why()).isEqualTo("no_demand");
    }

    @Test
    void answer_thatComesWhenTheBookWasLeft_isNoReasonToLookForIt() throws Exception {
        TestVenue okx = okx();
        FeedHandler feed = start(okx, "BTC-USDT");
        feed.wanted(FeedRig.BTC, Demand.Part.BOOK);
        Peer peer = okx.peer();
        clock.turnUntil("all", Duration.ofMillis(400), () -> peer.texts.size() == 4);
        List.of("bbo-tbt", "tickers", "trades").forEach(one -> peer.send(acknowledgement(one, "BTC-USDT")));
        feed.unwanted(FeedRig.BTC, Demand.Part.BOOK);
        next(BookClosed.class);
        peer.send(acknowledgement("books", "BTC-USDT"));

        clock.turnUntil("unsubscribed", Duration.ofMillis(400), () -> peer.texts.size() == 5);
        peer.texts.clear();
        noMoreOfABook(feed, peer);
    }

    @Test
    void change_toldTwice_isCounted_andTheBookGoesOn() throws Exception {
        FeedHandler feed = start();
        Peer peer = books(feed);
        peer.send(state(10, "100"));
        peer.send(change(11, "100", "2"));
        peer.send(change(11, "100", "2"));
        peer.send(change(12, "100", "3"));

        assertThat(next(BookDelta.class).bids().toString()).isEqualTo("[100 x 2]");
        assertThat(next(BookDelta.class).bids().toString()).isEqualTo("[100 x 3]");
        assertThat(count(feed, FeedMetric.BOOKS_OLD)).isEqualTo(1);
        assertThat(count(feed, FeedMetric.BOOKS_LOST)).isZero();
    }

    @Test
    void hole_inTheNumbersOfAConnectionsFrames_isCountedOnce_andTakesItsBooks() throws Exception {
        TestVenue advanced = keep(new TestVenue(PRODUCTS, null));
        FeedHandler feed = begin(
                VenueAdapters.of("coinbase-advanced").orElseThrow(),
                config(advanced, "127.0.0.1", "coinbase-advanced", List.of("BTC-USDT")));
        feed.wanted(new Listing("coinbase-advanced", BTC.instrument()), Demand.Part.BOOK);
        Peer peer = advanced.peer();
        clock.turnUntil(
                "the book's channel",
                Duration.ofMillis(400),
                () -> peer.texts.stream().anyMatch(text -> text.contains("level2")));
        peer.send(levels("snapshot", 0));
        peer.send(levels("update", 1));
        next(BookSnapshot.class);
        next(BookDelta.class);
        peer.send(levels("update", 1)); // That it comes twice is no hole.
        next(BookDelta.class);
        peer.send(levels("update", 3));
        peer.send(levels("update", 4));

        assertThat(next(BookLost.class).why()).isEqualTo("frame 3 does not follow 1");
        peer.roundTrip();
        assertThat(count(feed, FeedMetric.FRAME_GAPS)).isEqualTo(1);
        assertThat(count(feed, FeedMetric.BOOKS_LOST)).isEqualTo(1);
        assertThat(count(feed, FeedMetric.BOOKS_STATELESS)).isEqualTo(2);
    }

    /** For half a minute, in which a book that is looked for is asked for more than once. */
    private void noMoreOfABook(FeedHandler feed, Peer peer) throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            turn(feed, Duration.ofSeconds(1));
            peer.roundTrip();
        }
        assertThat(peer.texts).noneMatch(text -> text.contains("subscribe"));
        assertThat(events).noneMatch(BookSnapshot.class::isInstance);
        assertThat(count(feed, FeedMetric.BOOK_STATES_ASKED)).isZero();
        assertThat(count(feed, FeedMetric.BOOK_STATE_FAILURES)).isZero();
    }

    private FeedHandler start() {
        return start(BTC, ETH);
    }

    private FeedHandler start(Listing... configured) {
        VenueAdapter adapter = VenueAdapters.of("bybit").orElseThrow();
        List<Instrument> instruments =
                Stream.of(configured).map(Listing::instrument).toList();
        FeedConfig config = FeedConfig.of(adapter.profile(), instruments).withUrl(venue.url("127.0.0.1"));
        return begin(adapter, config);
    }

    /** Prices are subscribed and so is the one book, all of it answered; the peer has nothing left to say. */
    private Peer books(FeedHandler feed) throws InterruptedException {
        feed.wanted(BTC, Demand.Part.BOOK);
        Peer peer = venue.peer();
        clock.turnUntil("all", Duration.ofMillis(100), () -> peer.texts.stream().anyMatch(FeedBookTest::isBook));
        answer(peer);
        return peer;
    }

    private static void answer(Peer peer) throws InterruptedException {
        for (int id = 1; !peer.texts.isEmpty(); id++) {
            peer.text();
            peer.send("{\"success\":true,\"ret_msg\":\"\",\"conn_id\":\"c\",\"req_id\":\"%d\",\"op\":\"subscribe\"}"
                    .formatted(id));
        }
        peer.roundTrip();
    }

    private <T extends MarketEvent> T next(Class<T> kind) throws InterruptedException {
        List<MarketEvent> others = new ArrayList<>();
        for (MarketEvent event = events.poll(20, TimeUnit.SECONDS);
                event != null;
                event = events.poll(20, TimeUnit.SECONDS)) {
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
            others.add(event);
        }
        throw new AssertionError("no " + kind.getSimpleName() + " but " + others);
    }

    private static boolean isBook(String request) {
        return request.contains("orderbook.1000.");
    }

    private static String state(long number, String price) {
        return book("snapshot", number, price, "1");
    }

    private static String change(long number, String price, String size) {
        return book("delta", number, price, size);
    }

    private static String book(String type, long number, String price, String size) {
        return """
                {"topic":"orderbook.1000.BTCUSDT","ts":1767323045000,"type":"%s","data":{"s":"BTCUSDT","b":[["%s","%s"]],\
                "a":[],"u":%d,"seq":7},"cts":1767323044990}""".formatted(type, price, size, number);
    }

    private static String levels(String type, long number) {
        return """
                {"channel":"l2_data","timestamp":"2026-01-02T03:04:05Z","sequence_num":%d,"events":[{"type":"%s",\
                "product_id":"BTC-USDT","updates":[{"side":"bid","price_level":"100","new_quantity":"1"}]}]}""".formatted(number, type);
    }

    private static String listed(String base) {
        return """
                {"symbol":"%sUSDT","baseCoin":"%s","quoteCoin":"USDT","innovation":"0","status":"Trading",\
                "lotSizeFilter":{"basePrecision":"0.000001"},"priceFilter":{"tickSize":"0.01"}}""".formatted(base, base);
    }
}
