package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Demand;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.venue.TestVenue.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscriptions that a venue leaves unanswered. */
@Timeout(60)
class FeedSubscriptionsTest extends FeedRig {
    private static final List<String> PRICES = List.of("bbo-tbt", "tickers", "trades");
    private static final int SYMBOLS = 200;
    private static final String MUTE = "C137-USDT";
    private static final Duration ALL = Duration.ofMinutes(20);
    private static final Duration TURN = Duration.ofSeconds(10);

    /** Of each channel: three a minute would be sixty. */
    private static final int MOST_ASKED = 15;

    @Test
    void oneOfTwoHundred_leftUnanswered_isAskedForEverLater_andAllOthersAreLive() throws Exception {
        List<String> symbols =
                IntStream.range(0, SYMBOLS).mapToObj("C%d-USDT"::formatted).toList();
        TestVenue venue = keep(new TestVenue(list(symbols), null));
        FeedHandler feed = start(venue, symbols.toArray(String[]::new));
        List<Peer> peers = answered(venue);
        for (String symbol : symbols) {
            peers.forEach(peer -> peer.send(quote(symbol, symbol.equals(MUTE) ? "-1" : "1")));
        }
        roundTrip(peers);
        assertThat(live()).hasSize(SYMBOLS - 1);

        List<Duration> asked = new ArrayList<>();
        for (Duration at = TURN; at.compareTo(ALL) <= 0; at = at.plus(TURN)) {
            turn(feed, TURN);
            roundTrip(peers);
            for (Peer peer : peers) {
                for (String text = peer.texts.poll(); text != null; text = peer.texts.poll()) {
                    assertThat(text).contains("\"subscribe\"", MUTE).containsOnlyOnce("-USDT");
                    asked.add(at);
                }
            }
        }
        assertThat(asked).hasSizeBetween(PRICES.size(), PRICES.size() * MOST_ASKED);
        Duration half = ALL.dividedBy(2);
        assertThat(asked.stream().filter(at -> at.compareTo(half) > 0).count())
                .as("of %s after half the time", asked)
                .isLessThan(asked.size() / 2);
        assertThat(count(feed, FeedMetric.UNANSWERED))
                .isBetween((long) asked.size(), (long) asked.size() + PRICES.size());
        assertThat(events).noneMatch(FeedLost.class::isInstance);
        assertThat(venue.handshakes).hasValue(peers.size());
    }

    @Test
    void unanswered_staysCounted_whenItsConnectionIsReplaced() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer first = venue.peer();
        subscribed(first);
        clock.turnUntil("the time for answers is over", Duration.ofSeconds(1), () -> {
            first.ping();
            return count(feed, FeedMetric.UNANSWERED) == 3;
        });
        acknowledgeAll(first);
        feed.rotate("told to");
        clock.turnUntil("a second connection", STEP, () -> !venue.peers.isEmpty());
        Peer second = venue.peer();
        subscribed(second);
        acknowledgeAll(second);
        clock.turnUntil("the first one's end", STEP.multipliedBy(4), () -> {
            first.ping();
            return count(feed, FeedMetric.ROTATIONS) == 1;
        });
        clock.advance(Duration.ofSeconds(1));
        clock.settle();

        assertThat(count(feed, FeedMetric.UNANSWERED)).isEqualTo(3);
    }

    @Test
    void connection_thatHeldNothingAnyMore_leavesNothingOnTheNextOne() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue);
        feed.wanted(BTC, Demand.Part.PRICES);
        clock.turnUntil("a connection", STEP, () -> !venue.peers.isEmpty());
        subscribed(venue.peer());
        feed.unwanted(BTC, Demand.Part.PRICES);
        clock.turnUntil("its end", STEP, () -> count(feed, FeedMetric.CONNECTIONS) == 0);

        feed.wanted(ETH, Demand.Part.PRICES);
        clock.turnUntil("another connection", STEP.multipliedBy(4), () -> !venue.peers.isEmpty());
        assertThat(subscribed(venue.peer()))
                .allMatch(text -> text.contains("\"subscribe\"") && text.contains("ETH-USDT"));
    }

    /** All connections that the symbols need, with all of their subscriptions answered but the one. */
    private List<Peer> answered(TestVenue venue) throws InterruptedException {
        clock.turnUntil("all connections", STEP.multipliedBy(4), () -> venue.peers.size() == 3);
        List<Peer> peers = List.of(venue.peer(), venue.peer(), venue.peer());
        clock.turnUntil(
                "all requests", STEP.multipliedBy(4), () -> peers.stream().allMatch(peer -> peer.texts.size() == 3));
        for (Peer peer : peers) {
            String texts = String.join("", peer.texts);
            peer.texts.clear();
            for (int i = 0; i < SYMBOLS; i++) {
                String symbol = "C%d-USDT".formatted(i);
                if (!symbol.equals(MUTE) && texts.contains("\"" + symbol + "\"")) {
                    PRICES.forEach(channel -> peer.send(acknowledgement(channel, symbol)));
                }
            }
            peer.roundTrip();
        }
        return peers;
    }

    private static void acknowledgeAll(Peer peer) throws InterruptedException {
        PRICES.forEach(channel -> peer.send(acknowledgement(channel, "BTC-USDT")));
        peer.roundTrip();
    }

    private static void roundTrip(List<Peer> peers) throws InterruptedException {
        for (Peer peer : peers) {
            peer.roundTrip();
        }
    }

    private Set<Listing> live() {
        Set<Listing> live = new HashSet<>();
        for (MarketEvent event : events) {
            if (event instanceof Quote quote) {
                live.add(quote.listing());
            }
        }
        return live;
    }

    private static String list(List<String> symbols) {
        return "{\"code\":\"0\",\"data\":["
                + symbols.stream()
                        .map(symbol ->
                                "{\"instType\":\"SPOT\",\"instId\":\"%s\",\"baseCcy\":\"%s\",\"quoteCcy\":\"USDT\",\"tickSz\":\"0.1\",\"lotSz\":\"0.01\",\"state\":\"live\"}"
                                        .formatted(symbol, symbol.replace("-USDT", "")))
                        .collect(Collectors.joining(","))
                + "]}";
    }
}
