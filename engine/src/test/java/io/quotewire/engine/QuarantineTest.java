package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Status;
import io.quotewire.model.Update.TradeItem;
import io.quotewire.model.Update.Trades;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** U21: a price that is far off is shown once somebody confirms it. */
class QuarantineTest {
    private static final String QUOTE = "quote:okx:BTC-USDT";
    private static final String TICKER = "ticker:okx:BTC-USDT";
    private static final String TRADE = "trade:okx:BTC-USDT";

    private final Crank crank = new Crank();

    private void assertCounts(int suspects, int outliers) {
        assertThat(crank.read(EngineMetric.SUSPECTS, "")).as("suspects").isEqualTo(suspects);
        assertThat(crank.read(EngineMetric.OUTLIERS, "")).as("outliers").isEqualTo(outliers);
    }

    private List<Boolean> suspects(String topic) {
        return crank.updates.stream()
                .filter(update -> update.head().topic().toString().equals(topic))
                .flatMap(update -> ((Trades) update).items().stream())
                .map(TradeItem::suspect)
                .toList();
    }

    @Test
    void outlierOfAQuote_isNeverShown() {
        crank.quote("okx", "100", "101").after(50).quote("okx", "1000", "1010").after(50);
        assertThat(crank.updates).hasSize(4);

        crank.quote("okx", "100", "102");

        assertThat(crank.lines(QUOTE)).containsExactly("1 okx live snapshot 100/101", "2 okx live value 100/102");
        assertThat(crank.lines("quote:best:BTC-USDT")).isEqualTo(crank.lines(QUOTE));
        assertThat(crank.lines(TICKER)).hasSize(2);
        assertThat(crank.read(EngineMetric.OUTLIERS, "quote")).isEqualTo(1);
        assertCounts(1, 1);
    }

    @Test
    void outlierOfOneSide_isNeverShown() {
        crank.quote("okx", "100", "101")
                .quote("okx", "100", "1010")
                .quote("okx", "99", "101")
                .quote("okx", null, "1010")
                .quote("okx", null, "101");

        assertThat(crank.lines(QUOTE))
                .containsExactly("1 okx live snapshot 100/101", "2 okx live value 99/101", "3 okx live value null/101");
        assertCounts(2, 2);
    }

    @Test
    void outlierOfATicker_isNeverShown_norItsFigures() {
        crank.ticker("okx", "100", "99", "101").after(50).ticker("okx", "1000", "990", "1010");
        crank.after(50).ticker("okx", "101", "99", "101");
        crank.after(50).ticker("okx", crank.nowUs, "1000", "99", "101", "51");
        crank.after(50).ticker("okx", "102", "99", "101");

        assertThat(crank.lines(TICKER))
                .containsExactly(
                        "1 okx live snapshot 100 99/101 of 50 50 100.00%",
                        "2 okx live value 101 99/101 of 50 51 102.00%", "3 okx live value 102 99/101 of 50 52 104.00%");
        assertThat(crank.lines(QUOTE)).containsExactly("1 okx live snapshot 99/101");
        assertThat(crank.read(EngineMetric.OUTLIERS, "ticker")).isEqualTo(2);
    }

    @Test
    void outlierOfATrade_isAMarkedItem_andNoLastPrice() {
        crank.trade("okx", 1, "100").trade("okx", 2, "1000").trade("okx", 3, "101");

        assertThat(crank.lines(TRADE))
                .containsExactly(
                        "1 okx live trades 1=okx1@100 after 0",
                        "2 okx live trades 2=okx2@1000 after 1",
                        "3 okx live trades 3=okx3@101 after 2");
        assertThat(suspects(TRADE)).containsExactly(false, true, false);
        assertThat(suspects("trade:best:BTC-USDT")).containsExactly(false, true, false);
        assertThat(crank.lines(TICKER)).hasSize(2).last().asString().startsWith("2 okx live value 101 ");
        assertThat(crank.read(EngineMetric.OUTLIERS, "trade")).isEqualTo(1);
    }

