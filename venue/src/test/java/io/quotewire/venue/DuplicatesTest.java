package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Demand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Acknowledged;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.adapter.VenueAdapters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Venues that say things twice. Each trade is told once, and those that came again are counted to the last one; changes of a
 * book that came again are counted as old, and the book is what it would be without them.
 */
@Timeout(60)
class DuplicatesTest extends FeedRig {
    private static final Instrument BTC = Instrument.parse("BTC-USDT");
    private static final int FRAMES = 2_000;

    /** So many changes come before a state that is asked for. */
    private static final int WAITING = 500;

    /** Number of the books' state. */
    private static final long STATE = 100;

    private static final List<String> REST = List.of("/api/v3/depth", "/api/v4/spot/order_book");

    /** Frames behind the first, at most, that the second of a pair comes. */
    private static final int LATEST = 30;

    /** Two venues that number their trades, and two that only name them; their books begin in the stream, or over REST. */
    enum Way {
        OKX(
                "okx",
                "\"books\"",
                OKX_LIST,
                "{'arg':{'channel':'trades','instId':'BTC-USDT'},'data':[{'instId':'BTC-USDT','tradeId':'%1$d','px':'1','sz':'1','side':'buy','ts':'1767323045000'}]}",
                "{'arg':{'channel':'books','instId':'BTC-USDT'},'action':'snapshot','data':[{'asks':[],'bids':[['1','1','0','1']],'ts':'1767323045000','checksum':0,'seqId':100,'prevSeqId':-1}]}",
                "{'arg':{'channel':'books','instId':'BTC-USDT'},'action':'update','data':[{'asks':[],'bids':[['1','%1$d','0','1']],'ts':'1767323045000','checksum':0,'seqId':%1$d,'prevSeqId':%2$d}]}"),
        BINANCE(
                "binance",
                "@depth",
                "{'symbols':[{'symbol':'BTCUSDT','status':'TRADING','baseAsset':'BTC','quoteAsset':'USDT','isSpotTradingAllowed':true,'filters':[]}]}",
                "{'stream':'btcusdt@trade','data':{'e':'trade','E':1767323045000,'s':'BTCUSDT','t':%1$d,'p':'1','q':'1','T':1767323045000,'m':false,'M':true}}",
                "{'lastUpdateId':100,'bids':[['1','1']],'asks':[]}",
                "{'stream':'btcusdt@depth@100ms','data':{'e':'depthUpdate','E':1767323045000,'s':'BTCUSDT','U':%1$d,'u':%1$d,'b':[['1','%1$d']],'a':[]}}"),
        BYBIT(
                "bybit",
                "orderbook.1000",
                "{'retCode':0,'retMsg':'OK','result':{'category':'spot','list':[{'symbol':'BTCUSDT','baseCoin':'BTC','quoteCoin':'USDT','status':'Trading','lotSizeFilter':{'basePrecision':'0.000001'},'priceFilter':{'tickSize':'0.01'}}]}}",
                "{'topic':'publicTrade.BTCUSDT','ts':1767323045000,'type':'snapshot','data':[{'i':'%1$d','T':1767323045000,'p':'1','v':'1','S':'Buy','s':'BTCUSDT','BT':false}]}",
                "{'topic':'orderbook.1000.BTCUSDT','ts':1767323045000,'type':'snapshot','data':{'s':'BTCUSDT','b':[['1','1']],'a':[],'u':100,'seq':7},'cts':1767323044990}",
                "{'topic':'orderbook.1000.BTCUSDT','ts':1767323045000,'type':'delta','data':{'s':'BTCUSDT','b':[['1','%1$d']],'a':[],'u':%1$d,'seq':7},'cts':1767323044990}"),
        GATE(
                "gate",
                "spot.order_book_update",
                "[{'id':'BTC_USDT','base':'BTC','quote':'USDT','amount_precision':6,'precision':1,'trade_status':'tradable'}]",
                "{'time':1767323045,'channel':'spot.trades','event':'update','result':{'id':%1$d,'create_time':1767323045,'create_time_ms':'1767323045000.0','side':'buy','currency_pair':'BTC_USDT','amount':'1','price':'1'}}",
                "{'id':100,'current':1767323045000,'update':1767323045000,'asks':[],'bids':[['1','1']]}",
                "{'time':1767323045,'time_ms':1767323045000,'channel':'spot.order_book_update','event':'update','result':{'t':1767323045000,'e':'depthUpdate','E':1767323045,'s':'BTC_USDT','U':%1$d,'u':%1$d,'b':[['1','%1$d']],'a':[]}}");

        private final String venue;
        private final String book;
        private final String list;
        private final String trade;
        private final String state;
        private final String change;

        Way(String venue, String book, String list, String trade, String state, String change) {
            this.venue = venue;
            this.book = book;
            this.list = list.replace('\'', '"');
            this.trade = trade.replace('\'', '"');
            this.state = state.replace('\'', '"');
            this.change = change.replace('\'', '"');
        }

        VenueAdapter adapter() {
            return VenueAdapters.of(venue).orElseThrow();
        }

