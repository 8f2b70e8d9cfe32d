package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Instrument;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.adapter.VenueAdapters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A connection that is replaced under two thousand trades a second, for each reason that there is: each trade is told once, in
 * order, of a venue that numbers its trades and of one that only names them.
 */
@Timeout(120)
class RotationLoadTest extends FeedRig {
    private static final String GATE_LIST =
            "[{\"id\":\"BTC_USDT\",\"base\":\"BTC\",\"quote\":\"USDT\",\"amount_precision\":6,\"precision\":1,\"trade_status\":\"tradable\"}]";
    private static final String OKX_NOTICE =
            "{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be closed for a service upgrade.\",\"connId\":\"a\"}";
    private static final String GATE_NOTICE =
            "{\"time\":1767323045,\"type\":\"upgrade\",\"msg\":\"The connection will soon be closed for a service upgrade.\"}";
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private String name = "";

    /** Why a connection is replaced. */
    enum Reason {
        TOLD_TO,
        NOTICE,
        AGE
    }

    /** Both tell everything, each with pauses of its own, and the new one begins somewhere. */
    @ParameterizedTest
    @CsvSource({"okx, TOLD_TO", "okx, NOTICE", "okx, AGE", "gate, TOLD_TO", "gate, NOTICE", "gate, AGE"})
    void trades_areToldOnceEachInOrder_whileConnectionsChange(String venueName, Reason reason) throws Exception {
        name = venueName;
        TestVenue venue = keep(new TestVenue(isOkx() ? OKX_LIST : GATE_LIST, null));
        FeedHandler feed = start(venue);
        clock.turnUntil("a connection", STEP, () -> !venue.peers.isEmpty());
        Peer first = venue.peer();
        answer(first);
        SplittableRandom random = new SplittableRandom(7);
        long made = 0;
        long toldByFirst = 0;
        for (int i = 0; i < 20; i++) {
            made += 100;
            toldByFirst = tell(first, toldByFirst, made);
            turn(first);
        }
        Peer second = replaced(venue, feed, first, reason);
        long toldBySecond = made + random.nextLong(-50, 50);
        for (int i = 0; first.isOpen(); i++) {
            assertThat(i).as("steps, which are of 50 ms, without the change").isLessThan(2_000);
            made += 100;
            toldByFirst = tell(first, toldByFirst, Math.max(toldByFirst, made - random.nextLong(150)));
            toldBySecond = tell(second, toldBySecond, Math.max(toldBySecond, made - random.nextLong(150)));
            turn(first, second);
        }
        tell(second, toldBySecond, made + 1_000);
        second.roundTrip();

        assertThat(ids())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, made + 1_000).boxed().toList());
        assertThat(count(feed, FeedMetric.GAPS)).isZero();
        assertThat(count(feed, FeedMetric.ROTATIONS)).isEqualTo(1);
        assertThat(count(feed, FeedMetric.RECONNECTS)).isZero();
    }

    private FeedHandler start(TestVenue venue) {
        VenueAdapter adapter = VenueAdapters.of(name).orElseThrow();
        FeedConfig config = FeedConfig.of(adapter.profile(), List.of(Instrument.parse("BTC-USDT")))
                .withUrl(venue.url("127.0.0.1"))
                .withLife(Duration.ofMinutes(10));
        return begin(adapter, config);
    }

    private Peer replaced(TestVenue venue, FeedHandler feed, Peer first, Reason reason) throws InterruptedException {
        switch (reason) {
            case TOLD_TO -> feed.rotate("told to");
            case NOTICE -> first.send(isOkx() ? OKX_NOTICE : GATE_NOTICE);
            case AGE -> {} // It comes by itself.
        }
        Duration step = reason == Reason.AGE ? Duration.ofSeconds(1) : Duration.ofMillis(200);
        clock.turnUntil("a second connection", step, () -> {
            first.ping();
            return !venue.peers.isEmpty();
        });
        Peer second = venue.peer();
        answer(second);
        return second;
    }

    private void answer(Peer peer) throws InterruptedException {
        for (String request : subscribed(peer)) {
            if (isOkx()) {
                List.of("bbo-tbt", "tickers", "trades")
                        .forEach(channel -> peer.send(acknowledgement(channel, "BTC-USDT")));
            } else {
                Matcher id = ID.matcher(request);
                assertThat(id.find()).isTrue();
                peer.send(
                        "{\"time\":1767323045,\"id\":%s,\"channel\":\"spot.trades\",\"event\":\"subscribe\",\"error\":null,\"result\":{\"status\":\"success\"}}"
                                .formatted(id.group(1)));
            }
        }
        peer.roundTrip();
    }

    private long tell(Peer peer, long from, long to) {
        for (long number = from + 1; number <= to; number++) {
            peer.send(
                    isOkx()
                            ? trade("BTC-USDT", number, 1)
                            : "{\"time\":1767323045,\"channel\":\"spot.trades\",\"event\":\"update\",\"result\":{\"id\":%d,\"create_time_ms\":\"1767323045000.0\",\"side\":\"buy\",\"currency_pair\":\"BTC_USDT\",\"amount\":\"1\",\"price\":\"1\"}}"
                                    .formatted(number));
        }
        return Math.max(from, to);
    }

    private void turn(Peer... peers) {
        clock.advance(STEP);
        for (Peer peer : peers) {
            peer.roundTripOrEnd();
        }
    }

    private boolean isOkx() {
        return name.equals("okx");
    }

    /** Of the trades told; no loss may have been. */
    private List<Long> ids() {
        List<MarketEvent> told = new ArrayList<>();
        events.drainTo(told);
        assertThat(told).noneMatch(FeedLost.class::isInstance).noneMatch(TradesLost.class::isInstance);
        return told.stream()
                .filter(Trade.class::isInstance)
                .map(event -> Long.valueOf(((Trade) event).id()))
                .toList();
    }
}
