package io.quotewire.app.config;

import io.quotewire.model.Instrument;
import io.quotewire.venue.FeedConfig;
import io.quotewire.venue.Profile;
import io.quotewire.venue.limit.LimitRule;
import io.quotewire.venue.limit.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to read one venue: {@link FeedConfig} without the instruments, which are the same for all venues.
 *
 * @param trustStore certificates to trust instead of the JDK's; null for the JDK's
 * @param limits on what we ask of the venue, in the place of what the table says
 */
public record VenueConfig(
        URI wsUrl,
        URI restUrl,
        @Nullable Path trustStore,
        Duration connectTimeout,
        Duration quiet,
        Duration patience,
        Duration refresh,
        Duration audit,
        Duration life,
        List<LimitRule> limits) {
    public VenueConfig {
        limits = List.copyOf(limits);
        Limits.of("").with(limits);
        new FeedConfig(
                wsUrl, restUrl, trustStore, List.of(), connectTimeout, quiet, patience, refresh, audit, life, false);
    }

    /** The venue's own addresses and times. */
    static VenueConfig of(Profile profile) {
        FeedConfig own = FeedConfig.of(profile, List.of());
        return new VenueConfig(
                own.wsUrl(),
                own.restUrl(),
                own.trustStore(),
                own.connectTimeout(),
                own.quiet(),
                own.patience(),
                own.refresh(),
                own.audit(),
                own.life(),
                List.of());
    }

    /** The same at other addresses. */
    public VenueConfig at(URI ws, URI rest) {
        return new VenueConfig(ws, rest, trustStore, connectTimeout, quiet, patience, refresh, audit, life, limits);
    }

    /** What the venue's feed takes. */
    public FeedConfig feed(List<Instrument> instruments) {
        return new FeedConfig(
                wsUrl, restUrl, trustStore, instruments, connectTimeout, quiet, patience, refresh, audit, life, false);
    }

    /** What we allow ourselves at {@code venue}: the table's rules, and in their place those that are set here. */
    public Limits limitsOf(String venue) {
        return Limits.of(venue).with(limits);
    }
}
