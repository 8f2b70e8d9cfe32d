package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import io.quotewire.gateway.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Connections that do nothing, and too many of them. {@code SlowlorisIT} has five thousand, with the shipped deadlines. */
final class FloodChecks {
    private static final String ANSWERED = "HTTP/1.1 200 ";

    static final List<Check> ALL = List.of(
            Check.of(23, "a request never ends", FloodChecks::slow)
                    .by(Protection.idle("gateway.http.HttpConnection", "late")),
            Check.of(24, "connections come without end", FloodChecks::many)
                    .by("gateway.socket.Arrivals", "admit", true));

    private FloodChecks() {}

    private static void slow(Members members) throws IOException {
        String head = "GET /live HTTP/1.1\r\nHost: HOST\r\nX-Slow: ";
        String body =
                "POST /v1/auth/login HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n";
        List<Peer> slow = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            slow.add(Raw.connect(members).send(i % 2 == 0 ? head : body));
        }
        try (Peer silent = Raw.connect(members)) {
            assertThat(Raw.ask(members, "GET /live")).as("beside them").startsWith(ANSWERED);
            for (Peer peer : slow) {
                peer.send("x");
                assertThat(peer.readAll()).startsWith("HTTP/1.1 408 ");
                peer.close();
            }
            assertThat(silent.readAll()).isEmpty();
        }
        assertThat(Raw.ask(members, "GET /live")).startsWith(ANSWERED);
    }

    private static void many(Members members) throws IOException {
        String request = "GET /live HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n";
        String last = "";
        for (int i = 0; i < 6_000 && !last.startsWith("HTTP/1.1 503 "); i++) {
            last = Raw.sendFrom("127.0.3.1", members, request);
        }
        assertThat(last).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: 1\r\n");
        assertThat(Raw.sendFrom("127.0.3.2", members, request))
                .as("from elsewhere")
                .startsWith(ANSWERED);
    }
}
