package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.Candle;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Candles;
import io.quotewire.model.PastCandles.Past;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.limit.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Candles that were not seen, and what becomes of them. It is five seconds past 03:04. */
@Timeout(60)
class LateCandlesTest extends FeedRig {
    private static final String PAST = "/api/v5/market/history-candles";
    private static final long MINUTE_US = Interval.MINUTE.us();
    private static final long FOUR_US = 1_767_323_040_000_000L;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void command_isAnsweredWithTheCandlesThatHadTrades() throws Exception {
        TestVenue venue = okx();
        venue.rest.put(PAST, path -> rows(FOUR_US - 4 * MINUTE_US, FOUR_US));
        FeedHandler feed = started(venue);
        feed.ask(minutes(FOUR_US - 3 * MINUTE_US, FOUR_US));

        Candles told = told();
        assertThat(told.known()).isTrue();
        assertThat(told.listing()).isEqualTo(BTC);
        assertThat(told.interval()).isEqualTo(Interval.MINUTE);
        assertThat(List.of(told.fromUs(), told.toUs())).containsExactly(FOUR_US - 3 * MINUTE_US, FOUR_US);
        assertThat(told.candles().stream().map(Candle::openUs))
                .as("in order, and none beyond what was asked for")
                .containsExactly(FOUR_US - 3 * MINUTE_US, FOUR_US - 2 * MINUTE_US, FOUR_US - MINUTE_US);
        assertThat(venue.asked)
                .containsExactly(PAST
                        + "?instId=BTC-USDT&bar=1m&before=%d&after=%d&limit=300"
                                .formatted((FOUR_US - 3 * MINUTE_US) / 1_000 - 1, FOUR_US / 1_000));
        assertThat(count(feed, FeedMetric.CANDLES)).isEqualTo(3);
        assertThat(count(feed, FeedMetric.COMMANDS)).isEqualTo(1);
    }

    @Test
    void newestCandle_thatIsNotThereYet_isAskedForAgainAndThenHadNoTrades() throws Exception {
        TestVenue venue = okx();
        venue.rest.put(PAST, path -> rows(FOUR_US - 2 * MINUTE_US, FOUR_US - MINUTE_US));
        FeedHandler feed = started(venue);
        feed.ask(minutes(FOUR_US - 2 * MINUTE_US, FOUR_US));

        Candles told = told();
        assertThat(venue.asked).hasSize(LateCandles.MOST_ANSWERS);
        assertThat(told.known()).isTrue();
        assertThat(told.toUs()).isEqualTo(FOUR_US);
        assertThat(told.candles()).singleElement().extracting(Candle::openUs).isEqualTo(FOUR_US - 2 * MINUTE_US);
    }

    @Test
    void newestCandle_thatComesLate_isTold() throws Exception {
        TestVenue venue = okx();
        AtomicInteger answers = new AtomicInteger();
        venue.rest.put(
                PAST,
                path -> rows(FOUR_US - MINUTE_US, answers.incrementAndGet() == 1 ? FOUR_US - MINUTE_US : FOUR_US));
        FeedHandler feed = started(venue);
        feed.ask(minutes(FOUR_US - MINUTE_US, FOUR_US));

        assertThat(told().candles()).hasSize(1);
        assertThat(answers).hasValue(2);
    }

    @Test
    void venue_thatFails_isGivenUpAfterAFewRequests() throws Exception {
        TestVenue venue = okx();
        AtomicInteger requests = new AtomicInteger();
        venue.rest.put(PAST, path -> requests.incrementAndGet() == 1 ? "" : "{\"code\":\"50001\",\"msg\":\"\"}");
        FeedHandler feed = started(venue);
        feed.ask(minutes(FOUR_US - MINUTE_US, FOUR_US));

        Candles told = told();
        assertThat(told.known()).isFalse();
        assertThat(told.candles()).isEmpty();
        assertThat(List.of(told.fromUs(), told.toUs())).containsExactly(FOUR_US - MINUTE_US, FOUR_US);
        assertThat(requests).hasValue(LateCandles.MOST_FAILURES);
        assertThat(count(feed, FeedMetric.CANDLES_MISSED)).isEqualTo(1);
    }

