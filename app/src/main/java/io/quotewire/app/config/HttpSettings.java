package io.quotewire.app.config;

import io.quotewire.gateway.http.HttpLimits;
import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.gateway.proxy.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How HTTP is served.
 *
 * @param trustedProxies whose connections say for whom they are
 * @param adminListen an address for operators; null where they ask at the others
 */
public record HttpSettings(
        @Inline HttpLimits limits,
        List<Network> trustedProxies,
        @Nullable ListenAddress adminListen) {
    public static final HttpSettings DEFAULT = new HttpSettings(HttpLimits.DEFAULT, List.of(), null);

    public HttpSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** The same with all at one address. */
    HttpSettings withoutAdmin() {
        return new HttpSettings(limits, trustedProxies, null);
    }
}
