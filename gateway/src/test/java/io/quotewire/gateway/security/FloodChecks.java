package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import io.quotewire.gateway.Peer;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** Connections that do nothing, and too many of them. {@code SlowlorisIT} has five thousand, with the shipped deadlines. */
final class FloodChecks {
    private static final String ANSWERED = "HTTP/1.1 200 ";
    private static final String REQUEST = "GET /live HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n";

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

    /** All at once: who is let in is answered, who is not is told so, or just cut where too many are. */
    private static void many(Members members) throws IOException {
        List<Peer> crowd = new ArrayList<>();
        for (int i = 0; i < 4 * Premises.CONNECTS_PER_S; i++) {
            crowd.add(Raw.connect(members));
        }
        List<String> answers = new ArrayList<>();
        for (Peer peer : crowd) {
            answers.add(answer(peer));
            peer.close();
        }
        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("HTTP/1.1 503 "))
                .isNotEmpty()
                .allMatch(answer -> answer.contains("\r\nRetry-After: 1\r\n"));
        assertThat(Raw.sendFrom("127.0.3.2", members, REQUEST))
                .as("from elsewhere")
                .startsWith(ANSWERED);
    }

    private static String answer(Peer peer) throws IOException {
        try {
            return peer.send(REQUEST).readAll();
        } catch (SocketException cut) {
            return "";
        }
    }
}
