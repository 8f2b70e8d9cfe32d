package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.Limits;
import io.quotewire.gateway.proxy.Network;
import io.quotewire.gateway.session.SessionConfig;
import io.quotewire.gateway.tls.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy as docs/operations.md sets it up. */
class ProxyExampleIT {
    private static final Pattern EXAMPLE = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);
    private static final int CONNECTIONS = 3;

    @TempDir
    private Path folder;

    @Test
    void clients_behindIt_areTheirOwnAddresses() throws Exception {
        HttpConfig http = new HttpConfig(
                TestGateway.HTTP.listen(),
                false,
                Set.of("https://prices.example.com"),
                Limits.connections(1_000, CONNECTIONS),
                TlsConfig.NONE,
                List.of(Network.parse("127.0.0.1")),
                null);
        List<Peer> peers = new ArrayList<>();
        try (TestGateway gateway = new TestGateway(http, FanoutConfig.DEFAULT, SessionConfig.DEFAULT, null);
                Proxy proxy = Proxy.before(gateway, folder, location())) {
            int port = proxy.address().getPort();
            for (int i = 0; i < CONNECTIONS; i++) {
                peers.add(new Peer("127.0.0.1", port));
                assertThat(handshake(peers.getLast(), "192.0.2.1")).startsWith("HTTP/1.1 101 ");
            }
            try (Peer another = new Peer("127.0.0.1", port)) {
                assertThat(handshake(another, "192.0.2.1"))
                        .as("the proxy's own word is 127.0.0.1, which is trusted, and before it stands a client")
                        .startsWith("HTTP/1.1 503 ");
            }
            try (Peer another = new Peer("127.0.0.1", port)) {
                assertThat(handshake(another, "192.0.2.2")).startsWith("HTTP/1.1 101 ");
            }
        } finally {
            for (Peer peer : peers) {
                peer.close();
            }
        }
    }

    /** As if it came through a proxy of ours before that one, which is on this machine and trusted. */
    private static String handshake(Peer peer, String client) throws IOException {
        peer.send(Peer.handshake("X-Forwarded-For: " + client, "Origin: https://prices.example.com")
                .replace("Host: HOST", "Host: prices.example.com"));
        return peer.readHead();
    }

    private static String location() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/operations.md")));
        assertThat(example.find()).isTrue();
        return example.group(1).replace("127.0.0.1:8000", "127.0.0.1:GATEWAY");
    }
}
