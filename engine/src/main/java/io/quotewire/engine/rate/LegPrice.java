package io.quotewire.engine.rate;

import io.quotewire.model.Decimal;
import io.quotewire.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * What one step of a conversion costs.
 *
 * @param source venue or provider
 * @param bid what a bid is multiplied with, above zero; {@code ask} likewise, not less, the same where there is one rate
 * @param dayAgo the rate of 24 hours ago, null where it is not known
 * @param tsUs the rate's time, by its source; when it reached us where that does not say
 * @param weekend whether it is a rate of fiat money, and nobody makes any now
 */
public record LegPrice(
        String source,
        Decimal bid,
        Decimal ask,
        @Nullable Decimal dayAgo,
        long tsUs,
        Status status,
        boolean simulated,
        boolean weekend) {}
