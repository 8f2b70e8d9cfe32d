package io.quotewire.app.books;

import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import java.util.Locale;

/** A listing for any symbol of any venue, also for options and futures, which have no place in our names. */
final class Names {
    private static final String QUOTE = "X";

    private Names() {}

    static Listing listing(String venue, String symbol) {
        String code = symbol.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return new Listing(venue, new Instrument(code, QUOTE));
    }
}
