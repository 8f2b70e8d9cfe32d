package io.quotewire.gateway.http;

import io.quotewire.model.Metric;

/** What operators can know of the HTTP side. */
public enum HttpMetric implements Metric {
    REQUESTS("quotewire_http_requests_total", Type.COUNTER, "Answers by route and class of status."),
    REFUSED("quotewire_http_refused_total", Type.COUNTER, "Requests and connections refused, by reason."),
    CONNECTIONS("quotewire_http_connections", Type.GAUGE, "Open connections, WebSockets and event streams included."),
    UNSENT("quotewire_http_unsent_bytes", Type.GAUGE, "Answers that clients have not taken yet."),
    ACCEPT_FAILURES("quotewire_http_accept_failures_total", Type.COUNTER, "Connections that could not be accepted."),
    ABORTED("quotewire_http_aborted_total", Type.COUNTER, "Connections that ended by a fault of the network.");

    private final String id;
    private final Type type;
    private final String help;

    HttpMetric(String id, Type type, String help) {
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
