package io.quotewire.venue.adapter;

import io.quotewire.venue.VenueAdapter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every venue that this build knows. Adding one is a line here, a file beside it and its frames in the tests. */
public final class VenueAdapters {
    public static final List<VenueAdapter> ALL = List.of(
            new Okx(), new Binance(), new Coinbase(), new Kraken(), new Bybit(), new CoinbaseAdvanced(), new Gate());

    /** Not read unless they are named. */
    private static final Set<String> ONLY_NAMED = Set.of("coinbase-advanced", "gate");

    /** The short names of those that are read unless others are named, the preferred one first. */
    public static final List<String> USUAL = ALL.stream()
            .map(adapter -> adapter.profile().venue())
            .filter(venue -> !ONLY_NAMED.contains(venue))
            .toList();

    private VenueAdapters() {}

    /** The adapter of the venue with this short name. */
    public static Optional<VenueAdapter> of(String venue) {
        return ALL.stream()
                .filter(adapter -> adapter.profile().venue().equals(venue))
                .findFirst();
    }
}