    @Test
    void command_thatNoRequestCanAnswer_isAnsweredAtOnce() throws Exception {
        TestVenue venue = okx();
        venue.rest.put(PAST, path -> rows(0, 0));
        FeedHandler feed = started(venue);
        Listing unlisted = new Listing("okx", Instrument.parse("NMR-USDT"));
        feed.ask(new FeedCommand.Candles(unlisted, Interval.MINUTE, FOUR_US - MINUTE_US, FOUR_US, "test"));
        assertThat(told().known()).isFalse();
        feed.ask(minutes(FOUR_US, FOUR_US + MINUTE_US));
        assertThat(told().known()).as("it has not ended").isFalse();
        assertThat(venue.asked).isEmpty();
        assertThat(count(feed, FeedMetric.COMMANDS)).isZero();
    }

    @Test
    void span_thatIsTooLong_isCutToTheNewest() throws Exception {
        TestVenue venue = okx();
        venue.rest.put(PAST, path -> rows(FOUR_US - 300 * MINUTE_US, FOUR_US));
        FeedHandler feed = started(venue);
        feed.ask(minutes(FOUR_US - 5_000 * MINUTE_US, FOUR_US));

        Candles told = told();
        assertThat(told.fromUs()).isEqualTo(FOUR_US - 300 * MINUTE_US);
        assertThat(told.candles()).hasSize(300);
    }

    @Test
    void command_thatAFullShardCannotTake_isToldLater() throws Exception {
        TestVenue venue = okx();
        venue.rest.put(PAST, path -> rows(FOUR_US - MINUTE_US, FOUR_US));
        AtomicInteger refused = new AtomicInteger();
        sink = event -> (!(event instanceof Candles) || refused.incrementAndGet() == 3) && events.offer(event);
        FeedHandler feed = started(venue);
        feed.ask(minutes(FOUR_US - MINUTE_US, FOUR_US));

        assertThat(told().candles()).hasSize(1);
        assertThat(refused).hasValue(3);
    }

    @Test
    void readers_ofTheSameSpan_shareOneRequest() throws Exception {
        TestVenue venue = okx();
        venue.rest.put(PAST, path -> rows(FOUR_US - 2 * MINUTE_US, FOUR_US));
        FeedHandler feed = started(venue);
        List<CompletableFuture<Past>> readers = new ArrayList<>();
        for (int i = 0; i < LateCandles.MOST_READERS; i++) {
            readers.add(feed.candles(BTC, Interval.MINUTE, FOUR_US - 2 * MINUTE_US - i, FOUR_US + i));
        }
        clock.turnUntil("the candles", STEP, () -> readers.stream().allMatch(CompletableFuture::isDone));
        for (CompletableFuture<Past> reader : readers) {
            assertThat(reader.get().candles()).hasSize(2);
        }
        assertThat(venue.asked).hasSize(1);
        assertThat(events.stream().noneMatch(Candles.class::isInstance)).isTrue();
    }

