package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Status;
import io.quotewire.model.Update.IndexData;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.Rejected;
import io.quotewire.model.Update.StatusChange;
import io.quotewire.model.Update.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexTopicTest {
    private static final String INDEX = "quote:index:BTC-USDT";

    private final Crank crank = new Crank(new EngineConfig(
            List.of("okx", "binance", "kraken", "bybit"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            1_024,
            16,
            new Derived(List.of(), Duration.ofSeconds(2), 2, 5, List.of(), List.of(), Duration.ofHours(26))));

    private IndexData told() {
        return switch (crank.last(INDEX)) {
            case Value value -> (IndexData) value.data();
            case StatusChange change when change.data() instanceof IndexData data -> data;
            default -> throw new AssertionError("no value");
        };
    }

    private String price() {
        QuoteData data = (QuoteData) told().data();
        return data.bid() + "/" + data.ask();
    }

    @Test
    void index_ofThree_isTheMedianOfEachSide_withWhomItIsOf() {
        crank.quote("okx", "100", "102")
                .quote("binance", "101", "101.5")
                .quote("kraken", "99", "103")
                .after(100);

        assertThat(price()).isEqualTo("100/102");
        assertThat(told().constituents()).containsExactly("binance", "kraken", "okx");
        assertThat(told().rejected()).isEmpty();
        assertThat(crank.last(INDEX).head().source()).isEqualTo("index");
    }

    @Test
    void index_ofTwo_isTheMiddle_toTheLastDigit() {
        crank.quote("okx", "100.1", "100.2").quote("binance", "100.2", "100.5").after(100);
        assertThat(price()).isEqualTo("100.15/100.35");
    }

    @Test
    void index_ofOne_isNone_andDownOnceThereWasOne() {
        crank.quote("okx", "100", "101").after(1_000);
        assertThat(crank.lines(INDEX)).isEmpty();

        crank.quote("binance", "100", "101").after(100).lost("binance", "reset").after(100);
        assertThat(crank.last(INDEX).head().status()).isEqualTo(Status.DOWN);
        assertThat(crank.lines(INDEX)).last().asString().contains("1 of 2 venues are healthy, 2 are needed");
        assertThat(price()).isEqualTo("100/101");

        crank.quote("binance", "100", "101").after(100);
        assertThat(crank.last(INDEX).head().status()).isEqualTo(Status.LIVE);
    }

    @Test
    void index_isToldTenTimesASecondAtMost() {
        crank.quote("okx", "100", "101")
                .quote("binance", "100", "101")
                .after(100)
                .clear();
        for (int i = 0; i < 100; i++) {
            crank.quote("okx", "100." + (i + 10), "101").after(10);
        }
        assertThat(crank.lines(INDEX).size()).isBetween(9, 10);
    }

    @Test
    void outlier_isLeftOutAfterASecond_andBackWhenItIsWithinHalf() {
        all("100", "100", "100");
        crank.quote("kraken", "107", "108").after(100);
        assertThat(told().constituents()).hasSize(3);
        crank.after(1_100);
        assertThat(told().constituents()).containsExactly("binance", "okx");
        assertThat(told().rejected()).containsExactly(new Rejected("kraken", "outlier 7.0 %"));

        crank.quote("kraken", "104", "105").after(2_000);
        assertThat(told().rejected()).hasSize(1);
        crank.quote("kraken", "102", "103").quote("okx", "100", "101").after(100);
        assertThat(told().rejected()).isEmpty();
    }

    @Test
    void crashOfAllVenues_isNoOutlier() {
        all("100", "100", "100");
        crank.quote("okx", "88", "89")
                .after(300)
                .quote("binance", "88", "89")
                .after(300)
                .quote("kraken", "88", "89")
                .after(100);

        assertThat(price()).isEqualTo("88/89");
        assertThat(told().constituents()).hasSize(3);
        assertThat(crank.after(2_000).updates.stream()
                        .filter(update -> update instanceof Value value
                                && value.data() instanceof IndexData data
                                && !data.rejected().isEmpty()))
                .isEmpty();
    }

    @Test
    void twoThatAreApart_outvoteNobody() {
        crank.quote("okx", "100", "101")
                .quote("binance", "100", "101")
                .after(100)
                .clear();
        crank.quote("okx", "107", "108").after(500);
        assertThat(crank.lines(INDEX)).isEmpty(); // Not clear yet.

        crank.after(1_000);
        assertThat(crank.lines(INDEX))
                .hasSize(1)
                .first()
                .asString()
                .contains("down", "binance and okx are too far apart");
        crank.quote("okx", "101", "102").after(100);
        assertThat(crank.last(INDEX).head().status()).isEqualTo(Status.LIVE);
        assertThat(price()).isEqualTo("100.5/101.5");
    }

    @Test
    void oneOfTwoThatAreApart_canBeLost_andTimeGoesOn() {
        crank.quote("okx", "100", "101").quote("binance", "100", "101").after(100);
        crank.quote("okx", "107", "108").after(500).lost("okx", "reset").after(5_000);

        assertThat(crank.last(INDEX).head().status()).isEqualTo(Status.DOWN);
    }

    @Test
    void frozenVenue_isOut() {
        crank.lively("okx", "binance", "kraken");
        all("100", "100", "100");
        for (int i = 0; i < 70; i++) {
            crank.quote("okx", "100", "101." + (i + 10))
                    .quote("binance", "100", "101." + (i + 10))
                    .quoteOfOther("kraken")
                    .after(1_000);
        }
        assertThat(told().constituents()).containsExactly("binance", "okx");
        assertThat(told().rejected()).containsExactly(new Rejected("kraken", "stale"));
    }

    @Test
    void lastPrice_isTheMedianToo() {
        all("100", "100", "100");
        crank.trade("okx", 1, "100")
                .trade("binance", 1, "101")
                .trade("kraken", 1, "103")
                .quote("okx", "100", "101.5")
                .after(100);
        assertThat(crank.lines("ticker:index:BTC-USDT")).last().asString().contains(" 101 100/101");
    }

    private void all(String okx, String binance, String kraken) {
        crank.quote("okx", okx, "101")
                .quote("binance", binance, "101")
                .quote("kraken", kraken, "101")
                .after(100);
    }
}
