package io.quotewire.engine.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import io.quotewire.model.Status;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConverterTest {
    private static LegPrice leg(String bid, String ask, @Nullable String dayAgo) {
        return new LegPrice(
                "x",
                Decimal.parse(bid),
                Decimal.parse(ask),
                dayAgo == null ? null : Decimal.parse(dayAgo),
                1,
                Status.LIVE,
                false,
                false);
    }

    private static QuoteData quote(String bid, String ask) {
        return new QuoteData(Decimal.parse(bid), Decimal.parse("0.42"), Decimal.parse(ask), Decimal.parse("1.08"));
    }

    @Test
    void quote_isBidByBids_andAskByAsks_awayFromEachOther() {
        Converter converter = new Converter(List.of(leg("0.9996", "0.9997", null), leg("1.3987", "1.3987", null)));
        QuoteData told = converter.quote(quote("97110.1", "97110.2"));

        assertThat(told.bid()).hasToString("135773.56"); // 135773.5631...
        assertThat(told.ask()).hasToString("135787.29"); // 135787.2856...
        assertThat(told.bidSize()).hasToString("0.42");
        assertThat(converter.rate()).hasToString("1.3982105");
    }

    @ParameterizedTest
    @CsvSource({
        "0.00001234, 1.3987, 0.000017259958",
        "4836.12, 1.3987, 6764.2810",
        "97110.1, 1.3987, 135827.89",
        "123456789.5, 1.3987, 172679011.47",
        "1, 0.00000001, 0.000000010000000"
    })
    void digits_areAsManyAsTheSizeAsksFor(String price, String rate, String expected) {
        Converter converter = new Converter(List.of(leg(rate, rate, null)));
        assertThat(converter.quote(quote(price, price)).bid()).hasToString(expected);
    }

    @Test
    void dayFigures_areByTheRatesOfThatDay_orUnknown() {
        TickerData ticker = new TickerData(
                Decimal.parse("110"),
                quote("109", "111"),
                Decimal.parse("100"),
                Decimal.parse("120"),
                Decimal.parse("90"),
                Decimal.parse("7"),
                Decimal.parse("10"),
                Decimal.parse("10.00"));
        TickerData told = new Converter(List.of(leg("1.5", "1.5", "2"))).ticker(ticker);
        assertThat(told.last()).hasToString("165.00000");
        assertThat(told.open()).hasToString("200.00000");
        assertThat(told.change()).hasToString("-35.00000");
        assertThat(told.changePct()).hasToString("-17.50");
        assertThat(told.volume()).hasToString("7");
        assertThat(told.high()).isNull();
        assertThat(told.low()).isNull();

        TickerData unknown = new Converter(List.of(leg("1.5", "1.5", null))).ticker(ticker);
        assertThat(unknown.open()).isNull();
        assertThat(unknown.change()).isNull();
        assertThat(unknown.changePct()).isNull();
        assertThat(unknown.last()).hasToString("165.00000");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anything_staysUncrossed_gainsNothingThereAndBack_andADepegWidens(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            Decimal bid = price(random);
            Decimal ask = above(random, bid);
            LegPrice stable = spread(random, price(random));
            LegPrice fiat = spread(random, price(random));
            Converter there = new Converter(List.of(stable, fiat));
            QuoteData told = there.quote(new QuoteData(bid, null, ask, null));
            if (told.bid() == null || told.ask() == null) {
                continue; // Too large or small to be told.
            }
            assertThat(told.bid()).as("seed %d, step %d", seed, i).isLessThanOrEqualTo(told.ask());
            BigDecimal sold = told.bid().toBigDecimal();
            BigDecimal bought = told.ask().toBigDecimal();
            assertThat(sold.divide(bought, MathContext.DECIMAL64)).isLessThanOrEqualTo(BigDecimal.ONE);
            BigDecimal exact = bid.toBigDecimal()
                    .multiply(stable.bid().toBigDecimal())
                    .multiply(fiat.bid().toBigDecimal());
            assertThat(sold).isLessThanOrEqualTo(exact);

            LegPrice depegged =
                    new LegPrice("x", stable.bid(), above(random, stable.ask()), null, 1, Status.LIVE, false, false);
            QuoteData wider = new Converter(List.of(depegged, fiat)).quote(new QuoteData(bid, null, ask, null));
            if (wider.ask() != null) {
                assertThat(wider.bid()).isEqualTo(told.bid());
                assertThat(wider.ask()).isGreaterThanOrEqualTo(told.ask());
            }
        }
    }

    private static LegPrice spread(SplittableRandom random, Decimal bid) {
        return new LegPrice("x", bid, above(random, bid), null, 1, Status.LIVE, false, false);
    }

    private static Decimal price(SplittableRandom random) {
        int scale = random.nextInt(-3, 12);
        return Decimal.of(random.nextLong(1, 10_000_000), scale, Math.max(0, scale));
    }

    private static Decimal above(SplittableRandom random, Decimal price) {
        BigDecimal more =
                price.toBigDecimal().multiply(BigDecimal.valueOf(1_000 + random.nextInt(100)), MathContext.DECIMAL64);
        return Decimal.rounded(more.movePointLeft(3), Math.max(0, price.scale() + 3), RoundingMode.UP);
    }

    @Test
    void priceTooLargeToBeTold_isUnknown() {
        Converter converter = new Converter(List.of(leg("1234567.8901", "1234567.8901", null)));
        assertThat(converter.quote(quote("123456789012.12", "123456789012.12")).bid())
                .isNull();
        assertThat(converter.quote(quote("123456789.12", "123456789.12")).bid()).isNotNull();
    }
}
