package io.quotewire.gateway.fanout;

import io.quotewire.model.Metric;

/** What the gateway counts. */
public enum GatewayMetric implements Metric {
    SESSIONS("sessions", "WebSocket sessions and event streams that are open.", Type.GAUGE),
    SESSIONS_OPENED("sessions_opened_total", "WebSocket sessions and event streams begun.", Type.COUNTER),
    SESSIONS_CLOSED(
            "sessions_closed_total", "WebSocket sessions and event streams ended, by close code.", Type.COUNTER),
    SESSION_FAULTS("session_faults_total", "Sessions ended by a fault of our own.", Type.COUNTER),
    COMMANDS("commands_total", "Messages from clients.", Type.COUNTER),
    REFUSALS("refusals_total", "Errors told to clients, by code.", Type.COUNTER),
    SEATS("seats", "Topics followed, summed over sessions.", Type.GAUGE),
    PUBLICATIONS("publications_total", "Publications put into the mailboxes of lanes.", Type.COUNTER),
    PUBLICATIONS_TAKEN("publications_taken_total", "Publications taken out of the mailboxes of lanes.", Type.COUNTER),
    PUBLICATIONS_DROPPED(
            "publications_dropped_total", "Publications that a lane had no room for, by reason.", Type.COUNTER),
    MAILBOX("mailbox_publications", "Publications that wait in the mailboxes of lanes.", Type.GAUGE),
    ENCODED("encoded_bytes_total", "Bytes of publications, each counted once, by encoding.", Type.COUNTER),
    STILLS("stills_total", "Silences told.", Type.COUNTER),
    ACCEPTED("deliveries_accepted_total", "Publications times followers.", Type.COUNTER),
    SENT("deliveries_sent_total", "Deliveries given to sockets.", Type.COUNTER),
    CONFLATED("deliveries_conflated_total", "Deliveries replaced by a newer value.", Type.COUNTER),
    DROPPED("deliveries_dropped_total", "Deliveries dropped, by reason.", Type.COUNTER),
    QUEUED("deliveries_queued", "Deliveries held back, counted by walking.", Type.GAUGE),
    WRITES("socket_writes_total", "Writes to sockets.", Type.COUNTER),
    WRITTEN("socket_bytes_total", "Bytes given to sockets.", Type.COUNTER),
    RESUMED("resumed_messages_total", "Messages told again to connections that go on where they were.", Type.COUNTER),
    GAPS("gaps_told_total", "Gaps told to single connections.", Type.COUNTER),
    SLOW("slow_told_total", "Times a connection was told that it was slow.", Type.COUNTER);

    private final String id;
    private final String help;
    private final Type type;

    GatewayMetric(String id, String help, Type type) {
        this.id = "quotewire_gateway_" + id;
        this.help = help;
        this.type = type;
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
