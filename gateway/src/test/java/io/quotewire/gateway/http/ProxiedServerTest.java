package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.proxy.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over real sockets: whose word on others is taken, and that nobody escapes a limit by it. */
class ProxiedServerTest {
    private static final String PROXY = "127.0.0.2";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.2 | 192.0.2.1 | 192.0.2.1",
                "127.0.0.2 | 203.0.113.1, 192.0.2.1 | 192.0.2.1",
                "127.0.0.2 | 192.0.2.1, x | 127.0.0.2",
                "127.0.0.1 | 192.0.2.1 | 127.0.0.1",
                "127.0.0.3 | 192.0.2.1 | 127.0.0.3",
            })
    void address_isTheProxysWordOrThePeers(String peer, String header, String address) throws IOException {
        try (TestServer server = behind(HttpLimits.DEFAULT)) {
            assertThat(ask(server, peer, "GET /whence", "X-Forwarded-For: " + header))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\n" + address);
        }
    }

    @Test
    void addresses_inTwoLines_areOneList() throws IOException {
        try (TestServer server = behind(HttpLimits.DEFAULT)) {
            assertThat(ask(server, PROXY, "GET /whence", "X-Forwarded-For: 203.0.113.1", "X-Forwarded-For: 192.0.2.1"))
                    .endsWith("\r\n\r\n192.0.2.1");
        }
    }

    @Test
    void proto_ofTheProxyAlone_makesTheGatewaysPagesEncrypted() throws IOException {
        try (TestServer server = behind(HttpLimits.DEFAULT)) {
            String origin = "Origin: https://" + server.host();

            assertThat(ask(server, PROXY, "POST /act", origin, "X-Forwarded-Proto: https"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Strict-Transport-Security");
            assertThat(ask(server, "127.0.0.1", "POST /act", origin, "X-Forwarded-Proto: https"))
                    .startsWith("HTTP/1.1 403 ")
                    .doesNotContain("Strict-Transport-Security");
        }
    }

    /** Three of a client, whether the proxy tells of it or it comes itself; and a proxy that tells nothing is one too. */
    @Test
    void client_behindTheProxy_hasTheLimitOfAnAddress() throws IOException {
        try (TestServer server = behind(Limits.connections(100, 3))) {
            List<RawClient> open = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                open.add(asking(server, "127.0.0.9"));
                assertThat(open.getLast().readUntil("127.0.0.9")).startsWith("HTTP/1.1 200 ");
            }
            try (RawClient fourth = asking(server, "127.0.0.9")) {
                assertThat(fourth.readAll()).startsWith("HTTP/1.1 503 ").contains("Retry-After");
            }
            try (RawClient itself = new RawClient(server.address(), "127.0.0.9")) {
                assertThat(itself.readAll()).startsWith("HTTP/1.1 503 ");
            }
            try (RawClient spoofing = new RawClient(server.address(), "127.0.0.9")) {
                assertThat(spoofing.send(head(server, "X-Forwarded-For: 192.0.2.44\r\n"))
                                .readAll())
                        .as("who is no proxy is who it is")
                        .startsWith("HTTP/1.1 503 ");
            }
            for (int i = 0; i < 3; i++) {
                open.add(asking(server, "not an address"));
                assertThat(open.getLast().readUntil(PROXY)).startsWith("HTTP/1.1 200 ");
            }
            try (RawClient hiding = asking(server, "not an address")) {
                assertThat(hiding.readAll()).as("hiding").startsWith("HTTP/1.1 503 ");
            }
            try (RawClient another = asking(server, "127.0.0.10")) {
                assertThat(another.readUntil("127.0.0.10")).startsWith("HTTP/1.1 200 ");
            }
            for (RawClient client : open) {
                client.close();
            }
        }
    }

    @Test
    void connection_thatIsSharedByClients_countsAsThatOfTheLast() throws IOException {
        try (TestServer server = behind(Limits.connections(100, 1));
                RawClient shared = asking(server, "192.0.2.1")) {
            assertThat(shared.readUntil("192.0.2.1")).startsWith("HTTP/1.1 200 ");
            assertThat(shared.send(head(server, "X-Forwarded-For: 192.0.2.2\r\n"))
                            .readUntil("192.0.2.2"))
                    .startsWith("HTTP/1.1 200 ");
            try (RawClient first = asking(server, "192.0.2.1")) {
                assertThat(first.readUntil("192.0.2.1")).startsWith("HTTP/1.1 200 ");
            }
            try (RawClient second = asking(server, "192.0.2.2")) {
                assertThat(second.readAll()).startsWith("HTTP/1.1 503 ");
            }
        }
    }

    private static TestServer behind(HttpLimits limits) throws IOException {
        return new TestServer(TestServer.with(limits).withTrustedProxies(List.of(Network.parse(PROXY + "/32"))), false);
    }

    /** A request for {@code client} by the proxy, on a connection that stays. */
    private static RawClient asking(TestServer server, String client) throws IOException {
        return new RawClient(server.address(), PROXY).send(head(server, "X-Forwarded-For: " + client + "\r\n"));
    }

    private static String head(TestServer server, String headers) {
        return "GET /whence HTTP/1.1\r\nHost: " + server.host() + "\r\n" + headers + "\r\n";
    }

    private static String ask(TestServer server, String peer, String requestLine, String... headers)
            throws IOException {
        String request = requestLine + " HTTP/1.1\r\nHost: " + server.host() + "\r\nConnection: close\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
        try (RawClient client = new RawClient(server.address(), peer)) {
            return client.send(request).readAll();
        }
    }
}
