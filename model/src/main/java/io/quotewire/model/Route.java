package io.quotewire.model;

import java.util.ArrayList;
import java.util.List;

/**
 * How a price that no venue makes is worked out: the instrument it comes from, and the pairs that carry its quote to another
 * one.
 *
 * @param from what is traded; its base is that of {@code to}
 * @param legs one to three pairs, the first of which begins with the quote of {@code from}
 */
public record Route(Instrument to, Instrument from, List<Leg> legs) {
    private static final int MOST = 3;

    public Route {
        legs = List.copyOf(legs);
        if (!to.base().equals(from.base()) || legs.isEmpty() || legs.size() > MOST) {
            throw new IllegalArgumentException("no route from " + from + " to " + to + " over " + legs);
        }
        String at = from.quote();
        for (Leg leg : legs) {
            if (!leg.pair().base().equals(at)) {
                throw new IllegalArgumentException(leg + " does not begin with " + at);
            }
            at = leg.pair().quote();
        }
        if (!at.equals(to.quote())) {
            throw new IllegalArgumentException("a route to " + to + " ends in " + at);
        }
    }

    /** {@code USDT>USD>CAD}. */
    public String path() {
        List<String> codes = new ArrayList<>(List.of(from.quote()));
        legs.forEach(leg -> codes.add(leg.pair().quote()));
        return String.join(">", codes);
    }

    /**
     * One step of the way.
     *
     * @param fiat whether its rate is a provider's, and not a venue's quote
     */
    public record Leg(Instrument pair, boolean fiat) {}
}
