package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotewire.model.Demand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.Metric;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.LimitMetric;
import io.quotewire.venue.limit.TestDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ledger as a feed's only door to its venue. */
@Timeout(60)
class FeedLimitsTest extends FeedRig {
    private static final Listing C0 = new Listing("binance", Instrument.parse("C0-USDT"));
    private static final String BYBIT_LIST = """
            {"retCode":0,"retMsg":"OK","result":{"category":"spot","list":[{"symbol":"BTCUSDT","baseCoin":"BTC",\
            "quoteCoin":"USDT","status":"Trading","lotSizeFilter":{"basePrecision":"0.000001"},\
            "priceFilter":{"tickSize":"0.01"}}]}}""";

    @Test
    void feed_goesNowhere_beforeItIsWrittenDown() throws Exception {
        TestDisk disk = TestDisk.held();
        ledgers = keep(disk.open(folder, clock));
        TestVenue venue = okx();
        start(venue, "BTC-USDT");
        clock.until("leave for the list", disk::isAsked);
        clock.settle();
        assertThat(venue.lists).hasValue(0);

        disk.write();
        clock.until("leave for an attempt to connect", disk::isAsked);
        assertThat(venue.lists).hasValue(1);
        clock.settle();
        assertThat(venue.handshakes).hasValue(0);

        disk.write();
        assertThat(venue.peer().text()).contains("subscribe");
    }

    @Test
    void leave_thatIsOverBeforeItIsWrittenDown_isAskedForAnew() throws Exception {
        TestDisk disk = TestDisk.held();
        ledgers = keep(disk.open(folder, clock));
        TestVenue venue = okx();
        start(venue, "BTC-USDT");
        clock.until("leave for the list", disk::isAsked);
        disk.write();
        clock.until("leave for an attempt to connect", disk::isAsked);
        clock.advance(Duration.ofSeconds(11));
        clock.settle();
        assertThat(venue.handshakes).as("that leave is too old").hasValue(0);

        disk.write();
        venue.peer();
    }

    @Test
    void ban_outlivesTheProcess_overRestAndWebSocketAlike() throws Exception {
        Ledgers before = open();
        ledgers = before;
        TestVenue venue = okx();
        venue.handshakeStatus = HttpResponseStatus.valueOf(418);
        FeedHandler feed = start(venue, "BTC-USDT");
        clock.until("the ban", () -> feed.report().state() == State.BANNED);
        long untilUs = feed.report().bannedUntilUs();
        feed.stop().join();
        before.close();

        ledgers = keep(open());
        venue.handshakeStatus = HttpResponseStatus.SWITCHING_PROTOCOLS;
        FeedHandler again = start(venue, "BTC-USDT");
        clock.until("the ban again", () -> again.report().state() == State.BANNED);
        assertThat(again.report().bannedUntilUs()).isEqualTo(untilUs);
        clock.advance(Duration.ofSeconds(119));
        clock.settle();
        assertThat(venue.lists).hasValue(1);
        assertThat(venue.handshakes).hasValue(1);

        clock.turnUntil("the end of the ban", STEP, () -> !venue.peers.isEmpty());
        assertThat(clock.nowUs()).isGreaterThanOrEqualTo(untilUs);
        assertThat(venue.lists).hasValue(2);
    }

    @Test
    void connection_closedForSayingTooMuch_keepsTheWholeVenueAway() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        venue.peer().closeWith(1008, "too many requests");
        assertThat(((FeedLost) event()).reason()).contains("1008");
        clock.until("the ban", () -> feed.report().state() == State.BANNED);
        assertThat(feed.report().bannedUntilUs()).isEqualTo(clock.nowUs() + 10_000_000);

