package io.quotewire.app.config;

import io.quotewire.venue.access.Access;
import io.quotewire.venue.access.ApiKey;
import io.quotewire.venue.fiat.RateProvider;
import io.quotewire.venue.limit.LimitRule;
import io.quotewire.venue.limit.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to ask one provider.
 *
 * @param keyFile holds the key that it gave us; null for none
 * @param trustStore certificates to trust instead of the JDK's; null for the JDK's
 * @param limits on what we ask of it, in the place of what the table says
 */
public record ProviderConfig(
        URI url, @Nullable Path keyFile, @Nullable Path trustStore, List<LimitRule> limits) {
    public ProviderConfig {
        limits = List.copyOf(limits);
        Access.to(url);
        Limits.of("").with(limits);
    }

    /** The provider's own address. */
    static ProviderConfig of(RateProvider provider) {
        return new ProviderConfig(provider.url(), null, null, List.of());
    }

    /** The same at another address. */
    public ProviderConfig at(URI other) {
        return new ProviderConfig(other, keyFile, trustStore, limits);
    }

    /**
     * How it is reached.
     *
     * @throws IllegalArgumentException naming the file of the key, if it cannot be read
     */
    public Access access() {
        ApiKey key = keyFile == null ? ApiKey.NONE : ApiKey.read(keyFile);
        return Access.to(url).withTrustStore(trustStore).with(key, Map.of());
    }

    /** What we allow ourselves at {@code provider}: the table's rules, and in their place those that are set here. */
    public Limits limitsOf(String provider) {
        return Limits.of(provider).with(limits);
    }
}
