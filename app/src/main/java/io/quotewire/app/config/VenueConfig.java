package io.quotewire.app.config;

import io.quotewire.model.Instrument;
import io.quotewire.venue.FeedConfig;
import io.quotewire.venue.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to read one venue: {@link FeedConfig} without the instruments, which are the same for all venues.
 *
 * @param trustStore certificates to trust instead of the JDK's; null for the JDK's
 */
public record VenueConfig(
        URI wsUrl,
        URI restUrl,
        @Nullable Path trustStore,
        Duration connectTimeout,
        Duration quiet,
        Duration patience,
        Duration refresh) {
    public VenueConfig {
        new FeedConfig(wsUrl, restUrl, trustStore, List.of(), connectTimeout, quiet, patience, refresh, false);
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
                own.refresh());
    }

    /** The same at other addresses. */
    public VenueConfig at(URI ws, URI rest) {
        return new VenueConfig(ws, rest, trustStore, connectTimeout, quiet, patience, refresh);
    }

    /** What the venue's feed takes. */
    public FeedConfig feed(List<Instrument> instruments) {
        return new FeedConfig(wsUrl, restUrl, trustStore, instruments, connectTimeout, quiet, patience, refresh, false);
    }
}
