package io.quotewire.venue.adapter;

import io.quotewire.venue.VenueAdapter;
import java.util.List;
import java.util.Optional;

/** Every venue that this build knows. Adding one is a line here, a file beside it and its frames in the tests. */
public final class VenueAdapters {
    public static final List<VenueAdapter> ALL =
            List.of(new Okx(), new Binance(), new Coinbase(), new Kraken(), new Bybit(), new Gate());

    private VenueAdapters() {}

    /** The adapter of the venue with this short name. */
    public static Optional<VenueAdapter> of(String venue) {
        return ALL.stream()
                .filter(adapter -> adapter.profile().venue().equals(venue))
                .findFirst();
    }
}
