package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Demand;
import io.quotewire.model.Extent;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.MarketEvent.BookLost;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.venue.TestVenue.Peer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A venue whose every message about a book is the whole of it. */
@Timeout(60)
class FeedStatesTest extends FeedRig {
    private final TestVenue venue = okx();
    private final FeedHandler feed = begin(new SnapshotsOnly(), config(venue, "127.0.0.1", "okx", List.of("BTC-USDT")));

    @Test
    void states_takeEachOthersPlace_inOneLife_andWhatIsOldIsDropped() throws Exception {
        Peer peer = subscribed();
        peer.send(state(10, "100"));
        peer.send(state(17, "101"));
        peer.send(state(16, "99"));
        peer.send(state(17, "101"));
        peer.send(state(18, "102"));

        BookSnapshot first = (BookSnapshot) event();
        assertThat(first.bids().toString()).isEqualTo("[100 x 1]");
        assertThat(first.extent()).isEqualTo(Extent.window(5));
        BookSnapshot second = (BookSnapshot) event();
        BookSnapshot third = (BookSnapshot) event();
        assertThat(second.bids().toString()).isEqualTo("[101 x 1]");
        assertThat(third.bids().toString()).isEqualTo("[102 x 1]");
        assertThat(List.of(second.generation(), third.generation())).containsOnly(first.generation());
        peer.roundTrip();
        assertThat(events).isEmpty();
        assertThat(count(FeedMetric.BOOKS_OLD)).isEqualTo(2);
        assertThat(count(FeedMetric.BOOKS_LOST))
                .as("numbers may leave others out")
                .isZero();
    }

    @Test
    void numbers_thatGoOnBelow_areCountedAnew_andBelievedInTheEnd() throws Exception {
        Peer peer = subscribed();
        peer.send(state(1_000, "100"));
        event();
        for (int number = 1; number <= 21; number++) {
            peer.send(state(number, "101"));
        }
        assertThat(((BookSnapshot) event()).bids().toString()).isEqualTo("[101 x 1]");
        peer.send(state(22, "102"));
        assertThat(((BookSnapshot) event()).bids().toString()).isEqualTo("[102 x 1]");
    }

    @Test
    void newConnection_beginsByItself_andAsksForNothing() throws Exception {
        Peer peer = subscribed();
        peer.send(state(1_000, "100"));
        long generation = ((BookSnapshot) event()).generation();
        peer.drop();
        assertThat(event()).isInstanceOf(FeedLost.class);

        clock.turnUntil("another connection", Duration.ofMillis(250), () -> !venue.peers.isEmpty());
        Peer next = subscribed();
        next.send(state(5, "101"));
        BookSnapshot begun = (BookSnapshot) event();
        assertThat(begun.bids().toString()).isEqualTo("[101 x 1]");
        assertThat(begun.generation()).as("another life").isGreaterThan(generation);
        assertAskedForNothing(next);
    }

    @Test
    void bookFoundWrong_isLost_untilTheNextStateComes() throws Exception {
        Peer peer = subscribed();
        peer.send(state(10, "100"));
        long generation = ((BookSnapshot) event()).generation();
        feed.ask(new FeedCommand.Resync(BTC, generation, "crossed"));
        assertThat(((BookLost) event()).why()).isEqualTo("crossed");

        assertAskedForNothing(peer);
        peer.send(state(9, "101"));
        assertThat(((BookSnapshot) event()).generation()).isGreaterThan(generation);
    }

    @Test
    void report_saysThatOnlyStatesAreThere() throws Exception {
        subscribed();
        clock.turnUntil("a report", STEP, () -> feed.report() != null);
        assertThat(feed.report().bookIntegrity()).isEqualTo("snapshot only");
        assertThat(feed.report().integrity()).isEqualTo("sequence");
    }

    private Peer subscribed() throws InterruptedException {
        feed.wanted(BTC, Demand.Part.BOOK);
        Peer peer = venue.peer();
        clock.turnUntil(
                "the book's channel",
                Duration.ofMillis(400),
                () -> peer.texts.stream().anyMatch(text -> text.contains("books5")));
        peer.send("{\"event\":\"subscribe\"}");
        return peer;
    }

    /** For so long that a book that is looked for would have been asked for more than once. */
    private void assertAskedForNothing(Peer peer) throws InterruptedException {
        peer.roundTrip();
        peer.texts.clear();
        for (int second = 0; second < 30; second++) {
            turn(feed, Duration.ofSeconds(1));
            peer.roundTrip();
        }
        assertThat(venue.asked).isEmpty();
        assertThat(peer.texts).noneMatch(text -> text.contains("books5"));
        assertThat(count(FeedMetric.BOOK_STATES_ASKED)).isZero();
        assertThat(count(FeedMetric.BOOK_STATE_FAILURES)).isZero();
    }

    private long count(FeedMetric metric) {
        return count(feed, metric);
    }

    private static String state(long number, String price) {
        return """
                {"arg":{"channel":"books5","instId":"BTC-USDT"},"data":[{"asks":[["200","1","0","1"]],\
                "bids":[["%s","1","0","1"]],"instId":"BTC-USDT","ts":"1767323045000","seqId":%d}]}""".formatted(price, number);
    }
}
