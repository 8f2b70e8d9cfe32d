package io.quotewire.model;

import org.jspecify.annotations.Nullable;

/**
 * What a venue says of one listing.
 *
 * @param symbol the venue's spelling
 * @param tickSize smallest step of the price, null where the venue does not say
 * @param lotSize smallest step of the size, null where the venue does not say
 * @param trading false while the venue has halted it
 * @param active whether it is subscribed upstream now
 */
public record ListingInfo(
        Listing listing,
        String symbol,
        @Nullable Decimal tickSize,
        @Nullable Decimal lotSize,
        boolean trading,
        boolean active) {}
