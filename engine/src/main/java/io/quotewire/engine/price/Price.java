package io.quotewire.engine.price;

import io.quotewire.model.Decimal;
import io.quotewire.model.Update.QuoteData;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A price as a venue told it, to be held against others: a quote's two sides, or a trade's price in the place of both. Two are
 * compared by their middles where both have two sides, else by the side that they have in common; a trade is within
 * what the whole spread of a quote is.
 */
public record Price(@Nullable Decimal bid, @Nullable Decimal ask) {
    private static final BigDecimal TWO = BigDecimal.TWO;

    public static Price of(QuoteData quote) {
        return new Price(quote.bid(), quote.ask());
    }

    public static Price of(Decimal price) {
        return new Price(price, price);
    }

    /** The price that a part of a listing's values says, which has one. */
    public static Price of(Part<?> part) {
        return part.value() instanceof QuoteData quote
                ? of(quote)
                : of((Decimal) Objects.requireNonNull(part.value(), "a part that is fresh has a value"));
    }

    /** Whether the two can be compared. */
    public boolean sharesASide(Price other) {
        return (bid != null && other.bid != null) || (ask != null && other.ask != null);
    }

    /** Whether this is off by at most so many percent of the other, with which it shares a side. */
    public boolean isWithin(int percent, Price other) {
        if (isWithin(percent, bid, other.bid) && isWithin(percent, ask, other.ask)) {
            return true; // The middles are then too, and mostly it is so.
        }
        if (bid != null && ask != null && other.bid != null && other.ask != null) {
            boolean isTrade = bid.equals(ask);
            if (isTrade || other.bid.equals(other.ask)) {
                return isTrade ? isAt(percent, bid, other.bid, other.ask) : isAt(percent, other.bid, bid, ask);
            }
        }
        BigDecimal share = other.twice(this).multiply(BigDecimal.valueOf(percent));
        return distance(other).scaleByPowerOfTen(2).compareTo(share) <= 0;
    }

    /** Whether this is so near to {@code suspect} that it says the same: within half of what that one is off {@code old}. */
    public boolean confirms(Price suspect, Price old) {
        return sharesASide(suspect) && distance(suspect).multiply(TWO).compareTo(suspect.distance(old)) <= 0;
    }

    /** Where the spread is wide a trade may be far off the middle, and still at the bid or the ask. */
    private static boolean isAt(int percent, Decimal price, Decimal bid, Decimal ask) {
        return (price.compareTo(bid) >= 0 || price.isWithin(percent, bid))
                && (price.compareTo(ask) <= 0 || price.isWithin(percent, ask));
    }

    private static boolean isWithin(int percent, @Nullable Decimal one, @Nullable Decimal other) {
        return one == null || other == null || one.isWithin(percent, other);
    }

    private BigDecimal distance(Price other) {
        return twice(other).subtract(other.twice(this)).abs();
    }

    /** Twice the price, of the sides that the other has too. */
    private BigDecimal twice(Price other) {
        BigDecimal below = common(bid, other.bid);
        BigDecimal above = common(ask, other.ask);
        if (below == null) {
            return above == null ? BigDecimal.ZERO : above.multiply(TWO);
        }
        return above == null ? below.multiply(TWO) : below.add(above);
    }

    private static @Nullable BigDecimal common(@Nullable Decimal side, @Nullable Decimal others) {
        return side == null || others == null ? null : side.toBigDecimal();
    }
}
