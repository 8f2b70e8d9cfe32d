package io.quotewire.venue.fiat;

import io.quotewire.model.Decimal;
import java.util.List;
import java.util.Map;

/**
 * What a provider has said.
 *
 * @param days the older first, at least one
 * @param nextUs when the provider says that it will have others; 0 where it does not say
 * @param refused rates that were left out
 */
record RateSheet(List<Day> days, long nextUs, int refused) {
    RateSheet {
        days = List.copyOf(days);
    }

    /**
     * The rates of one time.
     *
     * @param tsUs since when they are in force
     * @param rates by code, what one unit of the base costs
     */
    record Day(long tsUs, Map<String, Decimal> rates) {
        Day {
            rates = Map.copyOf(rates);
        }
    }
}
