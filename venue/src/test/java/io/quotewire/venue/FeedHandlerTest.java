package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.FeedClosed;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.TestVenue.Peer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A feed against a venue on loopback; time stands still until a test turns it. */
@Timeout(60)
class FeedHandlerTest extends FeedWorld {
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
        peer.send(VenueTexts.quote("BTC-USDT", "64000"));
        peer.send(VenueTexts.trade("BTC-USDT", 7, 1));

        Quote quote = (Quote) event();
        assertThat(quote.bid()).hasToString("64000");
        assertThat(quote.recvUs()).isEqualTo(clock.nowUs());
        assertThat(quote.simulated()).isFalse();
        assertThat(((Trade) event()).number()).isEqualTo(7);
        peer.send(VenueTexts.quote("SOL-USDT", "64000"));
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
            peer.send(VenueTexts.quote("SOL-USDT", "1")); // So that the connection is not taken for dead.
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
            peer.send(VenueTexts.acknowledgement(channel, "BTC-USDT"));
            peer.send(
                    "{\"event\":\"error\",\"code\":\"60018\",\"msg\":\"Wrong URL or channel:%s,instId:ETH-USDT doesn't exist.\"}"
                            .formatted(channel));
        }
        peer.send(VenueTexts.quote("BTC-USDT", "64000"));

        FeedLost lost = (FeedLost) event();
        assertThat(lost.listing()).isEqualTo(ETH);
        assertThat(lost.reason()).contains("okx refused", "60018");
        assertThat(event()).isInstanceOf(Quote.class);
        clock.turnUntil("the refusal in the report", STEP, () -> {
            String why = feed.report().why();
            return why != null && why.contains("ETH-USDT") && why.contains("60018");
        });
        clock.turnUntil("another try", Duration.ofSeconds(5), () -> {
            peer.send(VenueTexts.quote("SOL-USDT", "1"));
            return !peer.texts.isEmpty();
        });
        assertThat(peer.text()).contains("ETH-USDT").doesNotContain("BTC-USDT");
    }

    @Test
    void connection_closedByTheVenue_isLostForEachListingAndMadeAnewAfterTheBackoff() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT", "ETH-USDT");
        Peer peer = venue.peer();
        peer.send(VenueTexts.trade("BTC-USDT", 10, 1));
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
        again.send(VenueTexts.trade("BTC-USDT", 10, 1));
        again.send(VenueTexts.trade("BTC-USDT", 15, 2));
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
    void handshake_ofASimulator_marksEachEvent() throws Exception {
        TestVenue venue = okx();
        venue.headers.set(FeedHandler.SIMULATED, "true");
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        peer.send(VenueTexts.quote("BTC-USDT", "1"));
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
        peer.send(VenueTexts.quote("ETH-USDT", "3000"));
        assertThat(event().listing()).isEqualTo(ETH);
        assertThat(active(feed)).containsExactly(BTC, ETH);

        feed.unwanted(BTC);
        feed.unwanted(ETH);
        assertThat(event()).isInstanceOf(FeedClosed.class);
        assertThat(subscribed(peer))
                .allMatch(text -> text.contains("\"op\":\"unsubscribe\"") && text.contains("ETH-USDT"));
        peer.send(VenueTexts.quote("ETH-USDT", "3000"));
        peer.send(VenueTexts.quote("BTC-USDT", "1"));
        assertThat(event().listing())
                .as("what still comes of it is passed over")
                .isEqualTo(BTC);
        assertThat(active(feed)).as("a configured one stays").containsExactly(BTC);
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
}
