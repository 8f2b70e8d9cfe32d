package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets: what acts is done by POST alone, and for no page but the gateway's own. */
class ActingRoutesTest {
    private static final String FOREIGN = "https://prices.test";

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(new HttpConfig(TestServer.ANY_PORT, false, Set.of(FOREIGN), HttpLimits.DEFAULT), false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void post_atItsAddress_isDone() throws IOException {
        assertThat(server.ask("POST /act")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\ndone");
        assertThat(server.ask("POST /both?n=7")).endsWith("\r\n\r\ndone 7");
        assertThat(server.ask("GET /both")).endsWith("\r\n\r\nread");
        assertThat(server.ask("POST /both?m=7"))
                .startsWith("HTTP/1.1 400 ")
                .contains("/docs/problems#unknown-parameter", "\"near\":[\"n\"]");
    }

    @Test
    void post_withABody_isDoneAndTheNextRequestAnswered() throws IOException {
        try (RawClient client = server.connect()) {
            String answers = client.send(
                            "POST /act HTTP/1.1\r\nHost: " + server.host() + "\r\nContent-Length: 9\r\n\r\nGET /big ")
                    .send("GET /echo/next HTTP/1.0\r\n\r\n")
                    .readAll();

            assertThat(answers).containsSubsequence("done", "next");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /echo/a | GET, HEAD, OPTIONS",
                "POST /v1/ws | GET, HEAD, OPTIONS",
                "GET /act | POST, OPTIONS",
                "HEAD /act | POST, OPTIONS",
                "PUT /both | GET, HEAD, POST, OPTIONS",
            })
    void method_thatAnAddressDoesNotKnow_isToldThoseItKnows(String request, String allow) throws IOException {
        assertThat(server.ask(request)).startsWith("HTTP/1.1 405 ").contains("\r\nAllow: " + allow + "\r\n");
        assertThat(server.ask("OPTIONS " + request.substring(request.indexOf('/'))))
                .startsWith("HTTP/1.1 204 ")
                .contains("\r\nAllow: " + allow + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
    void post_fromAPageOfOurs_isDone(String host) throws IOException {
        String origin = "Origin: http://" + host + ":" + server.address().getPort();

        assertThat(server.ask("POST /act", origin, "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: " + FOREIGN,
                "Origin: null",
                "Origin: https://evil.test",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: http://127.0.0.1:PORT; Sec-Fetch-Site: cross-site",
            })
    void post_fromAPageOfOthers_isForbidden(String headers) throws IOException {
        String[] lines =
                headers.replace("PORT", "" + server.address().getPort()).split("; ", -1);

        assertThat(server.ask("POST /act", lines))
                .startsWith("HTTP/1.1 403 ")
                .contains("/docs/problems#origin-not-allowed")
                .doesNotContain("done");
    }

    @Test
    void read_fromAnAllowedPage_isAnsweredWhereActingIsForbidden() throws IOException {
        assertThat(server.ask("GET /both", "Origin: " + FOREIGN, "Sec-Fetch-Site: cross-site"))
                .startsWith("HTTP/1.1 200 ")
                .contains("Access-Control-Allow-Origin: " + FOREIGN);
    }

    @Test
    void preflight_ofAPost_grantsNoMoreThanReading() throws IOException {
        String[] asks = {"Origin: " + FOREIGN, "Access-Control-Request-Method: POST"};

        assertThat(server.ask("OPTIONS /act", asks))
                .startsWith("HTTP/1.1 204 ")
                .doesNotContain("Access-Control-Allow-Methods");
        assertThat(server.ask("OPTIONS /both", asks)).contains("Access-Control-Allow-Methods: GET, HEAD\r\n");
    }
}
