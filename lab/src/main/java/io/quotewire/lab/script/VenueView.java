package io.quotewire.lab.script;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Pair;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One venue's part of a market, its listings found by the venue's spelling. */
record VenueView(String venue, Floor floor, Function<Instrument, String> spelling) {
    Stream<Pair> pairs() {
        return floor.pairs().stream().filter(pair -> pair.listing().venue().equals(venue));
    }

    String symbol(Pair pair) {
        return spelling.apply(pair.listing().instrument());
    }

    /** The listings that are spelled so, in the order of {@code symbols}; fewer if some are unknown. */
    List<Pair> named(List<String> symbols) {
        return symbols.stream()
                .flatMap(symbol -> pairs().filter(pair -> symbol(pair).equals(symbol)))
                .toList();
    }

    /** The listing that is spelled so, or null. */
    @Nullable
    Pair named(@Nullable String symbol) {
        return symbol == null
                ? null
                : pairs().filter(pair -> symbol(pair).equals(symbol))
                        .findFirst()
                        .orElse(null);
    }

    boolean isHalted(Pair pair) {
        return floor.isHalted(pair.listing());
    }

    @Nullable
    Book book(Pair pair) {
        return floor.book(pair.listing());
    }

    /** The newest quote of a listing, none before its start. */
    Stream<Quoted> quoted(Pair pair) {
        return latest(pair, Quoted.class);
    }

    /** The newest figures of a listing, none before its start. */
    Stream<Summed> summed(Pair pair) {
        return latest(pair, Summed.class);
    }

    /** What was told last of a book, nothing before the start. */
    Stream<Booked> booked(Pair pair) {
        return latest(pair, Booked.class);
    }

    /** The newest trades of a listing, the newest first, {@code most} at most. */
    Stream<Traded> newestTrades(Pair pair, int most) {
        return floor.trades(pair.listing()).reversed().stream().limit(most);
    }

    /** Those of the newest trades that have a number of at least {@code from}, the oldest first, {@code most} at most. */
    Stream<Traded> tradesFrom(Pair pair, long from, int most) {
        return floor.trades(pair.listing()).stream()
                .filter(trade -> trade.number() >= from)
                .limit(most);
    }

    /** The candles of a listing, of which a venue lists some. */
    CandleList candles(Pair pair, Interval interval, long nowUs) {
        return CandleList.of(interval, floor.candles(pair.listing(), interval), nowUs);
    }

    private <T extends Happening> Stream<T> latest(Pair pair, Class<T> kind) {
        return floor.latest(pair.listing()).stream().filter(kind::isInstance).map(kind::cast);
    }
}
