package io.quotewire.gateway.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where the gateway listens and whom it serves.
 *
 * @param listen at least one address
 * @param allowPlain permits an address beyond loopback without TLS
 * @param allowedOrigins web origins, beyond the gateway's own addresses, whose pages may connect: exactly {@code
 *     scheme://host[:port]} as browsers write them. Their hosts are accepted in the {@code Host} header too
 * @param limits bounds of connections and requests
 */
public record HttpConfig(
        List<ListenAddress> listen, boolean allowPlain, Set<String> allowedOrigins, HttpLimits limits) {
    public static final HttpConfig DEFAULT =
            new HttpConfig(List.of(new ListenAddress("127.0.0.1", 8000)), false, Set.of(), HttpLimits.DEFAULT);

    private static final Pattern ORIGIN =
            Pattern.compile("https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::[1-9][0-9]{0,4})?");

    public HttpConfig {
        listen = List.copyOf(listen);
        allowedOrigins = Set.copyOf(allowedOrigins);
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("listen must name at least one address");
        }
        for (ListenAddress address : listen) {
            if (!allowPlain && !address.isLoopback()) {
                throw new IllegalArgumentException(
                        "listen %s is reachable from beyond this machine without TLS; set allow-plain if that is meant"
                                .formatted(address));
            }
        }
        for (String origin : new TreeSet<>(allowedOrigins)) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "allowed-origins must be scheme://host[:port] in lower case, without a path, was " + origin);
            }
        }
    }

    /** The same with other addresses. */
    public HttpConfig withListen(List<ListenAddress> addresses) {
        return new HttpConfig(addresses, allowPlain, allowedOrigins, limits);
    }
}