    /** Also where the channel itself has said nothing yet that it could be held against. */
    @Test
    void outlierAtOnce_onAllChannels_isShownByNone() {
        crank.quote("okx", "100", "101");
        crank.ticker("okx", "1000", "990", "1010").trade("okx", 1, "1000").quote("okx", "1000", "1010");
        assertThat(crank.lines(QUOTE)).hasSize(1);
        assertThat(crank.lines(TICKER)).hasSize(1);

        crank.ticker("okx", "100", "99", "102").trade("okx", 2, "100.5").quote("okx", "100", "102");
        assertThat(crank.lines(TICKER)).last().asString().startsWith("4 okx live value 100.5 100/102 ");
        assertCounts(3, 3);
    }

    @Test
    void secondTick_confirms_andTheNewestIsShown() {
        crank.quote("okx", "100", "101").ticker("okx", "100", "99", "102").trade("okx", 1, "100");
        crank.quote("okx", "130", "131").quote("okx", "128", "129").quote("okx", "131", "132");
        crank.after(1).trade("okx", 2, "64").trade("okx", 3, "70").trade("okx", 4, "71");

        assertThat(crank.lines(QUOTE))
                .containsExactly("1 okx live snapshot 100/101", "2 okx live value 128/129", "3 okx live value 131/132");
        assertThat(suspects(TRADE)).containsExactly(false, true, false, false);
        assertThat(crank.lines(TICKER)).last().asString().contains("value 71 131/132 ");
        assertCounts(2, 0);
    }

    @Test
    void anotherVenueThatIsThereAlready_confirmsAtOnce() {
        crank.quote("okx", "100", "101").quote("binance", "60", "61");
        crank.quote("okx", "62", "63").trade("okx", 1, "62");

        assertThat(crank.lines(QUOTE)).last().isEqualTo("2 okx live value 62/63");
        assertCounts(0, 0);
    }

    @Test
    void anotherVenueThatFollows_confirmsWhatIsHeld() {
        crank.quote("okx", "100", "101").ticker("okx", "100", "99", "102").trade("okx", 1, "100");
        long heldUs = crank.after(1).nowUs;
        crank.quote("okx", "60", "61")
                .ticker("okx", "60", "59", "62")
                .trade("okx", 2, "60")
                .after(5);
        assertThat(crank.lines(QUOTE)).hasSize(1);

        crank.quote("binance", "60", "61");

        assertThat(crank.lines(QUOTE)).last().isEqualTo("2 okx live value 60/61");
        assertThat(crank.last(QUOTE).head().recvUs()).isEqualTo(heldUs);
        assertThat(crank.lines("quote:best:BTC-USDT")).last().isEqualTo("2 okx live value 60/61");
        assertThat(crank.lines(TICKER)).last().asString().contains("live value 60 60/61 ");
        assertThat(suspects(TRADE)).as("as it was when it came").containsExactly(false, true);
        assertCounts(3, 0);
    }

    @Test
    void crashOfTwelvePercent_isNeverHeld() {
        for (String venue : List.of("okx", "binance")) {
            crank.quote(venue, "100", "101").ticker(venue, "100", "99", "102").trade(venue, 1, "100");
        }
        for (String venue : List.of("okx", "binance")) {
            crank.quote(venue, "88", "89").ticker(venue, "88", "87", "90").trade(venue, 2, "88");
        }

        assertThat(crank.lines(QUOTE)).last().isEqualTo("2 okx live value 88/89");
        assertThat(crank.lines(TICKER)).last().asString().contains(" 88 88/89 ");
        assertCounts(0, 0);
    }

    @Test
    void crashOfFortyPercent_onAllVenues_costsOneTickOfEachAtMost() {
        for (String venue : List.of("okx", "binance")) {
            crank.quote(venue, "100", "101").ticker(venue, "100", "99", "102").trade(venue, 1, "100");
        }
        for (int i = 0; i < 2; i++) {
            for (String venue : List.of("okx", "binance")) {
                crank.after(1)
                        .quote(venue, "60", "61")
                        .ticker(venue, "60", "59", "62")
                        .trade(venue, 2 + i, "60");
            }
        }

        for (String venue : List.of("okx", "binance")) {
            assertThat(crank.lines("quote:" + venue + ":BTC-USDT"))
                    .last()
                    .asString()
                    .contains("live value 60/61");
            assertThat(crank.lines("ticker:" + venue + ":BTC-USDT"))
                    .last()
                    .asString()
                    .contains("live value 60 60/61 ");
        }
        assertThat(crank.read(EngineMetric.SUSPECTS, "")).isLessThanOrEqualTo(6);
        assertThat(crank.read(EngineMetric.OUTLIERS, "")).isZero();
    }

