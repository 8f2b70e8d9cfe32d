package io.quotewire.app.watch;

import io.quotewire.client.AccessKey;
import io.quotewire.model.Check;
import io.quotewire.model.Instrument;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What to watch, and how to show it.
 *
 * @param instruments at most {@link #MOST}; none for those that the gateway has, the first {@link Roster#MOST} of them
 * @param patience how long the first answers may take; 1 ms to 10 min
 * @param noColor no colour, whatever the environment says
 * @param trust whom to believe that they are the gateway; null for those whom Java believes
 * @param key of an account; null for none
 */
public record WatchOptions(
        GatewayUrl gateway,
        List<Instrument> instruments,
        Form form,
        Duration patience,
        boolean noColor,
        @Nullable SSLContext trust,
        @Nullable AccessKey key) {
    /** As many topics as a gateway grants a connection. */
    public static final int MOST = 500;

    private static final long MAX_PATIENCE_MS = 600_000;

    /** Connects to the gateway. */
    HttpClient.Builder http() {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        return trust == null ? builder : builder.sslContext(trust);
    }

    /** What the table becomes. */
    public enum Form {
        /** Follows the prices until told to end: redrawn on a terminal, printed now and then elsewhere. */
        LIVE,
        /** Printed once. */
        ONCE,
        /** Printed once, as one JSON object. */
        ONCE_JSON
    }

    public WatchOptions {
        instruments = instruments.stream().distinct().toList();
        Check.range("instruments", instruments.size(), 0, MOST);
        Check.range("timeout (ms)", patience.toMillis(), 1, MAX_PATIENCE_MS);
    }
}
