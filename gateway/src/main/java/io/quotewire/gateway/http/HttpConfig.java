package io.quotewire.gateway.http;

import io.quotewire.gateway.proxy.Network;
import io.quotewire.gateway.tls.TlsConfig;
import io.quotewire.model.Check;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the gateway listens and whom it serves.
 *
 * @param listen at least one address
 * @param allowPlain permits an address beyond loopback without TLS
 * @param allowedOrigins web origins, beyond the gateway's own addresses, whose pages may connect: exactly {@code
 *     scheme://host[:port]} as browsers write them. Their hosts are accepted in the {@code Host} header too
 * @param limits bounds of connections and requests
 * @param tls with what TLS is spoken; where it is, an address beyond loopback speaks nothing else unless {@code allowPlain}
 * @param trustedProxies whose connections say for whom they are; at most 100
 * @param adminListen an address of its own for what operators ask; null where they ask at the others
 */
public record HttpConfig(
        List<ListenAddress> listen,
        boolean allowPlain,
        Set<String> allowedOrigins,
        HttpLimits limits,
        TlsConfig tls,
        List<Network> trustedProxies,
        @Nullable ListenAddress adminListen) {
    public static final HttpConfig DEFAULT =
            new HttpConfig(List.of(new ListenAddress("127.0.0.1", 8000)), false, Set.of(), HttpLimits.DEFAULT);

    private static final int MOST_PROXIES = 100;

    private static final Pattern ORIGIN =
            Pattern.compile("https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::[1-9][0-9]{0,4})?");

    public HttpConfig {
        listen = List.copyOf(listen);
        allowedOrigins = Set.copyOf(allowedOrigins);
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("listen must name at least one address");
        }
        trustedProxies = List.copyOf(trustedProxies);
        Check.range("http.trusted-proxies (networks)", trustedProxies.size(), 0, MOST_PROXIES);
        listen.forEach(address -> checkReach("listen", address, allowPlain || tls.isOn()));
        if (adminListen != null) {
            checkReach("http.admin-listen", adminListen, allowPlain || tls.isOn());
        }
        for (String origin : new TreeSet<>(allowedOrigins)) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "allowed-origins must be scheme://host[:port] in lower case, without a path, was " + origin);
            }
        }
    }

    /** Without TLS, proxies and an address for operators. */
    public HttpConfig(List<ListenAddress> listen, boolean allowPlain, Set<String> allowedOrigins, HttpLimits limits) {
        this(listen, allowPlain, allowedOrigins, limits, TlsConfig.NONE, List.of(), null);
    }

    /** The same with other addresses. */
    public HttpConfig withListen(List<ListenAddress> addresses) {
        return new HttpConfig(addresses, allowPlain, allowedOrigins, limits, tls, trustedProxies, adminListen);
    }

    /** The same with TLS. */
    public HttpConfig withTls(TlsConfig other) {
        return new HttpConfig(listen, allowPlain, allowedOrigins, limits, other, trustedProxies, adminListen);
    }

    /** The same behind proxies. */
    public HttpConfig withTrustedProxies(List<Network> others) {
        return new HttpConfig(listen, allowPlain, allowedOrigins, limits, tls, others, adminListen);
    }

    /** The same with an address for operators. */
    public HttpConfig withAdminListen(@Nullable ListenAddress other) {
        return new HttpConfig(listen, allowPlain, allowedOrigins, limits, tls, trustedProxies, other);
    }

    private static void checkReach(String setting, ListenAddress address, boolean mayBeFar) {
        if (!mayBeFar && !address.isLoopback()) {
            throw new IllegalArgumentException(
                    ("%s has %s, which other machines can reach: set tls.certificate and tls.key, put a TLS proxy before a"
                                    + " loopback address, or say allow-plain: true (--allow-plain)")
                            .formatted(setting, address));
        }
    }
}
