package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Demand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookEvent;
import io.quotewire.model.MarketEvent.BookLost;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.adapter.VenueAdapters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Books whose connection is replaced: their thread is spun on, or their state is there before the old one goes. */
@Timeout(60)
class BookRotationTest extends FeedRig {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final Pattern BOOK = Pattern.compile("orderbook\\.1000|@depth|level2");
    private static final Instrument PAIR = Instrument.parse("BTC-USDT");
    private static final String BYBIT = """
            {"retCode":0,"retMsg":"OK","result":{"category":"spot","list":[{"symbol":"BTCUSDT","baseCoin":"BTC",\
            "quoteCoin":"USDT","status":"Trading","lotSizeFilter":{"basePrecision":"0.000001"},"priceFilter":{"tickSize":"0.01"}}]}}""";
    private static final String COINBASE = """
            [{"id":"BTC-USDT","base_currency":"BTC","quote_currency":"USDT","quote_increment":"0.01",\
            "base_increment":"0.00000001","status":"online","trading_disabled":false}]""";

    private TestVenue venue = okx();
    private int steps;

    @Test
    void numberedBook_goesOnUnderTheSameGeneration_withoutAState() throws Exception {
        FeedHandler feed = begin("bybit", BYBIT);
        Peer first = connection();
        first.send(bybit("snapshot", 10));
        assertThat(told(1)).hasExactlyElementsOfTypes(BookSnapshot.class);
        Peer second = rotated(feed, first);

        second.send(bybit("snapshot", 12));
        second.send(bybit("delta", 13));
        second.roundTrip();
        first.send(bybit("delta", 11));
        first.send(bybit("delta", 12));
        first.roundTrip();
        until(first, second, () -> count(feed, FeedMetric.ROTATIONS) == 1);
        second.send(bybit("delta", 14));
        second.roundTrip();

        List<BookEvent> told = told(4);
        assertThat(told).hasOnlyElementsOfType(BookDelta.class);
        assertThat(told).extracting(BookRotationTest::size).containsExactly("11", "12", "13", "14");
        assertThat(told)
                .extracting(event -> ((BookDelta) event).generation())
                .as("the same thread")
                .containsOnly(1L);
    }

    /** Nobody is asked for a state: a hundred books at once would break the venue's limit. */
    @Test
    void bookWhoseStateComesOverRest_isNotAskedForAgain() throws Exception {
        VenueAdapter binance = VenueAdapters.of("binance").orElseThrow();
        venue = keep(new TestVenue(
                "{\"symbols\":[{\"symbol\":\"BTCUSDT\",\"status\":\"TRADING\",\"baseAsset\":\"BTC\",\"quoteAsset\":\"USDT\",\"isSpotTradingAllowed\":true,\"filters\":[]}]}",
                null));
        venue.rest.put("/api/v3/depth", path -> """
                {"lastUpdateId":100,"bids":[["1","1"]],"asks":[]}""");
        FeedHandler feed = begin(binance, config(venue, "127.0.0.1", "binance", List.of("BTC-USDT")));
        feed.wanted(new Listing("binance", PAIR), Demand.Part.BOOK);
        Peer first = connection();
        first.send(binance(99, 101));
        clock.turnUntil("the state", STEP, () -> {
            first.send("{\"result\":null,\"id\":99}");
            return events.stream().anyMatch(BookDelta.class::isInstance);
        });
        told(2);
        Peer second = rotated(feed, first);
        first.send(binance(102, 104));
        first.roundTrip();
        second.send(binance(103, 106));
        second.roundTrip();
        until(first, second, () -> count(feed, FeedMetric.ROTATIONS) == 1);
        second.send(binance(107, 107));
        second.roundTrip();

        assertThat(told(3)).extracting(BookRotationTest::size).containsExactly("104", "106", "107");
        assertThat(venue.asked).hasSize(1);
    }

