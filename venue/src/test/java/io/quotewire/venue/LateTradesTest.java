package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.venue.TestVenue.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Trades that the stream left out, and what becomes of them. */
@Timeout(60)
class LateTradesTest extends FeedRig {
    private static final String PAST = "/api/v5/market/history-trades";
    private static final Pattern AFTER = Pattern.compile("after=(\\d+)");

    @Test
    void hole_isToldAtOnceAndFilledOverRest_eachOnceAndInOrder() throws Exception {
        TestVenue venue = okx();
        venue.rest.put(PAST, LateTradesTest::hundredBefore);
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        peer.send(trade("BTC-USDT", 1_000, 1));
        peer.send(trade("BTC-USDT", 1_251, 2));
        assertThat(((Trade) event()).number()).isEqualTo(1_000);
        assertThat(((TradesLost) event()).missing()).isEqualTo(250);
        assertThat(((Trade) event()).number()).isEqualTo(1_251);

        clock.turnUntil("the late trades", STEP.multipliedBy(4), () -> count(feed, FeedMetric.LATE_TRADES) == 250);
        List<Trade> late = new ArrayList<>();
        for (MarketEvent event = events.poll(); event != null; event = events.poll()) {
            if (event instanceof Trade trade) {
                late.add(trade);
            }
        }
        assertThat(late).allMatch(Trade::late);
        assertThat(late)
                .extracting(Trade::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1_001, 1_250).boxed().toList());
        assertThat(venue.asked).as("a hundred at a time, no more than that").hasSize(3);
        assertThat(count(feed, FeedMetric.LATE_MISSED)).isZero();
        peer.send(trade("BTC-USDT", 1_252, 3));
        assertThat(((Trade) event()).late()).as("the stream goes on as before").isFalse();
    }

    @Test
    void hole_thatRestKnowsNothingOf_isGivenUpAfterAFewAnswers() throws Exception {
        TestVenue venue = okx();
        AtomicInteger answers = new AtomicInteger();
        venue.rest.put(PAST, path -> answers.incrementAndGet() == 1 ? "" : "{\"code\":\"0\",\"msg\":\"\",\"data\":[]}");
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        peer.send(trade("BTC-USDT", 10, 1));
        peer.send(trade("BTC-USDT", 13, 2));
        clock.turnUntil("the end of it", Duration.ofSeconds(1), () -> {
            peer.send(quote("SOL-USDT", "1")); // So that the connection is not taken for dead.
            return count(feed, FeedMetric.LATE_MISSED) == 2;
        });
        assertThat(answers).hasValue(LateTrades.MOST_VAIN);
        assertThat(count(feed, FeedMetric.LATE_TRADES)).isZero();
    }

    @Test
    void hole_thatIsTooLarge_staysAHole() throws Exception {
        TestVenue venue = okx();
        venue.rest.put(PAST, LateTradesTest::hundredBefore);
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        peer.send(trade("BTC-USDT", 10, 1));
        peer.send(trade("BTC-USDT", 20_011, 2));
        assertThat(event()).isInstanceOf(Trade.class);
        assertThat(((TradesLost) event()).missing()).isEqualTo(20_000);
        clock.until("the count", () -> count(feed, FeedMetric.LATE_MISSED) == 20_000);
        clock.advance(Duration.ofSeconds(5));
        clock.settle();
        assertThat(venue.asked).isEmpty();
    }

    /** As OKX answers: the newest first, all below the number that was named. */
    private static String hundredBefore(String path) {
        Matcher after = AFTER.matcher(path);
        assertThat(after.find()).isTrue();
        long last = Long.parseLong(after.group(1)) - 1;
        return LongStream.range(0, 100)
                .mapToObj(i ->
                        "{\"instId\":\"BTC-USDT\",\"side\":\"buy\",\"sz\":\"1\",\"px\":\"64000\",\"tradeId\":\"%d\",\"ts\":\"1767323041000\"}"
                                .formatted(last - i))
                .collect(Collectors.joining(",", "{\"code\":\"0\",\"msg\":\"\",\"data\":[", "]}"));
    }
}
