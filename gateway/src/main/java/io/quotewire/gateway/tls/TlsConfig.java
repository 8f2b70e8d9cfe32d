package io.quotewire.gateway.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * With what the gateway shows who it is.
 *
 * @param certificate PEM: its own certificate, then those of who issued it; null, as is the key, for no TLS
 * @param key PEM: PKCS#8, not encrypted
 */
public record TlsConfig(
        @Nullable Path certificate, @Nullable Path key) {
    public static final TlsConfig NONE = new TlsConfig(null, null);

    public TlsConfig {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    certificate == null
                            ? "certificate is missing: tls.key is of no use without it"
                            : "key is missing: tls.certificate is of no use without it");
        }
    }

    /** Whether there is TLS. */
    public boolean isOn() {
        return certificate != null;
    }
}