    @Test
    void bookWithoutNumbers_isReplacedByTheStateOfTheNewConnection_whenItIsNotBehind() throws Exception {
        FeedHandler feed = begin("coinbase", COINBASE);
        Peer first = connection();
        first.send(coinbase("snapshot", 1));
        told(1);
        Peer second = rotated(feed, first);
        first.send(coinbase("l2update", 3));
        first.roundTrip();
        second.send(coinbase("snapshot", 2));
        second.roundTrip();
        clock.settle();
        second.send(coinbase("l2update", 4));
        until(first, second, () -> count(feed, FeedMetric.ROTATIONS) == 1);
        second.send(coinbase("l2update", 5));

        List<BookEvent> told = told(3);
        assertThat(told).hasExactlyElementsOfTypes(BookDelta.class, BookSnapshot.class, BookDelta.class);
        assertThat(told)
                .extracting(BookRotationTest::size)
                .as("never back to 2")
                .containsExactly("3", "4", "5");
        assertThat(((BookSnapshot) told.get(1)).generation()).isEqualTo(2);
    }

    /** What the old one heard while the new one caught up went nowhere, and no number would ever tell. */
    @Test
    void bookWithoutNumbers_whoseNewConnectionEndsWhileItCatchesUp_isFoundAnew() throws Exception {
        FeedHandler feed = begin("coinbase", COINBASE);
        Peer first = connection();
        first.send(coinbase("snapshot", 3));
        told(1);
        Peer second = rotated(feed, first);
        first.send(coinbase("l2update", 4));
        first.roundTrip();
        second.send(coinbase("snapshot", 2));
        second.roundTrip();
        clock.advance(Duration.ofSeconds(4));
        clock.settle();
        first.send(coinbase("l2update", 5));
        first.roundTrip();
        second.drop();

        List<BookEvent> told = told(2);
        assertThat(told).hasExactlyElementsOfTypes(BookDelta.class, BookLost.class);
        assertThat(size(told.getFirst())).isEqualTo("4");
    }

    /** Better lost and found than wrong. */
    @Test
    void bookThatDoesNotMeet_isLostAndFoundByTheNewConnection() throws Exception {
        FeedHandler feed = begin("bybit", BYBIT);
        Peer first = connection();
        first.send(bybit("snapshot", 10));
        told(1);
        Peer second = rotated(feed, first);
        second.send(bybit("delta", 500));
        second.roundTrip();
        clock.turnUntil("the state asked for", STEP, () -> {
            awake(first, second);
            return second.texts.stream().anyMatch(text -> text.contains("unsubscribe"));
        });
        answer(second);
        second.send(bybit("snapshot", 600));
        until(first, second, () -> count(feed, FeedMetric.ROTATIONS) == 1);

        List<BookEvent> told = told(2);
        assertThat(told).hasExactlyElementsOfTypes(BookLost.class, BookSnapshot.class);
        assertThat(((BookSnapshot) told.get(1)).generation()).isEqualTo(2);
    }

    @Test
    void bookOfANewConnectionThatEnds_isSpunOnByTheOldOne() throws Exception {
        FeedHandler feed = begin("bybit", BYBIT);
        Peer first = connection();
        first.send(bybit("snapshot", 10));
        told(1);
        Peer second = rotated(feed, first);
        second.send(bybit("snapshot", 10));
        clock.turnUntil("the thread spun on", STEP, () -> {
            awake(first, second);
            second.send(bybit("delta", 11));
            return events.stream().anyMatch(BookDelta.class::isInstance);
        });
        second.drop();
        clock.turnUntil("its end", STEP, () -> count(feed, FeedMetric.CONNECT_FAILURES) == 1);
        first.send(bybit("delta", 11));
        first.send(bybit("delta", 12));
        first.roundTrip();
        assertThat(told(2)).extracting(BookRotationTest::size).containsExactly("11", "12");

        first.send(bybit("delta", 20));
        assertThat(told(1)).hasExactlyElementsOfTypes(BookLost.class);
        clock.turnUntil("the state asked of the first one", STEP, () -> {
            awake(first);
            return first.texts.stream().anyMatch(text -> text.contains("unsubscribe"));
        });
    }

