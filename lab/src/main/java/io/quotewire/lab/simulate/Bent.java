package io.quotewire.lab.simulate;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.model.Decimal;
import java.util.function.UnaryOperator;

/** Happenings with prices that are well formed and not what happened. */
final class Bent {
    private Bent() {}

    /** With the bid above the ask, a trade below zero. */
    static Happening crossed(Happening happening) {
        return switch (happening) {
            case Quoted quoted -> crossed(quoted);
            case Traded traded -> priced(traded, Bent::negative);
            case Summed summed -> with(summed, crossed(summed.quote()), summed.trade());
            case Booked it ->
                new Booked(
                        it.id(),
                        it.listing(),
                        it.tsUs(),
                        it.count(),
                        it.before(),
                        it.after().crossed());
        };
    }

    /** At the price of zero; a book stays as it is. */
    static Happening zero(Happening happening) {
        return at(happening, price -> Decimal.ZERO);
    }

    /** At ten times the price; a book stays as it is. */
    static Happening outlier(Happening happening) {
        return at(happening, price -> price.shifted(1));
    }

    private static Happening at(Happening happening, UnaryOperator<Decimal> price) {
        return switch (happening) {
            case Quoted quoted -> priced(quoted, price);
            case Traded traded -> priced(traded, price);
            case Summed summed -> with(summed, priced(summed.quote(), price), priced(summed.trade(), price));
            case Booked booked -> booked;
        };
    }

    static Quoted crossed(Quoted it) {
        Decimal above = it.ask();
        Decimal below = it.bid();
        return new Quoted(it.id(), it.listing(), it.tsUs(), it.sequence(), above, it.bidSize(), below, it.askSize());
    }

    private static Quoted priced(Quoted it, UnaryOperator<Decimal> price) {
        return new Quoted(
                it.id(),
                it.listing(),
                it.tsUs(),
                it.sequence(),
                price.apply(it.bid()),
                it.bidSize(),
                price.apply(it.ask()),
                it.askSize());
    }

    private static Traded priced(Traded it, UnaryOperator<Decimal> price) {
        return new Traded(
                it.id(),
                it.listing(),
                it.tsUs(),
                it.number(),
                it.sequence(),
                it.side(),
                price.apply(it.price()),
                it.size());
    }

    private static Summed with(Summed it, Quoted quote, Traded trade) {
        return new Summed(it.id(), it.listing(), it.tsUs(), it.day(), quote, trade);
    }

    private static Decimal negative(Decimal price) {
        return Decimal.of(-price.mantissa(), price.scale(), price.places());
    }
}
