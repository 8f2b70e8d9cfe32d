package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Candle;
import io.quotewire.model.Channel;
import io.quotewire.model.Decimal;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CandleTopicTest {
    private static final long S = 1_000_000;
    private static final String MINUTE = "candle.1m:okx:BTC-USDT";

    /** At a full minute, which the crank's time is 20 s before. */
    private static final long FROM_US = 1_020 * S;

    private final Crank crank = new Crank(Crank.CONFIG.with(with(Interval.MINUTE)));

    private static Derived with(Interval... intervals) {
        return new Derived(List.of(intervals), Duration.ofSeconds(2), 0, 5, List.of(), List.of(), Duration.ofHours(26));
    }

    /** Trades flow, and the next minute is the first that is seen whole. */
    private Crank flowing() {
        return flows(crank);
    }

    /** Three words tell how a venue's clock stands. */
    private static Crank clocked(Crank of, String venue) {
        for (int i = 0; i < 3; i++) {
            of.quoteOfOther(venue).after(1);
        }
        return of;
    }

    private static Crank flows(Crank of) {
        clocked(of, "okx");
        of.on(new MarketEvent.Acknowledged(Crank.listing("okx"), Channel.TRADES, of.nowUs));
        return of.after(19_998);
    }

    private static Crank traded(Crank of, long number, String price, String size, long tsUs, boolean late) {
        return of.on(new MarketEvent.Trade(
                Crank.listing("okx"),
                tsUs,
                of.nowUs,
                false,
                "t" + number,
                number,
                Side.SELL,
                Decimal.parse(price),
                Decimal.parse(size),
                late));
    }

    private Crank traded(long number, String price, String size) {
        return traded(crank, number, price, size, crank.nowUs - 1_000, false);
    }

    private static List<Update.ClosedCandle> closed(Crank of, String topic) {
        return of.updates.stream()
                .filter(update -> update.head().topic().toString().equals(topic))
                .filter(Update.ClosedCandle.class::isInstance)
                .map(Update.ClosedCandle.class::cast)
                .toList();
    }

    private List<String> numbered() {
        Predicate<String> isView = line -> line.contains(" open ");
        return crank.lines(MINUTE).stream().filter(isView.negate()).toList();
    }

    @Test
    void candle_thatHasEnded_isToldOnceItsGraceIsOver() {
        flowing();
        traded(1, "100.10", "0.5").after(20_000);
        traded(2, "99", "1.25").after(20_000);
        traded(3, "101.5", "0.25").after(21_900);
        assertThat(numbered()).isEmpty();

        crank.after(200);
        assertThat(numbered())
                .containsExactly("1 okx live candle 1020-1080 100.10 101.5 99 101.5 v2.00 q199.175 n3 after 0");
        Update.ClosedCandle told = closed(crank, MINUTE).getFirst();
        assertThat(told.head().tsUs()).isEqualTo(FROM_US + 40 * S);
        assertThat(told.head().recvUs()).isEqualTo(FROM_US + 40 * S + 1_000);
    }

    @Test
    void candle_thatGrows_isShownWithoutANumber_andNoMoreThanFourTimesASecond() {
        flowing();
        for (int i = 1; i <= 100; i++) {
            traded(i, "100", "1").after(10);
        }
        crank.after(1_000);

        List<String> views = crank.lines(MINUTE);
        assertThat(views).hasSize(4).allMatch(line -> line.startsWith("0 okx live open 1020-1080"));
        assertThat(views.getLast()).endsWith("v100 q10000 n100");
        assertThat(crank.after(5_000).lines(MINUTE)).hasSize(4);
    }

    @Test
    void tradeOnItsWay_withinTheGrace_isOfItsOwnCandle() {
        flowing();
        traded(1, "100", "1").after(60_000);
        traded(crank, 2, "105", "1", FROM_US + 60 * S - 1, false).after(62_000);

        assertThat(closed(crank, MINUTE)).hasSize(1);
        assertThat(closed(crank, MINUTE).getFirst().candle().close()).isEqualTo(Decimal.parse("105"));
    }

    @Test
    void lateTrade_ofAnEndedCandle_makesARevisedOne_oneForAllThatComeTogether() {
        flowing();
        traded(1, "100", "1").after(130_000);
        traded(crank, 2, "90", "1", FROM_US + 10 * S, true);
        traded(crank, 3, "80", "1", FROM_US + 60 * S, true);
        traded(crank, 4, "95", "1", FROM_US + 11 * S, true).after(1_000);

        assertThat(numbered())
                .containsExactly(
                        "1 okx live candle 1020-1080 100 100 100 100 v1 q100 n1 after 0",
                        "2 okx live candle 1020-1080 100 100 90 95 v3 q285 n3 revised after 1",
                        "3 okx live candle 1080-1140 80 80 80 80 v1 q80 n1 revised after 2");
    }

    @Test
    void lateTrade_ofACandleLongAgo_changesNothing_andIsCounted() {
        flowing();
        traded(1, "100", "1").after(185_000);
        traded(crank, 2, "90", "1", FROM_US + 10 * S, true).after(1_000);

        assertThat(closed(crank, MINUTE)).hasSize(1);
        assertThat(crank.read(EngineMetric.IGNORED, "candle_trade")).isEqualTo(1);
    }

    @Test
    void minuteWithoutATrade_hasNoCandle() {
        flowing();
        traded(1, "100", "1").after(180_000);
        traded(2, "100", "1").after(63_000);

        assertThat(closed(crank, MINUTE))
                .extracting(told -> told.candle().openUs())
                .containsExactly(FROM_US, FROM_US + 180 * S);
    }

    @Test
    void firstCandle_begunBeforeWeListened_isThevenuesOwn() {
        clocked(crank, "okx");
        traded(1, "100", "1").after(45_000);
        assertThat(crank.lines(MINUTE)).containsExactly("0 okx live open 960-1020 100 100 100 100 v1 q100 n1 partial");
        assertThat(crank.commands)
                .containsExactly(new FeedCommand.Candles(
                        Crank.listing("okx"), Interval.MINUTE, 960 * S, 1_020 * S, "the feed began within it"));

        answer(960, 1_020, true, candle(960, "90", "110", "80", "100"));
        assertThat(numbered()).containsExactly("1 okx live candle 960-1020 90 110 80 100 v7 q? n-1 filled after 0");
    }

    @Test
    void firstCandle_thatNobodyKnows_isNoLoss() {
        clocked(crank, "okx");
        traded(1, "100", "1").after(45_000);
        answer(960, 1_020, false);
        assertThat(numbered()).isEmpty();
    }

    @Test
    void candlesOfALoss_areTheVenuesOwn_andTakeThePlaceOfWhatWasTold() {
        flowing();
        traded(1, "100", "1").after(63_000);
        crank.lost("okx", "reset").after(90_000);
        traded(9, "100", "1").after(60_000); // Without a number the hole cannot be known: see below.
        crank.tradesLost("okx", 5);
        traded(15, "101", "1").after(62_000);

        assertThat(crank.commands.getLast())
                .isEqualTo(new FeedCommand.Candles(
                        Crank.listing("okx"), Interval.MINUTE, 1_140 * S, 1_260 * S, "trades were missed"));
        crank.clear();
        answer(1_140, 1_260, true, candle(1_140, "100", "103", "99", "102"), candle(1_200, "102", "104", "98", "101"));
        assertThat(closed(crank, MINUTE))
                .extracting(told -> told.candle().openUs() / S)
                .containsExactly(1_140L, 1_200L);
        assertThat(closed(crank, MINUTE)).allMatch(Update.ClosedCandle::filled);
    }

    @Test
    void lossThatNobodyCanFill_isAGap() {
        flowing();
        traded(1, "100", "1").tradesLost("okx", 2);
        traded(4, "100", "1").after(63_000);
        assertThat(closed(crank, MINUTE)).isEmpty();

        answer(1_020, 1_080, false);
        assertThat(numbered()).containsExactly("1 okx live gap -1 after 0");
    }

    @Test
    void lossThatLateTradesMakeGood_needsNobodyElse() {
        flowing();
        traded(1, "100", "1").after(100).tradesLost("okx", 2);
        traded(4, "100", "1").after(5_000);
        traded(crank, 2, "90", "1", FROM_US + 2_000, true);
        traded(crank, 3, "91", "1", FROM_US + 3_000, true).after(60_000);

        assertThat(closed(crank, MINUTE)).hasSize(1);
        assertThat(closed(crank, MINUTE).getFirst().candle().trades()).isEqualTo(4);
        assertThat(crank.commands).hasSize(1); // Of the first minute alone.
    }

    @Test
    void lostFeed_whoseNumbersGoOn_hasMissedNothing() {
        flowing();
        traded(1, "100", "1").lost("okx", "reset").after(10_000);
        traded(2, "101", "1").after(62_000);

        assertThat(closed(crank, MINUTE)).hasSize(1);
        assertThat(closed(crank, MINUTE).getFirst().candle().trades()).isEqualTo(2);
    }

    @Test
    void lostFeed_withoutNumbers_mayHaveMissedSomething() {
        flowing();
        traded(0, "100", "1").lost("okx", "reset").after(10_000);
        traded(0, "101", "1").after(62_000);

        assertThat(closed(crank, MINUTE)).isEmpty();
        assertThat(crank.commands).hasSize(2);
    }

    @Test
    void priceThatIsNotBelieved_isInNoCandle_theVenueIsAsked() {
        flowing();
        traded(1, "100", "1");
        traded(2, "1000", "1");
        traded(3, "100", "1").after(63_000);

        assertThat(crank.lines(MINUTE)).noneMatch(line -> line.contains("1000"));
        assertThat(closed(crank, MINUTE)).isEmpty();
        answer(1_020, 1_080, true, candle(1_020, "100", "100", "100", "100"));
        assertThat(closed(crank, MINUTE)).hasSize(1);
    }

    @Test
    void tradeBehindACandleThatNobodyKnows_makesNoCandleOfItselfAlone() {
        flowing();
        traded(1, "100", "1").after(100).tradesLost("okx", 2);
        traded(4, "100", "1").after(63_000);
        answer(1_020, 1_080, false);
        traded(crank, 2, "90", "1", FROM_US + 2_000, true).after(1_000);

        assertThat(closed(crank, MINUTE)).isEmpty();
        assertThat(numbered()).containsExactly("1 okx live gap -1 after 0");
    }

    @Test
    void candleWithTrades_thatTheVenueLeavesOut_isALoss() {
        flowing();
        traded(1, "100", "1").after(100).tradesLost("okx", 2);
        traded(4, "100", "1").after(63_000);
        answer(1_020, 1_080, true);

        assertThat(numbered()).containsExactly("1 okx live gap -1 after 0");
    }

    @Test
    void tradeOfATimeBeforeTheStart_isInNoCandle() {
        clocked(crank, "okx");
        crank.nowUs = FROM_US + 130 * S;
        crank.after(0).on(new MarketEvent.Acknowledged(Crank.listing("okx"), Channel.TRADES, crank.nowUs));
        traded(crank, 1, "100", "1", FROM_US + 70 * S, false).after(63_000);

        assertThat(closed(crank, MINUTE)).isEmpty();
    }

    @Test
    void loss_isLookedForWhereTheLastTradeWas_howeverLongAgo() {
        flowing();
        traded(1, "100", "1").after(30_000);
        crank.quoteOfOther("okx").after(150_000).tradesLost("okx", 1);
        traded(3, "100", "1").after(63_000);

        assertThat(crank.commands.getLast())
                .isEqualTo(new FeedCommand.Candles(
                        Crank.listing("okx"), Interval.MINUTE, 1_020 * S, 1_260 * S, "trades were missed"));
        assertThat(closed(crank, MINUTE)).allMatch(told -> told.candle().openUs() == FROM_US);
    }

    @Test
    void topicThatWasClosed_goesOnBehindAGap() {
        flowing();
        traded(1, "100", "1").after(63_000);
        crank.closed("okx").after(600_000).clear();
        clocked(crank, "okx").trade("okx", 2, "100").after(1_000);

        assertThat(numbered()).containsExactly("3 okx live gap -1 after 2");
    }

    @Test
    void statusOfTheTrades_isTheCandlesToo() {
        flowing();
        traded(1, "100", "1").after(63_000);
        crank.lost("okx", "reset");

        assertThat(crank.last(MINUTE).head().status()).isEqualTo(Status.DOWN);
        assertThat(crank.lines(MINUTE)).last().isEqualTo("2 okx down status (reset)");
    }

    @Test
    void candlesThatNobodyWants_beginAnew() {
        flowing();
        traded(1, "100", "1").closed("okx").after(600_000);
        traded(2, "100", "1").after(1_000);

        assertThat(closed(crank, MINUTE)).isEmpty();
        assertThat(crank.lines(MINUTE)).last().asString().contains("partial");
    }

    @Test
    void best_repeatsTheChosenVenues_andNoMinuteTwice() {
        flowing();
        traded(1, "100", "1").after(30_000);
        clocked(crank, "binance")
                .on(new MarketEvent.Acknowledged(Crank.listing("binance"), Channel.TRADES, crank.nowUs));
        crank.trade("binance", 1, "100").after(33_000);
        String best = "candle.1m:best:BTC-USDT";
        assertThat(closed(crank, best)).hasSize(1);
        assertThat(closed(crank, best).getFirst().head().source()).isEqualTo("okx");

        crank.clear().lost("okx", "reset");
        crank.on(new MarketEvent.Candles(
                Crank.listing("binance"),
                crank.nowUs,
                false,
                Interval.MINUTE,
                1_020 * S,
                1_080 * S,
                List.of(candle(1_020, "99", "99", "99", "99")),
                true));
        crank.trade("binance", 2, "100").after(63_000);
        assertThat(closed(crank, best))
                .extracting(told -> told.candle().openUs() / S)
                .containsExactly(1_080L);
        assertThat(crank.lines(best).getFirst()).isEqualTo("2 binance live status was okx (reset)");
    }

    @Test
    void best_thatChangesItsVenue_catchesUp_andSaysWhatItMayLack() {
        String best = "candle.1s:best:BTC-USDT";
        Crank seconds = new Crank(Crank.CONFIG.with(with(Interval.SECOND)));
        flows(seconds);
        clocked(seconds, "binance")
                .on(new MarketEvent.Acknowledged(Crank.listing("binance"), Channel.TRADES, seconds.nowUs));
        seconds.after(2_000).trade("okx", 1, "100").trade("binance", 1, "100").after(4_000);
        assertThat(closed(seconds, best)).hasSize(1);
        for (int second = 0; second < 8; second++) { // Of okx nothing is traded.
            seconds.trade("binance", second + 2, "101").after(1_000);
        }
        seconds.after(3_000).clear().lost("okx", "reset");

        assertThat(seconds.lines(best).get(0)).contains("binance live status was okx");
        assertThat(seconds.lines(best).get(1)).contains(" gap -1 ");
        assertThat(closed(seconds, best))
                .hasSize(5)
                .allMatch(told -> told.head().source().equals("binance"));
    }

    @Test
    void tradesWithoutAStamp_areOfTheTimeAtWhichTheyCome() {
        traded(crank, 1, "100", "1", 0, false).after(21_000);
        traded(crank, 2, "101", "1", 0, false).after(70_000);

        assertThat(closed(crank, MINUTE))
                .extracting(told -> told.candle().openUs())
                .containsExactly(FROM_US);
    }

    @Test
    void candles_ofASourceThatIsNoExchange_endToo() {
        Listing random = new Listing("random", Crank.BTC);
        for (int i = 1; i <= 90; i++) {
            crank.on(new MarketEvent.Trade(
                            random,
                            crank.nowUs,
                            crank.nowUs,
                            true,
                            "t" + i,
                            i,
                            Side.BUY,
                            Decimal.parse("1"),
                            Decimal.parse("1"),
                            false))
                    .after(1_000);
        }
        assertThat(closed(crank, "candle.1m:random:BTC-USDT")).hasSize(1);
    }

    /** A venue's clock that is off, or far away, moves no trade into another candle. */
    @Test
    void clockOfTheVenue_decides_howeverFarItIsOff() {
        for (long offUs : new long[] {-5 * S, 5 * S, -600 * S}) {
            Crank skewed = new Crank(Crank.CONFIG.with(with(Interval.MINUTE)));
            long fromUs = FROM_US + offUs;
            for (int i = 0; i < 170; i++) {
                traded(skewed, i + 1, "100", "1", skewed.nowUs - 1_000 + offUs, false)
                        .after(1_000);
            }
            List<Update.ClosedCandle> told = closed(skewed, MINUTE);
            assertThat(told).as("off by %d", offUs).hasSize(2).noneMatch(Update.ClosedCandle::revised);
            assertThat(told.getFirst().candle().trades()).isEqualTo(60);
            assertThat(told.getFirst().candle().openUs()).isEqualTo(Interval.MINUTE.openUs(fromUs - 20 * S) + 60 * S);
        }
    }

    @Test
    void stampFarAhead_isTakenForNow() {
        flowing();
        traded(1, "100", "1").after(1_000);
        traded(crank, 2, "101", "1", crank.nowUs + 600 * S, false).after(63_000);

        assertThat(closed(crank, MINUTE)).hasSize(1);
        assertThat(closed(crank, MINUTE).getFirst().candle().trades()).isEqualTo(2);
    }

    @Test
    void days_beginAtMidnightUtc_alsoBetweenMonths() {
        Crank days = new Crank(Crank.CONFIG.with(with(Interval.DAY, Interval.HOUR)));
        long midnightUs = Instant.parse("2024-03-01T00:00:00Z").getEpochSecond() * S;
        days.nowUs = midnightUs - 30 * 3_600 * S;
        clocked(days.after(1), "okx")
                .on(new MarketEvent.Acknowledged(Crank.listing("okx"), Channel.TRADES, days.nowUs));
        for (int hour = 0; hour < 60; hour++) {
            traded(days, hour + 1, Integer.toString(100 + hour), "1", days.nowUs, false)
                    .after(3_600_000);
        }
        days.after(60_000);
        List<Update.ClosedCandle> told = closed(days, "candle.1d:okx:BTC-USDT");
        assertThat(told)
                .extracting(each -> Instant.ofEpochMilli(each.candle().openUs() / 1_000))
                .containsExactly(Instant.parse("2024-02-29T00:00:00Z"), Instant.parse("2024-03-01T00:00:00Z"));
        assertThat(told.getFirst().candle().open()).isEqualTo(Decimal.parse("106"));
        assertThat(told.getFirst().candle().close()).isEqualTo(Decimal.parse("129"));
        assertThat(closed(days, "candle.1h:okx:BTC-USDT"))
                .hasSize(59)
                .allMatch(each -> each.candle().trades() == 1);
    }

    private void answer(long fromS, long toS, boolean known, Candle... candles) {
        crank.on(new MarketEvent.Candles(
                Crank.listing("okx"),
                crank.nowUs,
                false,
                Interval.MINUTE,
                fromS * S,
                toS * S,
                List.of(candles),
                known));
    }

    private static Candle candle(long fromS, String open, String high, String low, String close) {
        return new Candle(
                fromS * S,
                (fromS + 60) * S,
                Decimal.parse(open),
                Decimal.parse(high),
                Decimal.parse(low),
                Decimal.parse(close),
                new BigDecimal("7"),
                null,
                Candle.UNKNOWN);
    }
}
