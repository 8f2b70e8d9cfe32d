package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Channel;
import io.quotewire.model.Demand;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Acknowledged;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.venue.TestVenue.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection whose end is known beforehand: another one takes its place, and nothing is missed or told twice. */
@Timeout(60)
class RotationTest extends FeedRig {
    private static final String NOTICE =
            "{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be closed for a service upgrade.\",\"connId\":\"a\"}";

    private final TestVenue venue = okx();
    private final Queue<MarketEvent> played = new ConcurrentLinkedQueue<>();
    private FeedHandler feed;
    private Peer first;

    @BeforeEach
    void begin() throws InterruptedException {
        tap = new PlayedTap("okx", played::add);
        feed = start(venue, "BTC-USDT");
        first = begun();
    }

    @Test
    void notice_ofAClosing_isMetByASecondConnection_andTheFirstClosesWhenEverythingHasChangedHands() throws Exception {
        first.send(trade("BTC-USDT", 1, 1));

        first.send(NOTICE);
        Peer second = next();

        second.send(trade("BTC-USDT", 3, 3));
        second.send(trade("BTC-USDT", 4, 4));
        second.roundTrip();
        clock.settle();
        first.send(trade("BTC-USDT", 2, 2));
        first.send(trade("BTC-USDT", 3, 3));
        first.roundTrip();
        clock.settle();
        first.send(trade("BTC-USDT", 4, 4));
        second.send(trade("BTC-USDT", 5, 5));
        until(second, "the first one's end", () -> !first.isOpen());
        second.send(trade("BTC-USDT", 6, 6));
        second.roundTrip();

        assertThat(trades()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        clock.turnUntil("the report", STEP, () -> count(feed, FeedMetric.CONNECTIONS) == 1);
        assertThat(count(feed, FeedMetric.ROTATIONS)).isEqualTo(1);
        assertThat(count(feed, FeedMetric.RECONNECTS)).isZero();
        assertThat(venue.handshakes).hasValue(2);
    }

    @Test
    void quotes_changeHandsWithTheFirstThatIsNotOlder() throws Exception {
        Peer second = rotated();

        first.send(quoteAt("100", 2));
        first.roundTrip();
        second.send(quoteAt("99", 1));
        second.roundTrip();
        second.send(quoteAt("101", 3));
        second.roundTrip();
        first.send(quoteAt("101", 3));
        first.send(quoteAt("102", 4));
        first.roundTrip();
        second.send(quoteAt("102", 4));
        until(second, "the first one's end", () -> !first.isOpen());

        assertThat(bids()).containsExactly("100", "101", "102");
    }

    @Test
    void newConnection_thatEndsBeforeItsTurn_costsNothing_andIsTriedAgainLater() throws Exception {
        Peer second = rotated();
        second.drop();
        first.send(trade("BTC-USDT", 1, 1));
        Peer third = next();
        first.send(trade("BTC-USDT", 2, 2));
        third.send(trade("BTC-USDT", 2, 2));
        until(third, "the first one's end", () -> !first.isOpen());

        assertThat(trades()).containsExactly(1L, 2L);
        assertThat(count(feed, FeedMetric.ROTATIONS)).isEqualTo(1);
    }

    @Test
    void newConnection_thatEndsAmidTheChange_givesBackWhatItSpokeFor() throws Exception {
        first.send(trade("BTC-USDT", 1, 1));
        Peer second = rotated();
        second.send(quoteAt("100", 1));
        second.roundTrip();
        second.drop();
        clock.until("its end", () -> count(feed, FeedMetric.CONNECT_FAILURES) == 1);
        first.send(quoteAt("101", 2));
        first.send(trade("BTC-USDT", 2, 2));
        first.roundTrip();

        assertThat(told())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Trade", "Quote", "Quote", "Trade");
    }

    /** The new one was about to take over anyway. */
    @Test
    void oldConnection_thatEndsAmidTheChange_leavesTheRestToTheNewOne_andAHoleIsTold() throws Exception {
        first.send(trade("BTC-USDT", 1, 1));
        first.roundTrip();
        Peer second = rotated();
        second.send(trade("BTC-USDT", 4, 4));
        second.roundTrip();
        first.drop();
        clock.turnUntil("its end", STEP, () -> count(feed, FeedMetric.RECONNECTS) == 1);
        second.send(trade("BTC-USDT", 5, 5));
        second.roundTrip();

        List<MarketEvent> told = told();
        assertThat(told)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Trade", "TradesLost", "Trade", "Trade");
        assertThat(((TradesLost) told.get(1)).missing()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(2));
        clock.settle();
        assertThat(venue.handshakes).as("no third one").hasValue(2);
    }

    @Test
    void listing_wantedAmidTheChange_isFollowedByBoth_andOneUnwantedByNone() throws Exception {
        Peer second = rotated();
        feed.wanted(ETH, Demand.Part.PRICES);
        assertThat(subscribed(first)).allMatch(text -> text.contains("ETH-USDT"));
        assertThat(subscribed(second)).allMatch(text -> text.contains("ETH-USDT"));
        feed.unwanted(ETH, Demand.Part.PRICES);
        assertThat(subscribed(second)).allMatch(text -> text.contains("unsubscribe") && text.contains("ETH-USDT"));
        until(second, "the first one's end", () -> !first.isOpen());
        assertThat(active(feed)).containsExactly(BTC);
    }

    @Test
    void channel_begunAnewAmidTheChange_isSoOnlyWhereItIsSpokenFor() throws Exception {
        Peer second = rotated();
        second.send(quoteAt("100", 1));
        second.roundTrip();
        feed.ask(new FeedCommand.Resubscribe(BTC, Channel.QUOTE, "mute"));
        clock.turnUntil("the request", STEP, () -> !second.texts.isEmpty());
        assertThat(second.text()).contains("unsubscribe", "bbo-tbt");
        first.roundTrip();
        assertThat(first.texts).isEmpty();
    }

    /** Whoever only answers, or is refused one of three channels, is no successor; the old one knows nothing of it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void newConnection_thatDoesNotGetAllTheOldOneHas_isGivenUp(boolean refused) throws Exception {
        first.send(trade("BTC-USDT", 1, 1));
        feed.rotate("told to");
        clock.turnUntil("a second connection", Duration.ofMillis(200), () -> !venue.peers.isEmpty());
        Peer second = venue.peer();
        subscribed(second);
        List.of("bbo-tbt", "tickers").forEach(channel -> second.send(acknowledgement(channel, "BTC-USDT")));
        second.send(
                refused
                        ? "{\"event\":\"error\",\"code\":\"60018\",\"msg\":\"Wrong URL or channel:trades,instId:BTC-USDT doesn't exist.\"}"
                        : acknowledgement("trades", "BTC-USDT"));
        long[] number = {1};
        clock.turnUntil("its end", Duration.ofSeconds(1), () -> {
            first.send(trade("BTC-USDT", ++number[0], 1));
            second.ping();
            return !second.isOpen();
        });
        first.send(trade("BTC-USDT", ++number[0], 1));
        first.roundTrip();

        assertThat(first.isOpen()).isTrue();
        assertThat(trades())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, number[0]).boxed().toList());
        assertThat(count(feed, FeedMetric.ROTATIONS)).isZero();
    }

    @Test
    void reconnect_askedForAmidTheChange_endsTheOldOne_andTheNewOneGoesOn() throws Exception {
        first.send(trade("BTC-USDT", 1, 1));
        first.roundTrip();
        Peer second = rotated();
        feed.ask(new FeedCommand.Reconnect(BTC, "mute"));
        clock.turnUntil("its end", STEP, () -> !first.isOpen());
        second.send(trade("BTC-USDT", 2, 2));
        second.roundTrip();

        assertThat(trades()).containsExactly(1L, 2L);
        assertThat(second.isOpen()).isTrue();
    }

    /** Both speak where it is played, but nothing has ended. */
    @Test
    void change_played_isNoOutage() throws Exception {
        Peer second = rotated();
        first.send(trade("BTC-USDT", 1, 1));
        first.roundTrip();
        second.send(trade("BTC-USDT", 1, 1));
        second.send(quoteAt("100", 1));
        until(second, "the first one's end", () -> !first.isOpen());
        second.send(trade("BTC-USDT", 2, 2));
        second.roundTrip();

        assertThat(played).filteredOn(Trade.class::isInstance).hasSizeGreaterThanOrEqualTo(2);
        assertThat(played).noneMatch(FeedLost.class::isInstance);
    }

    @Test
    void ends_amidTheChange_played_areNoOutage() throws Exception {
        first.send(trade("BTC-USDT", 1, 1));
        Peer second = rotated();
        second.drop();
        clock.until("its end", () -> count(feed, FeedMetric.CONNECT_FAILURES) == 1);
        Peer third = next();
        first.drop();
        clock.turnUntil("the end of the old one", STEP, () -> count(feed, FeedMetric.RECONNECTS) == 1);
        third.send(trade("BTC-USDT", 2, 2));
        third.roundTrip();

        assertThat(played).filteredOn(Trade.class::isInstance).hasSize(2);
        assertThat(played).noneMatch(FeedLost.class::isInstance);
    }

    private Peer begun() throws InterruptedException {
        clock.turnUntil("a connection", STEP, () -> !venue.peers.isEmpty());
        Peer peer = venue.peer();
        answer(peer);
        return peer;
    }

    private Peer rotated() throws InterruptedException {
        feed.rotate("told to");
        return next();
    }

    /** The second connection with all its subscriptions, while the first one is kept awake. */
    private Peer next() throws InterruptedException {
        clock.turnUntil("a second connection", Duration.ofMillis(200), () -> {
            awake(first);
            return !venue.peers.isEmpty();
        });
        Peer second = venue.peer();
        answer(second);
        return second;
    }

    private void answer(Peer peer) throws InterruptedException {
        assertThat(subscribed(peer)).allMatch(text -> text.contains("\"subscribe\""));
        List.of("bbo-tbt", "tickers", "trades").forEach(channel -> peer.send(acknowledgement(channel, "BTC-USDT")));
        peer.roundTrip();
    }

    private void until(Peer second, String what, BooleanSupplier condition) {
        clock.turnUntil(what, Duration.ofMillis(200), () -> {
            awake(first);
            awake(second);
            return condition.getAsBoolean();
        });
    }

    /** Any byte will do. */
    private static void awake(Peer peer) {
        peer.send("pong");
    }

    private static String quoteAt(String bid, int second) {
        return quote("BTC-USDT", bid).replace("1767323045000", "176732304" + second + "000");
    }

    private List<MarketEvent> told() {
        List<MarketEvent> told = new ArrayList<>();
        events.drainTo(told);
        told.removeIf(Acknowledged.class::isInstance);
        return told;
    }

    /** The numbers of the trades told so far; nothing else may have been. */
    private List<Long> trades() {
        List<MarketEvent> told = told();
        assertThat(told).noneMatch(FeedLost.class::isInstance).noneMatch(TradesLost.class::isInstance);
        return told.stream()
                .filter(Trade.class::isInstance)
                .map(event -> ((Trade) event).number())
                .toList();
    }

    private List<String> bids() {
        return told().stream()
                .map(event -> String.valueOf(((Quote) event).bid()))
                .toList();
    }
}