        boolean isStateInStream() {
            return adapter().profile().book().start() == BookPlan.Start.STREAM;
        }
    }

    /** One frame in twenty comes again, at once or some frames later. */
    @ParameterizedTest
    @EnumSource
    void trades_ofWhichSomeComeTwice_areToldOnceEach_andTheOthersAreCounted(Way way) throws Exception {
        TestVenue venue = venue(way);
        FeedHandler feed = start(way, venue);
        Peer peer = venue.peer();
        long repeated = send(peer, 0, FRAMES, number -> way.trade.formatted(number));

        assertThat(repeated).isBetween(60L, 140L);
        assertThat(names()).containsExactlyElementsOf(numbers(1, FRAMES));
        assertThat(count(feed, FeedMetric.DUPLICATES)).isEqualTo(repeated);
        assertThat(count(feed, FeedMetric.GAPS)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void trades_thatAllComeTwice_areToldOnceEach(Way way) throws Exception {
        TestVenue venue = venue(way);
        FeedHandler feed = start(way, venue);
        Peer peer = venue.peer();
        for (long number = 1; number <= FRAMES; number++) {
            peer.send(way.trade.formatted(number));
            peer.send(way.trade.formatted(number));
        }
        peer.roundTrip();

        assertThat(names()).containsExactlyElementsOf(numbers(1, FRAMES));
        assertThat(count(feed, FeedMetric.DUPLICATES)).isEqualTo(FRAMES);
    }

    /** Also those that come while the state is still waited for: they do not cost what waits for it. */
    @ParameterizedTest
    @EnumSource
    void bookChanges_ofWhichSomeComeTwice_areCountedAsOld_andTheBookIsUnharmed(Way way) throws Exception {
        TestVenue venue = venue(way);
        FeedHandler feed = start(way, venue);
        feed.wanted(new Listing(way.venue, BTC), Demand.Part.BOOK);
        Peer peer = venue.peer();
        clock.turnUntil("the request", STEP, () -> peer.texts.stream().anyMatch(text -> text.contains(way.book)));
        if (way.isStateInStream()) {
            peer.send(way.state);
        }
        for (int i = 0; i < 2; i++) {
            peer.send(way.change.formatted(STATE + 1, STATE));
        }
        long repeated = 1 + send(peer, STATE + 1, WAITING, number -> way.change.formatted(number, number - 1));
        clock.turnUntil("the book", STEP, () -> count(feed, FeedMetric.EVENTS) > WAITING);
        repeated +=
                send(peer, STATE + 1 + WAITING, FRAMES - WAITING, number -> way.change.formatted(number, number - 1));

        assertThat(sizes()).containsExactlyElementsOf(numbers(STATE + 1, STATE + 1 + FRAMES));
        assertThat(count(feed, FeedMetric.BOOKS_OLD)).isEqualTo(repeated);
        assertThat(count(feed, FeedMetric.BOOKS_LOST)).isZero();
        assertThat(count(feed, FeedMetric.BOOKS_STATELESS)).isZero();
        assertThat(count(feed, FeedMetric.BOOK_STATE_FAILURES)).isZero();
    }

    private TestVenue venue(Way way) {
        TestVenue venue = keep(new TestVenue(way.list, null));
        REST.forEach(path -> venue.rest.put(path, asked -> way.state));
        return venue;
    }

    private FeedHandler start(Way way, TestVenue venue) {
        FeedConfig config = FeedConfig.of(way.adapter().profile(), List.of(BTC))
                .withUrl(venue.url("127.0.0.1"))
                .withAudit(Duration.ZERO);
        return begin(way.adapter(), config);
    }

    /** Sends what bears these numbers, some of it a second time; says how much of it. */
    private static long send(Peer peer, long before, int count, LongFunction<String> frame)
            throws InterruptedException {
        SplittableRandom random = new SplittableRandom(before);
        Map<Integer, List<Long>> again = new HashMap<>();
        long repeated = 0;
        for (int i = 0; i < count + LATEST; i++) {
            if (i < count) {
                peer.send(frame.apply(before + i + 1));
            }
            if (i < count && random.nextInt(20) == 0) {
                int at = i + random.nextInt(LATEST);
                again.computeIfAbsent(at, key -> new ArrayList<>()).add(before + i + 1);
                repeated++;
            }
            again.getOrDefault(i, List.of()).forEach(number -> peer.send(frame.apply(number)));
        }
        peer.roundTrip();
        return repeated;
    }

    private List<Long> names() {
        return told().stream().map(event -> Long.valueOf(((Trade) event).id())).toList();
    }

    /** Of what changed in the one book, behind its one state. */
    private List<Long> sizes() {
        List<MarketEvent> told = told();
        assertThat(told.removeFirst()).isInstanceOf(BookSnapshot.class);
        return told.stream()
                .map(event -> ((BookDelta) event).bids().size(0).toBigDecimal().longValueExact())
                .toList();
    }

    private List<MarketEvent> told() {
        List<MarketEvent> told = new ArrayList<>();
        events.drainTo(told);
        told.removeIf(Acknowledged.class::isInstance);
        return told;
    }

    private static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
