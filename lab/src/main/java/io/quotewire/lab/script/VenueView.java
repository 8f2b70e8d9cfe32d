package io.quotewire.lab.script;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Pair;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.model.Instrument;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** One venue's part of a market, its listings found by the venue's spelling. */
record VenueView(String venue, SimulatedMarket market, Function<Instrument, String> spelling) {
    Stream<Pair> pairs() {
        return market.pairs().stream().filter(pair -> pair.listing().venue().equals(venue));
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

    /** The newest quote of a listing, none before its start. */
    Stream<Quoted> quoted(Pair pair) {
        return latest(pair, Quoted.class);
    }

    /** The newest figures of a listing, none before its start. */
    Stream<Summed> summed(Pair pair) {
        return latest(pair, Summed.class);
    }

    /** The newest trade of a listing, none before its start. */
    Stream<Traded> traded(Pair pair) {
        return latest(pair, Traded.class);
    }

    private <T extends Happening> Stream<T> latest(Pair pair, Class<T> kind) {
        return market.latest(pair.listing()).stream().filter(kind::isInstance).map(kind::cast);
    }
}
