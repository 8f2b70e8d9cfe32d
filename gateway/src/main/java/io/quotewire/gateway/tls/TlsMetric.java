package io.quotewire.gateway.tls;

import io.quotewire.model.Metric;

/** What operators can know of TLS, where there is some. */
public enum TlsMetric implements Metric {
    NOT_AFTER(
            "quotewire_tls_certificate_expiry_seconds",
            Type.GAUGE,
            "When the first certificate of the chain expires, in seconds since 1970."),
    RELOADS("quotewire_tls_reloads_total", Type.COUNTER, "New certificates that took the place of old ones."),
    RELOADS_REFUSED(
            "quotewire_tls_reloads_refused_total",
            Type.COUNTER,
            "Changes of the files that were no use; the certificate before was kept."),
    HANDSHAKES(
            "quotewire_tls_handshakes_total",
            Type.COUNTER,
            "Handshakes by how they ended: done, failed, or refused because too many waited.");

    private final String id;
    private final Type type;
    private final String help;

    TlsMetric(String id, Type type, String help) {
        this.id = id;
        this.type = type;
        this.help = help;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String help() {
        return help;
    }

    @Override
    public Type type() {
        return type;
    }
}
