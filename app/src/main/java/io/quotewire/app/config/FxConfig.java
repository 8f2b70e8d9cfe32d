package io.quotewire.app.config;

import io.quotewire.venue.fiat.RateProvider;
import io.quotewire.venue.fiat.RateProviders;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rates of fiat money.
 *
 * @param providers all of which are asked, the preferred one first
 * @param byName how to ask each provider that this build knows
 */
public record FxConfig(
        boolean enabled, List<String> providers, @Inline Map<String, ProviderConfig> byName) {
    /** Every provider of this build, at its own address. */
    public static final FxConfig DEFAULT = standard();

    public FxConfig {
        providers = List.copyOf(providers);
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        if (providers.isEmpty()) {
            throw new IllegalArgumentException(
                    "fx.providers must name at least one provider; fx.enabled: false asks none");
        }
        Set<String> seen = new HashSet<>();
        for (String name : providers) {
            ProviderConfig known = byName.get(name);
            if (known == null) {
                throw new IllegalArgumentException(
                        "fx.providers has the unknown provider " + name + Hint.of(name, byName.keySet()));
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("fx.providers names " + name + " twice");
            }
            boolean needsKey =
                    RateProviders.of(name).map(RateProvider::needsKey).orElse(false);
            if (needsKey && known.keyFile() == null) {
                throw new IllegalArgumentException("fx.providers has " + name + ", which needs a key: fx." + name
                        + ".key-file must name the file that holds it");
            }
        }
    }

    /** The same with rates from elsewhere, and at other addresses. */
    public FxConfig with(List<String> names, Map<String, ProviderConfig> addresses) {
        Map<String, ProviderConfig> all = new LinkedHashMap<>(byName);
        all.putAll(addresses);
        return new FxConfig(enabled, names, all);
    }

    /** The same, but nobody is asked. */
    public FxConfig off() {
        return new FxConfig(false, providers, byName);
    }

    private static FxConfig standard() {
        Map<String, ProviderConfig> byName = new LinkedHashMap<>();
        RateProviders.ALL.forEach(provider -> byName.put(provider.name(), ProviderConfig.of(provider)));
        return new FxConfig(true, RateProviders.USUAL, byName);
    }
}
