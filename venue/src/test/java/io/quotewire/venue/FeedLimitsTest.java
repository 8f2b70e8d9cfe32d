package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotewire.model.Demand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.TestDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledger as a feed's only door to its venue. */
@Timeout(60)
class FeedLimitsTest extends FeedRig {
    private static final Listing C0 = new Listing("binance", Instrument.parse("C0-USDT"));

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

    private Ledgers open() throws IOException {
        return TestDisk.quick().open(folder, clock);
    }
}
