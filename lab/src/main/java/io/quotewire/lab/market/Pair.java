package io.quotewire.lab.market;

import io.quotewire.model.Decimal;
import io.quotewire.model.Listing;

/**
 * What a venue says of one of its listings.
 *
 * @param tick smallest step of the price
 * @param lot smallest step of the size
 * @param pricePlaces digits after the point with which the venue prints a price
 * @param sizePlaces likewise a size
 */
public record Pair(Listing listing, Decimal tick, Decimal lot, int pricePlaces, int sizePlaces) {
    /** So many ticks as a price. */
    Decimal price(long ticks) {
        return Decimal.of(ticks * tick.mantissa(), tick.scale(), pricePlaces);
    }
}
