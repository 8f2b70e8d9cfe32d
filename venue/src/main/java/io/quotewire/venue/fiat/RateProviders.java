package io.quotewire.venue.fiat;

import java.util.List;
import java.util.Optional;

/** Every provider of this build: one line each. */
public final class RateProviders {
    public static final List<RateProvider> ALL =
            List.of(new ExchangeRateOpen(), new Frankfurter(), new ExchangeRateFour(), new ExchangeRateKeyed());

    /** Those that are asked where nobody says otherwise, the preferred one first: neither wants a key. */
    public static final List<String> USUAL = List.of("exchangerate-open", "frankfurter");

    private RateProviders() {}

    public static Optional<RateProvider> of(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