    @Test
    void moveInOneDirection_neverStalls() {
        crank.quote("okx", "100", "101");
        crank.quote("okx", "1000", "1001").quote("okx", "9000", "9001").quote("okx", "80000", "80001");

        assertThat(crank.lines(QUOTE)).containsExactly("1 okx live snapshot 100/101", "2 okx live value 80000/80001");
    }

    @Test
    void firstPrice_afterALossOrASilence_isBelieved() {
        crank.quote("okx", "100", "101").trade("okx", 1, "100").lost("okx", "cut");
        crank.quote("okx", "50", "51").trade("okx", 2, "50");
        crank.after(30_001).trade("okx", 3, "90").quote("okx", "90", "91");

        assertThat(crank.lines(QUOTE)).endsWith("3 okx live status (okx sends again) 50/51", "4 okx live value 90/91");
        assertCounts(0, 0);
    }

    @Test
    void loss_dropsWhatIsHeld() {
        crank.quote("okx", "100", "101")
                .quote("okx", "50", "51")
                .lost("okx", "cut")
                .clear();
        crank.after(40_000).quote("binance", "50", "51");

        assertThat(crank.lines(QUOTE)).isEmpty();
        assertCounts(1, 1);
    }

    /** Nobody trades for long in a thin market, so no second tick need come. */
    @Test
    void suspectThatNothingContradicts_isShownInTheEnd() {
        crank.trade("okx", 1, "100").after(1_000).trade("okx", 2, "130").clear();
        crank.after(30_000);
        assertThat(crank.lines(TICKER)).isEmpty();

        crank.after(1);

        assertThat(crank.lines(TICKER)).singleElement().asString().startsWith("2 okx live value 130 ");
        assertCounts(1, 0);
    }

    @Test
    void suspectTrade_thatQuotesContradict_isDroppedInTheEnd() {
        crank.quote("okx", "100", "101").trade("okx", 1, "130");
        for (int i = 0; i < 4; i++) {
            crank.after(10_000).quote("okx", "100", "102");
        }

        assertThat(crank.lines(TICKER)).noneMatch(line -> line.contains("130"));
        assertCounts(1, 1);
    }

    /** Its channel says for itself what is true once it speaks again. */
    @Test
    void suspect_ofAChannelThatFellSilent_isDroppedInTheEnd() {
        for (int i = 0; i < 70; i++) {
            crank.quote("okx", "7", "8").quote("binance", "7", "8").after(1_000);
        }
        crank.quote("okx", "70", "80");
        for (int i = 0; i < 40; i++) {
            crank.quote("binance", "7", "8").after(1_000);
        }

        assertThat(crank.last(QUOTE).head().status()).isEqualTo(Status.STALE);
        assertThat(crank.lines(QUOTE)).noneMatch(line -> line.contains("70/80"));
        assertCounts(1, 1);
    }

    @Test
    void tradeInsideAWideSpread_isNotSuspect() {
        crank.quote("okx", "10", "100").trade("okx", 1, "11").ticker("okx", "11", "10", "100");
        crank.after(31_000).quote("okx", "10", "100").trade("okx", 2, "99");
        crank.after(31_000).trade("okx", 3, "99").quote("okx", "10", "100");

        assertThat(suspects(TRADE)).containsExactly(false, false, false);
        assertCounts(0, 0);
    }

    @Test
    void suspect_isASignOfLife() {
        Predicate<Boolean> isStale = speaks -> {
            Crank one = new Crank().lively("okx", "binance");
            for (int i = 0; i < 70; i++) {
                one.quote("okx", "7", "8").quote("binance", "7", "8").after(1_000);
            }
            one.after(8_000);
            if (speaks) {
                one.quote("okx", "70", "80");
            }
            one.chorus("binance").after(1_000).chorus("binance");
            return one.last(QUOTE).head().status() == Status.STALE;
        };

        assertThat(isStale.test(false)).isTrue();
        assertThat(isStale.test(true)).isFalse();
    }
}