    @Test
    void reader_whomNobodyAnswers_isRefused() throws Exception {
        TestVenue venue = okx();
        venue.rest.put(PAST, path -> "");
        FeedHandler feed = started(venue);
        refused(feed.candles(BTC, Interval.MINUTE, FOUR_US - MINUTE_US, FOUR_US), "HTTP 503");
        refused(
                feed.candles(
                        new Listing("okx", Instrument.parse("NMR-USDT")),
                        Interval.MINUTE,
                        FOUR_US - MINUTE_US,
                        FOUR_US),
                "no such candles");
        assertThat(feed.candles(BTC, Interval.MINUTE, FOUR_US, FOUR_US + MINUTE_US)
                        .get(20, TimeUnit.SECONDS)
                        .candles())
                .as("it has not ended")
                .isEmpty();
        feed.stop().get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> feed.candles(BTC, Interval.MINUTE, FOUR_US - MINUTE_US, FOUR_US)
                        .get(20, TimeUnit.SECONDS))
                .hasMessageContaining(LateCandles.STOPPED);
    }

    @Test
    void readers_beyondTheMost_areRefused_andTheOthersAfterAWhile() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = started(venue);
        ledgerOf("okx", venue).answered(429, "3600", "", clock.nowUs());
        List<CompletableFuture<Past>> readers = new ArrayList<>();
        for (int i = 1; i <= LateCandles.MOST_READERS; i++) {
            readers.add(feed.candles(BTC, Interval.MINUTE, FOUR_US - i * MINUTE_US, FOUR_US));
        }
        refused(feed.candles(BTC, Interval.MINUTE, FOUR_US - MINUTE_US, FOUR_US), "too many readers");
        clock.settle();
        assertThat(readers).noneMatch(CompletableFuture::isDone);
        clock.turnUntil(
                "the end of their patience",
                SECOND,
                () -> readers.stream().allMatch(CompletableFuture::isCompletedExceptionally));
        assertThat(venue.asked).isEmpty();
    }

    @Test
    void candles_waitUntilThereIsLeaveForABookBesides() throws Exception {
        TestVenue venue = binance(2);
        venue.rest.put("/api/v3/klines", path -> "[]");
        FeedHandler feed = start(venue, "binance", config(venue, "127.0.0.1", "binance", List.of()));
        clock.until("the list", () -> !feed.listings().isEmpty());
        clock.advance(Duration.ofMinutes(2));
        assertThat(ledgerOf("binance", venue).call(1_160, clock.nowUs())).isNotNull();
        Listing listing = feed.listings().getFirst().listing();
        feed.ask(new FeedCommand.Candles(listing, Interval.MINUTE, FOUR_US - 10 * MINUTE_US, FOUR_US, "test"));
        for (int second = 0; second < 50; second++) {
            clock.advance(SECOND);
            clock.settle();
        }
        assertThat(venue.asked).as("40 are left, a book weighs 50").isEmpty();
        assertThat(told().known()).isTrue();
        assertThat(venue.asked).hasSize(1);
    }

    private FeedHandler started(TestVenue venue) {
        FeedHandler feed = start(venue);
        clock.until("the list", () -> !feed.listings().isEmpty());
        return feed;
    }

    private Ledger ledgerOf(String name, TestVenue venue) {
        return ledgers.of(name, config(venue, "127.0.0.1", name, List.of()).address(), Limits.of(name));
    }

    /** The next answer to a command; turns the clock until it comes. */
    private Candles told() {
        List<Candles> told = new ArrayList<>();
        clock.turnUntil("an answer", SECOND, () -> {
            for (MarketEvent event = events.poll(); event != null; event = events.poll()) {
                if (event instanceof Candles candles) {
                    told.add(candles);
                }
            }
            return !told.isEmpty();
        });
        return told.getFirst();
    }

    private void refused(CompletableFuture<Past> reader, String why) {
        clock.turnUntil("a refusal", STEP, reader::isDone);
        assertThatThrownBy(() -> reader.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining(why);
    }

    private static FeedCommand.Candles minutes(long fromUs, long toUs) {
        return new FeedCommand.Candles(BTC, Interval.MINUTE, fromUs, toUs, "test");
    }

    /** As OKX answers: the newest first. */
    private static String rows(long fromUs, long toUs) {
        return LongStream.range(0, (toUs - fromUs) / MINUTE_US)
                .map(i -> (toUs - (i + 1) * MINUTE_US) / 1_000)
                .mapToObj(
                        "[\"%d\",\"64000\",\"64010\",\"63990\",\"64001\",\"1.5\",\"96001\",\"96001\",\"1\"]"::formatted)
                .collect(Collectors.joining(",", "{\"code\":\"0\",\"msg\":\"\",\"data\":[", "]}"));
    }
}
