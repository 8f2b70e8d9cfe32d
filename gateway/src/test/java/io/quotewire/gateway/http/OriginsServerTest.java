package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets: pages of other origins, and names that are not ours, get nothing. */
class OriginsServerTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test",
                "null",
                "http://localhost.evil.test:PORT",
                "http://evil.test:PORT",
                "http://127.0.0.1.evil.test:PORT",
                "HTTP://127.0.0.1:PORT",
                "http://LOCALHOST:PORT",
                "https://127.0.0.1:PORT",
                "http://127.0.0.1:1",
                "http://127.0.0.1",
                "http://127.0.0.1:PORT/",
                "http://127.0.0.1:PORT, http://evil.test",
                "http://127.0.0.2:PORT",
                "",
            })
    void origin_notAllowed_isForbiddenEverywhere(String origin) throws IOException {
        String header =
                "Origin: " + origin.replace("PORT", "" + server.address().getPort());
        assertThat(server.upgrade("/v1/ws", header))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContain("Access-Control-Allow-Origin");
        assertThat(server.ask("GET /", header))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContain("Access-Control-Allow-Origin");
        assertThat(server.ask("OPTIONS /", header, "Access-Control-Request-Method: GET"))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContain("Access-Control-Allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
    void origin_ownAddress_isAllowed(String host) throws IOException {
        String origin = "http://" + host + ":" + server.address().getPort();
        assertThat(server.upgrade("/v1/ws", "Origin: " + origin)).startsWith("HTTP/1.1 101 ");
        assertThat(server.ask("GET /", "Origin: " + origin))
                .startsWith("HTTP/1.1 200 ")
                .contains("\r\nAccess-Control-Allow-Origin: " + origin + "\r\n")
                .contains("\r\nVary: Origin\r\n");
    }

    @Test
    void origin_absent_isAllowed() throws IOException {
        assertThat(server.upgrade("/v1/ws")).startsWith("HTTP/1.1 101 ");
    }

    @Test
    void origin_configured_isAllowedWithItsHost() throws IOException {
        HttpConfig config =
                new HttpConfig(TestServer.ANY_PORT, false, Set.of("https://prices.test"), HttpLimits.DEFAULT);
        try (TestServer other = new TestServer(config, false)) {
            assertThat(other.ask("GET /", "Host: prices.test", "Origin: https://prices.test"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Access-Control-Allow-Origin: https://prices.test\r\n");
            assertThat(other.ask("GET /", "Origin: http://prices.test")).startsWith("HTTP/1.1 403 ");
            assertThat(other.ask("GET /", "Origin: https://prices.test:8443")).startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void preflight_ofAnAllowedOrigin_names_whatMayBeAsked() throws IOException {
        String origin = "http://localhost:" + server.address().getPort();
        assertThat(server.ask("OPTIONS /echo/a", "Origin: " + origin, "Access-Control-Request-Method: GET"))
                .startsWith("HTTP/1.1 204 ")
                .contains("Access-Control-Allow-Origin: " + origin)
                .contains("Access-Control-Allow-Methods: GET, HEAD\r\n")
                .doesNotContain("Content-Length");
        assertThat(server.ask("OPTIONS *")).startsWith("HTTP/1.1 204 ");
        assertThat(server.ask("OPTIONS /nothing")).startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.test", "evil.test:PORT", "127.0.0.1:1", "127.0.0.1", "localhost.evil.test:PORT", ""})
    void host_unknown_isMisdirected(String host) throws IOException {
        String header = "Host: " + host.replace("PORT", "" + server.address().getPort());
        assertThat(server.ask("GET /", header)).startsWith("HTTP/1.1 421 ");
    }

    @Test
    void host_ofAnyCase_isKnown() throws IOException {
        assertThat(server.ask("GET /", "Host: LocalHost:" + server.address().getPort()))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void host_missingOrTwice_isRefused() throws IOException {
        try (RawClient client = server.connect()) {
            assertThat(client.send("GET / HTTP/1.1\r\n\r\n").readAll()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(server.ask("GET /", "Host: " + server.host(), "Host: " + server.host()))
                .startsWith("HTTP/1.1 400 ");
    }
}
