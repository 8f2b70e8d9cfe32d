package io.quotewire.venue.access;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How somebody is reached over REST.
 *
 * @param url {@code http} or {@code https}, without a path
 * @param connectTimeout for name, connection and TLS together
 * @param trustStore certificates to trust instead of the JDK's; null for the JDK's
 * @param mostBytes of one answer; what is longer is refused
 * @param headers with <code>{key}</code> where the key belongs
 */
public record Access(
        URI url,
        Duration connectTimeout,
        @Nullable Path trustStore,
        long mostBytes,
        Map<String, String> headers,
        ApiKey key) {
    /** Rates of all currencies for a week are a tenth of it. */
    private static final long SMALL = 1L << 20;

    private static final Duration CONNECT = Duration.ofSeconds(10);

    public Access {
        headers = Map.copyOf(headers);
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException("url must be http://HOST or https://HOST, was " + url);
        }
    }

    /** To somebody whose answers are small and who wants no key. */
    public static Access to(URI url) {
        return new Access(url, CONNECT, null, SMALL, Map.of(), ApiKey.NONE);
    }

    /** The same with a key, and with headers that may bear it. */
    public Access with(ApiKey other, Map<String, String> others) {
        return new Access(url, connectTimeout, trustStore, mostBytes, others, other);
    }

    /** The same with other certificates to trust. */
    public Access withTrustStore(@Nullable Path store) {
        return new Access(url, connectTimeout, store, mostBytes, headers, key);
    }

    /** Host and port, by which limits are counted: a simulator is somebody else. */
    public String address() {
        return url.getAuthority();
    }
}