        clock.advance(Duration.ofMillis(9_999));
        clock.settle();
        assertThat(venue.handshakes).hasValue(1);
        clock.advance(Duration.ofMillis(1));
        venue.peer();
    }

    /** Bybit's silence after a 403 is ten minutes. */
    @Test
    void handshake_forbiddenByAPage_keepsThatVenueAwayAndNoOther() throws Exception {
        TestVenue venue = keep(new TestVenue(BYBIT_LIST, null));
        venue.handshakeStatus = HttpResponseStatus.FORBIDDEN;
        TestVenue other = okx();
        FeedHandler healthy = start(other, "BTC-USDT");
        Peer peer = other.peer();
        FeedHandler feed = begin(
                VenueAdapters.of("bybit").orElseThrow(), config(venue, "127.0.0.1", "bybit", List.of("BTC-USDT")));
        clock.until("the ban", () -> feed.report().state() == State.BANNED);
        long untilUs = clock.nowUs() + 600_000_000;
        assertThat(feed.report().bannedUntilUs()).isEqualTo(untilUs);
        assertThat(figures("bybit", LimitMetric.BANNED_UNTIL)).containsExactly(untilUs / 1e6);
        assertThat(figures("bybit", LimitMetric.REFUSALS)).containsExactly(1.0);
        assertThat(figures("bybit", LimitMetric.USED)).containsExactly(1.0);
        assertThat(figures("bybit", LimitMetric.MOST)).containsExactly(60.0);
        assertThat(figures("okx", LimitMetric.BANNED_UNTIL)).containsExactly(0.0);
        assertThat(figures("okx", LimitMetric.REFUSALS)).containsExactly(0.0);

        assertThat(event().listing().venue()).as("the one that is lost").isEqualTo("bybit");
        while (clock.nowUs() < untilUs - 1_000_000) {
            turn(feed, Duration.ofSeconds(1));
            peer.send(quote("BTC-USDT", "1"));
            assertThat(event().listing()).isEqualTo(BTC);
        }
        assertThat(venue.lists).hasValue(1);
        assertThat(venue.handshakes).hasValue(1);
        assertThat(other.handshakes).hasValue(1);
        assertThat(healthy.report().state()).isEqualTo(State.LIVE);

        venue.handshakeStatus = HttpResponseStatus.SWITCHING_PROTOCOLS;
        clock.advance(Duration.ofSeconds(1));
        venue.peer();
        assertThat(figures("bybit", LimitMetric.BANNED_UNTIL)).containsExactly(0.0);
        assertThat(figures("bybit", LimitMetric.REFUSALS)).containsExactly(1.0);
    }

    /** Each venue's own way to say it with an HTTP 200; the second one in a row counts as the second. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "okx|{'code':'50011','msg':'Too Many Requests','data':[]}",
                "okx|{'code':'50013','msg':'Systems are busy','data':[]}",
                "bybit|{'retCode':10006,'retMsg':'Too many visits!','result':{},'retExtInfo':{},'time':1790000000000}",
                "bybit|{'retCode':10018,'retMsg':'Exceeded the IP Rate Limit.','result':{}}",
                "kraken|{'error':['EAPI:Rate limit exceeded']}",
                "kraken|{'error':['EGeneral:Too many requests'],'result':{}}",
                "kraken|{'error':['EService: Throttled: 17']}"
            })
    void refusal_insideASoundAnswer_keepsTheVenueAway(String name, String body) throws Exception {
        TestVenue venue = keep(new TestVenue(body.replace('\'', '"'), null));
        FeedHandler feed = begin(name, venue);
        clock.until("the ban", () -> feed.report().state() == State.BANNED);
        assertThat(feed.report().bannedUntilUs()).isEqualTo(clock.nowUs() + 10_000_000);
        assertThat(figures(name, LimitMetric.REFUSALS)).containsExactly(1.0);
        clock.advance(Duration.ofMillis(9_999));
        clock.settle();
        assertThat(venue.lists).hasValue(1);

        clock.turnUntil("the next request", STEP, () -> venue.lists.get() == 2);
        clock.until("the next ban", () -> figures(name, LimitMetric.REFUSALS).equals(List.of(2.0)));
        assertThat(figures(name, LimitMetric.BANNED_UNTIL)).containsExactly((clock.nowUs() + 20_000_000) / 1e6);
    }

    @Test
    void answer_thatIsNotUnderstood_isNoRefusal() throws Exception {
        TestVenue venue = keep(new TestVenue("{\"code\":\"51001\",\"msg\":\"x50011\",\"data\":[],\"ts\":50011}", null));
        FeedHandler feed = begin("okx", venue);
        clock.turnUntil("another try", STEP.multipliedBy(10), () -> venue.lists.get() >= 2);
        assertThat(feed.report().bannedUntilUs()).isZero();
        assertThat(figures("okx", LimitMetric.REFUSALS)).containsExactly(0.0);
    }

    @ParameterizedTest
    @CsvSource({
        "kraken, 200, {'error':['EService: Throttled: #']}, 1",
        "binance, 418, {'code':-1003;'msg':'Way too much request weight used; IP banned until #.'}, 1000"
    })
    void refusal_thatNamesATimeInItsBody_isTakenAtItsWord(String name, int status, String text, int perSecond)
            throws Exception {
        long untilS = clock.nowUs() / 1_000_000 + 777;
        String body = text.replace('\'', '"').replace(';', ',').replace("#", "" + untilS * perSecond);
        TestVenue venue = keep(new TestVenue(body, null));
        venue.listStatus = HttpResponseStatus.valueOf(status);
        FeedHandler feed = begin(name, venue);
        clock.until("the ban", () -> feed.report().state() == State.BANNED);
        assertThat(feed.report().bannedUntilUs()).isBetween(untilS * 1_000_000, untilS * 1_000_000 + 999_999);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "okx|{'event':'error','code':'60014','msg':'Requests too frequent','id':'1','connId':'a4d3ae55'}",
                "bybit|{'success':false,'ret_msg':'Too many visits!','conn_id':'x','req_id':'1','op':'subscribe'}",
                "kraken|{'error':'Exceeded msg rate','method':'subscribe','success':false,'req_id':1}",
                "kraken|{'Error':'Exceeded msg rate'}",
                "binance|{'error':{'code':-1003,'msg':'Too many requests queued.'},'id':1}",
                "coinbase|{'type':'error','message':'ErrSlowRead'}"
            })
    void refusal_onAConnection_keepsTheVenueAwayAndSilencesTheConnection(String name, String text) throws Exception {
        TestVenue venue = keep(new TestVenue(list(name), null));
        FeedHandler feed = begin(name, venue);
        Peer peer = venue.peer();
        String first = peer.text();
        peer.send(text.replace('\'', '"'));
        peer.send(text.replace('\'', '"'));
        clock.until("the ban", () -> figures(name, LimitMetric.REFUSALS).equals(List.of(1.0)));
        peer.roundTrip();
        long untilUs = clock.nowUs() + 10_000_000;
        assertThat(figures(name, LimitMetric.BANNED_UNTIL))
                .as("what is said twice of one request counts once")
                .containsExactly(untilUs / 1e6);
        assertThat(figures(name, LimitMetric.REFUSALS)).containsExactly(1.0);
        for (int second = 0; second < 9; second++) {
            turn(feed, Duration.ofSeconds(1));
        }
        peer.roundTrip();
        assertThat(peer.texts).as("not a word during the ban").isEmpty();
        assertThat(peer.isOpen()).isTrue();
        assertThat(feed.report().bannedUntilUs()).isEqualTo(untilUs);
        assertThat(feed.report().state())
                .as("it keeps us from asking, not from hearing")
                .isEqualTo(State.LIVE);

        clock.turnUntil(
                "the first request again",
                STEP,
                () -> peer.texts.stream().anyMatch(again -> plain(again).equals(plain(first))));
        assertThat(clock.nowUs()).isGreaterThanOrEqualTo(untilUs);
    }

    @Test
    void weight_thatTheVenueCounts_keepsFurtherRequestsBack() throws Exception {
        TestVenue venue = binance(1);
        venue.headers.set("X-MBX-USED-WEIGHT-1M", "4760");
        venue.rest.put(
                "/api/v3/depth",
                path -> "{\"lastUpdateId\":9,\"bids\":[[\"64000\",\"1\"]],\"asks\":[[\"64001\",\"1\"]]}");
        FeedHandler feed = start(venue, "binance", List.of("C0-USDT"), null);
        feed.wanted(C0, Demand.Part.BOOK);
        Peer peer = venue.peer();
        clock.turnUntil(
                "the report",
                STEP,
                () -> feed.report()
                        .limits()
                        .contains(new SourceReport.Limit("address_weight_per_minute", 4_760, 4_800)));
        clock.turnUntil(
                "the book's channel",
                STEP.multipliedBy(4),
                () -> peer.texts.stream().anyMatch(text -> text.contains("depth")));
        peer.send("{\"result\":null,\"id\":4}");
        clock.advance(Duration.ofSeconds(5));
        clock.settle();
        assertThat(venue.asked).as("50 more would be too much").isEmpty();

        venue.headers.set("X-MBX-USED-WEIGHT-1M", "50");
        clock.turnUntil("the minute's end", Duration.ofSeconds(1), () -> {
            peer.send("{\"result\":null,\"id\":99}");
            return !venue.asked.isEmpty();
        });
    }

    @Test
    void feeds_ofOneAddress_shareItsAttempts() throws Exception {
        TestVenue venue = binance(2);
        start(venue, "binance", List.of("C0-USDT"), null);
        venue.peer();
        start(venue, "binance", List.of("C1-USDT"), null);
        clock.turnUntil("the other's list", STEP.multipliedBy(4), () -> venue.lists.get() == 2);
        clock.settle();
        assertThat(venue.handshakes).hasValue(1);
        clock.advance(Duration.ofSeconds(1));
        venue.peer();
    }

    /** Kraken is spoken to once a second. */
    @Test
    void ping_asAText_isAMessageLikeAnyOther() throws Exception {
        TestVenue venue = keep(new TestVenue(list("kraken"), null));
        FeedHandler feed = begin("kraken", venue);
        Peer peer = venue.peer();
        clock.turnUntil("both channels", STEP, () -> peer.texts.size() == 2);
        for (String channel : List.of("ticker", "trade")) {
            peer.send("{\"method\":\"subscribe\",\"result\":{\"channel\":\"" + channel
                    + "\",\"symbol\":\"BTC/USDT\"},\"success\":true}");
        }
        peer.roundTrip();
        turn(feed, Duration.ofSeconds(10));
        feed.wanted(new Listing("kraken", Instrument.parse("BTC-USDT")), Demand.Part.BOOK);
        turn(feed, Duration.ofMillis(999));
        peer.roundTrip();
        assertThat(peer.texts).last().isEqualTo("{\"method\":\"ping\"}");
        turn(feed, Duration.ofMillis(1));
        peer.roundTrip();
        assertThat(peer.texts).last().asString().contains("\"book\"");
    }

    private List<Double> figures(String venue, LimitMetric metric) {
        return ledgers.read().stream()
                .filter(reading -> reading.metric() == metric
                        && venue.equals(reading.labels().get("venue")))
                .map(Metric.Reading::value)
                .toList();
    }

    private FeedHandler begin(String name, TestVenue venue) {
        return begin(VenueAdapters.of(name).orElseThrow(), config(venue, "127.0.0.1", name, List.of("BTC-USDT")));
    }

    /** A request without its number. */
    private static String plain(String request) {
        return request.replaceAll("(id\"?:\"?)\\d+", "$1");
    }

    /** A list as the venue documents it. */
    private static String list(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/venues", name, "instruments.rest.json"));
    }

    private Ledgers open() throws IOException {
        return TestDisk.quick().open(folder, clock);
    }
}
