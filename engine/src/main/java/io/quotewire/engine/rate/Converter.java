package io.quotewire.engine.rate;

import io.quotewire.model.Decimal;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies prices with the rates of one way. What is too large or small to be told is null.
 *
 * <p>A converted price has as many digits as its size asks for: {@link #DIGITS} of them that count, and at least {@link
 * #FEWEST_PLACES} behind the point. Immutable.
 */
public final class Converter {
    static final int DIGITS = 8;
    static final int FEWEST_PLACES = 2;

    private static final BigDecimal TWO = BigDecimal.TWO;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL128;

    private final BigDecimal bid;
    private final BigDecimal ask;
    private final BigDecimal middle;
    private final @Nullable BigDecimal dayAgo;

    /** @param legs at least one */
    public Converter(List<LegPrice> legs) {
        this.bid = product(legs, LegPrice::bid);
        this.ask = product(legs, LegPrice::ask);
        this.middle = bid.add(ask).divide(TWO, EXACT_ENOUGH);
        this.dayAgo = legs.stream().anyMatch(leg -> leg.dayAgo() == null) ? null : product(legs, LegPrice::dayAgo);
    }

    private static BigDecimal product(List<LegPrice> legs, Function<LegPrice, @Nullable Decimal> side) {
        BigDecimal product = BigDecimal.ONE;
        for (LegPrice leg : legs) {
            Decimal factor = side.apply(leg);
            product = factor == null ? product : product.multiply(factor.toBigDecimal());
        }
        return product;
    }

    /** The middle between the bids of the legs and their asks. */
    public Decimal rate() {
        Decimal rate = sized(middle, RoundingMode.HALF_EVEN);
        if (rate == null) {
            throw new ArithmeticException("a rate that cannot be told: " + middle);
        }
        return rate;
    }

    /** Whether the rates are of a size that can be told at all. */
    public boolean isUsable() {
        return sized(middle, RoundingMode.HALF_EVEN) != null;
    }

    /** Bid rounded down, ask rounded up; sizes are of what is traded, and stay as they are. */
    public QuoteData quote(QuoteData quote) {
        Decimal newBid = times(quote.bid(), bid, RoundingMode.DOWN);
        Decimal newAsk = times(quote.ask(), ask, RoundingMode.UP);
        return new QuoteData(
                newBid, newBid == null ? null : quote.bidSize(), newAsk, newAsk == null ? null : quote.askSize());
    }

    /**
     * The last price by the middle rate; what was 24 hours ago by the rate of that time, where that is known. When the highest
     * and the lowest price were is not known, and so they are not either.
     */
    public TickerData ticker(TickerData ticker) {
        Decimal last = times(ticker.last(), middle, RoundingMode.HALF_EVEN);
        Decimal open = dayAgo == null ? null : times(ticker.open(), dayAgo, RoundingMode.HALF_EVEN);
        Decimal change = last == null || open == null ? null : difference(last, open);
        return new TickerData(
                last,
                quote(ticker.quote()),
                open,
                null,
                null,
                ticker.volume(),
                change,
                change == null || open == null ? null : percent(change, open));
    }

    private static @Nullable Decimal difference(Decimal last, Decimal open) {
        try {
            return last.minus(open);
        } catch (ArithmeticException doesNotFit) {
            return null;
        }
    }

    private static @Nullable Decimal percent(Decimal change, Decimal open) {
        return open.signum() <= 0
                ? null
                : told(
                        change.toBigDecimal().multiply(HUNDRED).divide(open.toBigDecimal(), 2, RoundingMode.HALF_UP),
                        2,
                        RoundingMode.HALF_UP);
    }

    private static @Nullable Decimal times(@Nullable Decimal price, BigDecimal rate, RoundingMode rounding) {
        return price == null ? null : sized(price.toBigDecimal().multiply(rate), rounding);
    }

    private static @Nullable Decimal sized(BigDecimal value, RoundingMode rounding) {
        int before = value.precision() - value.scale();
        return told(value, Math.clamp(DIGITS - before, FEWEST_PLACES, Decimal.MAX_PLACES), rounding);
    }

    private static @Nullable Decimal told(BigDecimal value, int places, RoundingMode rounding) {
        try {
            return Decimal.rounded(value, places, rounding);
        } catch (ArithmeticException tooLong) {
            return null;
        }
    }
}
