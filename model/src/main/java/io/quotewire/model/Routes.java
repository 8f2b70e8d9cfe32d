package io.quotewire.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * By which pairs a quote may be carried to another one. Immutable.
 *
 * @param via quotes that a price may come from, the preferred one first
 * @param markets pairs whose rate is what venues quote
 * @param rates pairs whose rate a provider tells
 */
public record Routes(List<String> via, List<Instrument> markets, Set<Instrument> rates) {
    /** Nothing is converted. */
    public static final Routes NONE = new Routes(List.of(), List.of(), Set.of());

    private static final int MOST_LEGS = 3;

    public Routes {
        via = List.copyOf(via);
        markets = List.copyOf(markets);
        rates = Set.copyOf(rates);
    }

    /**
     * How to come to {@code to}: from the first quote of the order that it is traded in, over as few legs as can be; null where
     * there is no way.
     *
     * @param listed whether some venue trades it
     */
    public @Nullable Route find(Instrument to, Predicate<Instrument> listed) {
        for (String quote : via) {
            Instrument from = new Instrument(to.base(), quote);
            if (!quote.equals(to.quote()) && !quote.equals(to.base()) && listed.test(from)) {
                List<Route.Leg> legs = legs(quote, to.quote(), listed);
                if (legs != null) {
                    return new Route(to, from, legs);
                }
            }
        }
        return null;
    }

    private @Nullable List<Route.Leg> legs(String from, String to, Predicate<Instrument> listed) {
        for (List<Route.Leg> path : paths(from, listed)) {
            if (path.getLast().pair().quote().equals(to)) {
                return path;
            }
        }
        return null;
    }

    /** All ways from {@code from}, each end once, the shortest first. */
    private List<List<Route.Leg>> paths(String from, Predicate<Instrument> listed) {
        List<List<Route.Leg>> found = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>(Set.of(from));
        grow(List.of(), from, seen, found, listed);
        for (int i = 0; i < found.size(); i++) {
            List<Route.Leg> path = found.get(i);
            if (path.size() < MOST_LEGS) {
                grow(path, path.getLast().pair().quote(), seen, found, listed);
            }
        }
        return found;
    }

    private void grow(
            List<Route.Leg> path,
            String at,
            Set<String> seen,
            List<List<Route.Leg>> found,
            Predicate<Instrument> listed) {
        for (Instrument pair : markets) {
            if (pair.base().equals(at) && listed.test(pair) && seen.add(pair.quote())) {
                found.add(joined(path, new Route.Leg(pair, false)));
            }
        }
        for (Instrument pair : rates) {
            if (pair.base().equals(at) && seen.add(pair.quote())) {
                found.add(joined(path, new Route.Leg(pair, true)));
            }
        }
    }

    private static List<Route.Leg> joined(List<Route.Leg> path, Route.Leg leg) {
        List<Route.Leg> longer = new ArrayList<>(path);
        longer.add(leg);
        return List.copyOf(longer);
    }
}
