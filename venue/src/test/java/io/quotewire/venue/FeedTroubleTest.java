package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.trade.TradeSync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a feed does when the venue, the network or the engine does not do what it should. */
@Timeout(60)
class FeedTroubleTest extends FeedRig {
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
        assertThat(((FeedLost) event()).reason()).contains("beyond " + VenueSocket.MAX_FRAME + " bytes");
        assertThat(count(feed, FeedMetric.OVERSIZED)).isEqualTo(1);
    }

    @Test
    void compression_isNotOffered_andAFrameThatIsCompressedAllTheSame_endsTheConnection() throws Exception {
        TestVenue venue = okx();
        venue.headers.set("Sec-WebSocket-Extensions", "permessage-deflate");
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        assertThat(venue.extensions).isEmpty();

        peer.sendCompressed(" ".repeat(4 * VenueSocket.MAX_FRAME));
        assertThat(((FeedLost) event()).reason()).contains("RSV != 0");
        assertThat(count(feed, FeedMetric.RECONNECTS)).isEqualTo(1);
        clock.settle();
        assertThat(venue.handshakes).as("no attempt before half a second").hasValue(1);
        clock.advance(Duration.ofSeconds(1));
        venue.peer();
    }

    @Test
    void list_withoutAPair_isAFailureAndAskedForAgain() throws Exception {
        TestVenue venue = okx();
        venue.list = "{\"code\":\"0\",\"data\":[]}";
        FeedHandler feed = start(venue, "BTC-USDT");

        assertThat(((FeedLost) event()).reason()).contains("a list without a spot pair");
        assertThat(count(feed, FeedMetric.LIST_FAILURES)).isEqualTo(1);
        venue.list = OKX_LIST;
        clock.advance(Duration.ofSeconds(1));
        venue.peer();
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

    /** Number and time are taken for true: what follows looks like what was said before, and nobody would be told of it. */
    @Test
    void trade_fromTheFarFuture_doesNotSilenceThoseAfterItForEver() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        peer.send(trade("BTC-USDT", 900_000_000_000L, 5).replace("1767323045000", "4102444800000"));
        assertThat(((Trade) event()).number()).isEqualTo(900_000_000_000L);
        peer.send(trade("BTC-USDT", 1, 6).replace("1767323046000", "1767330000000"));
        assertThat(((TradesLost) event()).missing()).isEqualTo(TradeSync.UNKNOWN);
        assertThat(((Trade) event()).number()).isEqualTo(1);
        assertThat(count(feed, FeedMetric.DUPLICATES)).isZero();
    }

    @Test
    void exceptionInATick_endsThatConnectionOnlyAndItComesBack() throws Exception {
        TestVenue venue = okx();
        AtomicBoolean thrown = new AtomicBoolean();
        sink = event -> {
            if (event instanceof FeedLost && !thrown.getAndSet(true)) {
                throw new IllegalStateException("of the test");
            }
            return true;
        };
        start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        subscribed(peer);
        clock.advance(Duration.ofSeconds(20));
        untilText(peer, "ping");
        clock.advance(Duration.ofSeconds(5));
        clock.until("the exception", thrown::get);
        clock.settle();
        clock.advance(Duration.ofSeconds(2));

        assertThat(subscribed(venue.peer())).hasSize(3);
        assertThat(faults).isEmpty();
    }

    @Test
    void errorInATick_isFatalAndHandedOn() throws Exception {
        TestVenue venue = okx();
        Error error = new AssertionError("of the test");
        sink = event -> {
            if (event instanceof FeedLost) {
                throw error;
            }
            return true;
        };
        start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        subscribed(peer);
        clock.advance(Duration.ofSeconds(20));
        untilText(peer, "ping");
        clock.advance(Duration.ofSeconds(5));

        assertThat(faults.poll(20, TimeUnit.SECONDS)).isSameAs(error);
    }

    @Test
    void report_ofAKnownSimulator_saysSoBeforeItHasAnswered() {
        TestVenue venue = okx();
        venue.mute = true;
        FeedHandler feed = start(
                venue,
                "okx",
                config(venue, "127.0.0.1", "okx", List.of("BTC-USDT")).withSimulated(true));

        assertThat(feed.report().simulated()).isTrue();
    }
}