    private FeedHandler begin(String name, String list) {
        VenueAdapter adapter = VenueAdapters.of(name).orElseThrow();
        venue = keep(new TestVenue(list, null));
        FeedHandler feed =
                begin(adapter, FeedConfig.of(adapter.profile(), List.of(PAIR)).withUrl(venue.url("127.0.0.1")));
        feed.wanted(new Listing(name, PAIR), Demand.Part.BOOK);
        return feed;
    }

    private Peer rotated(FeedHandler feed, Peer first) throws InterruptedException {
        feed.rotate("told to");
        return connection(first);
    }

    private Peer connection(Peer... others) throws InterruptedException {
        clock.turnUntil("a connection", STEP, () -> {
            awake(others);
            return !venue.peers.isEmpty();
        });
        Peer peer = venue.peer();
        clock.turnUntil("the book's channel", STEP, () -> {
            awake(others);
            return peer.texts.stream().anyMatch(text -> BOOK.matcher(text).find());
        });
        answer(peer);
        return peer;
    }

    /** Whatever was asked has been done, in each venue's own words. */
    private static void answer(Peer peer) throws InterruptedException {
        int texts = peer.texts.size();
        for (int id = 1; id <= texts; id++) {
            String text = peer.text();
            if (text.contains("orderbook") || text.contains("publicTrade") || text.contains("tickers.")) {
                String number = text.replaceAll(".*\"req_id\":\"(\\d+)\".*", "$1");
                peer.send("{\"success\":true,\"ret_msg\":\"\",\"conn_id\":\"c\",\"req_id\":\"%s\",\"op\":\"subscribe\"}"
                        .formatted(number));
            } else if (text.contains("@")) {
                peer.send("{\"result\":null,\"id\":%s}".formatted(text.replaceAll(".*\"id\":(\\d+).*", "$1")));
            } else {
                peer.send("""
                        {"type":"subscriptions","channels":[{"name":"ticker","product_ids":["BTC-USDT"]},\
                        {"name":"matches","product_ids":["BTC-USDT"]},{"name":"level2_batch","product_ids":["BTC-USDT"]}]}""");
            }
        }
        peer.roundTrip();
    }

    private void until(Peer first, Peer second, BooleanSupplier condition) {
        clock.turnUntil("the change", STEP, () -> {
            awake(first, second);
            return condition.getAsBoolean();
        });
    }

    /** Not each time: where pongs count as messages, they would leave no room for others. */
    private void awake(Peer... peers) {
        if (++steps % 15 == 0) {
            List.of(peers).forEach(Peer::ping);
        }
    }

    private List<BookEvent> told(int count) throws InterruptedException {
        List<BookEvent> told = new ArrayList<>();
        while (told.size() < count) {
            MarketEvent event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("only " + told);
            }
            if (event instanceof BookEvent book) {
                told.add(book);
            }
        }
        return told;
    }

    private static String size(BookEvent event) {
        return switch (event) {
            case BookDelta delta -> delta.bids().size(0).toString();
            case BookSnapshot snapshot -> snapshot.bids().size(0).toString();
            default -> event.toString();
        };
    }

    private static String bybit(String type, long number) {
        return """
                {"topic":"orderbook.1000.BTCUSDT","ts":1767323045000,"type":"%s","data":{"s":"BTCUSDT","b":[["1","%d"]],\
                "a":[],"u":%d,"seq":7},"cts":1767323044990}""".formatted(type, number, number);
    }

    private static String binance(long from, long to) {
        return """
                {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1767323045000,"s":"BTCUSDT","U":%d,"u":%d,\
                "b":[["1","%d"]],"a":[]}}""".formatted(from, to, to);
    }

    private static String coinbase(String type, int second) {
        boolean snapshot = type.equals("snapshot");
        String levels = snapshot
                ? "\"bids\":[[\"1\",\"%d\"]],\"asks\":[]".formatted(second)
                : "\"changes\":[[\"buy\",\"1\",\"%d\"]]".formatted(second);
        return "{\"type\":\"%s\",\"product_id\":\"BTC-USDT\",%s,\"time\":\"2026-01-02T03:04:0%d.000000Z\"}"
                .formatted(type, levels, second);
    }
}
