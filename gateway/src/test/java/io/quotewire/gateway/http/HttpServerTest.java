package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets, with raw bytes: what a well-behaved client library would never send. */
class HttpServerTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void get_knownRoute_isAnsweredWithEverySecurityHeader() throws IOException {
        assertThat(server.ask("GET /echo/hello")).isEqualTo("""
                        HTTP/1.1 200 OK\r
                        Date: Wed, 20 Nov 2024 15:03:35 GMT\r
                        Content-Type: text/plain; charset=utf-8\r
                        Content-Length: 5\r
                        Cache-Control: no-store\r
                        Vary: Origin\r
                        Content-Security-Policy: default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'\r
                        Cross-Origin-Opener-Policy: same-origin\r
                        Referrer-Policy: no-referrer\r
                        X-Content-Type-Options: nosniff\r
                        Connection: close\r
                        \r
                        hello""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /", "GET /nothing", "POST /", "OPTIONS /", "HEAD /", "GET /broken", "GET /v1/ws", "GET /%00"
            })
    void answer_ofEveryKind_hasTheSecurityHeadersAndNoServer(String request) throws IOException {
        assertThat(server.ask(request))
                .contains("\r\nContent-Security-Policy: default-src 'self'")
                .contains("frame-ancestors 'none'")
                .contains("\r\nX-Content-Type-Options: nosniff\r\n")
                .contains("\r\nReferrer-Policy: no-referrer\r\n")
                .contains("\r\nCross-Origin-Opener-Policy: same-origin\r\n")
                .doesNotContainIgnoringCase("\r\nServer:")
                .doesNotContainIgnoringCase("x-powered-by");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: 0, 44\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: +0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: H\r\nX: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\nHost: H\n\n",
                "GET / HTTP/1.1\r\nHost: H\r\nX: a\nContent-Length: 44\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: H\r\n\rX: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: H\r\nContent-Length : 44\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
            })
    void smuggling_everyVariant_isRefusedAndTheConnectionClosed(String request) throws IOException {
        try (RawClient client = server.connect()) {
            String detector = "GET /echo/SMUGGLED HTTP/1.1\r\nHost: H\r\n\r\n";
            String answers = client.send((request + detector).replace("Host: H", "Host: " + server.host()))
                    .readAll();

            assertThat(answers)
                    .matches("(?s)HTTP/1\\.1 4(00|11) .*")
                    .contains("Connection: close")
                    .doesNotContain("SMUGGLED")
                    .containsOnlyOnce("HTTP/1.1 ");
        }
    }

    @Test
    void requestsSentAhead_areAnsweredInOrder() throws IOException {
        try (RawClient client = server.connect()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                all.append("GET /echo/<%03d> HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(i, server.host()));
            }
            String answers = client.send(all + "GET /echo/end HTTP/1.0\r\n\r\n").readAll();

            assertThat(answers).containsSubsequence("<000>", "<001>", "<100>", "<199>", "end");
            assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(202);
        }
    }

    @Test
    void body_ofAGet_isDroppedAndTheNextRequestAnswered() throws IOException {
        try (RawClient client = server.connect()) {
            String answers = client.send("GET /echo/one HTTP/1.1\r\nHost: " + server.host()
                            + "\r\nContent-Length: 65536\r\n\r\n" + "b".repeat(65_536))
                    .send("GET /echo/two HTTP/1.0\r\n\r\n")
                    .readAll();

            assertThat(answers).containsSubsequence("one", "two");
        }
    }

    @Test
    void body_tooLong_isRefused() throws IOException {
        assertThat(server.ask("GET /", "Content-Length: 65537")).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void body_announcedWithExpect_isNotWaitedFor() throws IOException {
        assertThat(server.ask("POST /", "Content-Length: 100", "Expect: 100-continue"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Connection: close");
    }

    @Test
    void headMethod_getsLengthWithoutBody() throws IOException {
        assertThat(server.ask("HEAD /echo/hello"))
                .startsWith("HTTP/1.1 200 OK")
                .contains("Content-Length: 5\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void bigAnswer_toSeveralRequests_arrivesWhole() throws IOException {
        try (RawClient client = server.connect()) {
            String request = "GET /big HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\n";
            String answers =
                    client.send(request.repeat(3) + "GET / HTTP/1.0\r\n\r\n").readAll();

            assertThat(answers.chars().filter(c -> c == '#').count()).isEqualTo(3L << 20);
            assertThat(answers).endsWith("root");
        }
    }

    @Test
    void method_other_isNotAllowed() throws IOException {
        assertThat(server.ask("DELETE /echo/a"))
                .startsWith("HTTP/1.1 405 Method Not Allowed")
                .contains("\r\nAllow: GET, HEAD, OPTIONS\r\n");
    }

    @Test
    void route_unknown_isAnsweredWithTheNearest() throws IOException {
        assertThat(server.ask("GET /slwo"))
                .startsWith("HTTP/1.1 404 Not Found")
                .contains("Content-Type: application/problem+json")
                .containsPattern("\\{\"type\":\"/docs/problems#not-found\",\"title\":\"not found\",\"status\":404,"
                        + "\"detail\":\"there is nothing at this address\",\"near\":\\[\"/slow\"],"
                        + "\"request_id\":\"r[0-9a-z]+\"}$");
    }

    @Test
    void parameter_unknown_isNamedWithTheNearest() throws IOException {
        assertThat(server.ask("GET /echo/a?m=1"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":1003,\"detail\":\"m\",\"near\":[\"n\"]");
        assertThat(server.ask("GET /echo/a?n=1&n=2"))
                .startsWith("HTTP/1.1 400 ")
                .contains("n stands more than once");
    }

    @Test
    void bug_inARoute_isAnsweredWithoutItsDetails() throws IOException {
        assertThat(server.ask("GET /broken"))
                .startsWith("HTTP/1.1 500 ")
                .contains("\"code\":5001")
                .doesNotContain("IllegalState")
                .doesNotContain("a bug");
        assertThat(server.ask("GET /")).endsWith("root");
    }

    @Test
    void slowRoute_isAnswered() throws IOException {
        assertThat(server.ask("GET /slow")).endsWith("slow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/%252e%252e/etc/passwd",
                "/..\\..\\etc\\passwd",
                "/..%5c..%5cetc%5cpasswd",
                "/../../etc/passwd",
                "//etc/passwd",
                "/.git/config",
                "/web/quotewire.js",
                "/./",
                "/echo/a/../../",
            })
    void path_thatClimbs_reachesNothing(String path) throws IOException {
        assertThat(server.ask("GET " + path)).startsWith("HTTP/1.1 404 ").doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%00",
                "/a%00b",
                "/x%0d%0aSet-Cookie:a=b",
                "/x?a=%0a",
                "/%zz",
                "/%2",
                "/%",
                "/%ff",
                "/a#b",
                "noslash",
                "https://x/"
            })
    void target_withCodesOfNoUse_isRefused(String target) throws IOException {
        assertThat(server.ask("GET " + target)).startsWith("HTTP/1.1 400 ").doesNotContain("Set-Cookie");
    }

    @Test
    void target_percentCoded_isDecodedOnce() throws IOException {
        assertThat(server.ask("GET /echo/a%3Ab")).endsWith("a:b");
        assertThat(server.ask("GET /echo/a%253Ab")).endsWith("a%3Ab");
    }

    @Test
    void target_absolute_isReadByItsOwnHost() throws IOException {
        assertThat(server.ask("GET http://" + server.host() + "/echo/a")).endsWith("\r\n\r\na");
        assertThat(server.ask("GET http://evil.test/echo/a")).startsWith("HTTP/1.1 421 ");
    }

    @Test
    void token_inTheUrl_isRefusedAndNotRepeated() throws IOException {
        assertThat(server.ask("GET /?token=S3CRET"))
                .startsWith("HTTP/1.1 400 ")
                .contains("token-in-url")
                .doesNotContain("S3CRET");
        assertThat(server.upgrade("/v1/ws?%74oken=S3CRET")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void upgrade_followsTheExampleOfTheStandard() throws IOException {
        assertThat(server.upgrade("/v1/ws", "Sec-WebSocket-Protocol: chat, quotewire.v1, bearer.abc"))
                .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                .contains("\r\nUpgrade: websocket\r\n")
                .contains("\r\nConnection: Upgrade\r\n")
                .contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                .contains("\r\nSec-WebSocket-Protocol: quotewire.v1\r\n")
                .doesNotContain("Extensions")
                .doesNotContain("bearer");
        assertThat(server.upgrade("/v1/ws")).doesNotContain("Sec-WebSocket-Protocol");
    }

    @Test
    void upgrade_withFramesSentAhead_losesNone() throws IOException {
        try (RawClient client = server.connect()) {
            String frame = "\u0081\u0082\0\0\0\0hi";
            assertThat(client.send(server.handshake("/v1/ws") + frame).readUntil("\u0081\u0002hi"))
                    .contains("\r\n\r\n\u0081\u0007welcome\u0081\u0002hi");
        }
    }

    @Test
    void upgrade_notAsked_isRequired() throws IOException {
        assertThat(server.ask("GET /v1/ws")).startsWith("HTTP/1.1 426 ").contains("\r\nUpgrade: websocket\r\n");
        assertThat(server.ask(
                        "GET /v1/ws",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 8",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                .startsWith("HTTP/1.1 426 ")
                .contains("\r\nSec-WebSocket-Version: 13\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZR==", "!!!!!!!!!!!!!!!!!!!!!!=="})
    void upgrade_badKey_isRefused(String key) throws IOException {
        assertThat(server.ask(
                        "GET /v1/ws",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: " + key))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void simulatedSources_areMarkedOnEveryAnswer() throws IOException {
        try (TestServer other = new TestServer(HttpConfig.DEFAULT.withListen(TestServer.ANY_PORT), true)) {
            assertThat(other.ask("GET /")).contains("\r\nX-Quotewire-Simulated: true\r\n");
            assertThat(other.upgrade("/v1/ws")).contains("\r\nX-Quotewire-Simulated: true\r\n");
        }
        assertThat(server.ask("GET /")).doesNotContain("Simulated");
    }

    @Test
    void head_thatDrips_isCutInTime() throws IOException {
        try (TestServer other = new TestServer(TestServer.with(Limits.deadlines(Duration.ofMillis(200))), false);
                RawClient slow = other.connect();
                RawClient silent = other.connect();
                RawClient body = other.connect();
                RawClient idle = other.connect()) {
            slow.send("GET / HTTP/1.1\r\nHos");
            body.send("GET / HTTP/1.1\r\nHost: " + other.host() + "\r\nContent-Length: 10\r\n\r\nhalf");
            idle.send("GET / HTTP/1.1\r\nHost: " + other.host() + "\r\n\r\n");

            assertThat(slow.readAll()).startsWith("HTTP/1.1 408 ");
            assertThat(body.readAll()).startsWith("HTTP/1.1 408 ");
            assertThat(silent.readAll()).isEmpty();
            assertThat(idle.readAll()).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1");
            assertThat(other.metric(HttpMetric.REFUSED, Map.of("reason", "timeout")))
                    .isEqualTo(2);
        }
    }

    @Test
    void connections_fasterThanAllowed_areTurnedAwayAndOtherAddressesAreNot() throws IOException {
        try (TestServer other = new TestServer(TestServer.with(Limits.connects(3, 2)), false);
                RawClient _ = other.connect();
                RawClient _ = other.connect();
                RawClient third = other.connect();
                RawClient otherAddress = new RawClient(other.address(), "127.0.0.2")) {
            assertThat(third.readAll())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("\r\nRetry-After: 1\r\n")
                    .contains("too many connections have come within a second");
            String request = "GET / HTTP/1.1\r\nHost: " + other.host() + "\r\n\r\n";
            assertThat(otherAddress.send(request).readUntil("root")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void connections_beyondTheLimits_areTurnedAway() throws IOException {
        try (TestServer other = new TestServer(TestServer.with(Limits.connections(3, 2)), false);
                RawClient first = other.connect();
                RawClient second = other.connect()) {
            first.send(other.handshake("/v1/ws")).readUntil("welcome");
            second.send(other.handshake("/v1/ws")).readUntil("welcome");
            try (RawClient sameAddress = other.connect()) {
                assertThat(sameAddress.readAll())
                        .startsWith("HTTP/1.1 503 ")
                        .contains("\r\nRetry-After: 5\r\n")
                        .contains("too-many-connections");
            }
            try (RawClient otherAddress = new RawClient(other.address(), "127.0.0.2")) {
                String request = "GET / HTTP/1.1\r\nHost: " + other.host() + "\r\n\r\n";
                assertThat(otherAddress.send(request).readUntil("root")).startsWith("HTTP/1.1 200 ");
                try (RawClient fourth = new RawClient(other.address(), "127.0.0.3")) {
                    assertThat(fourth.readAll()).startsWith("HTTP/1.1 503 ");
                }
            }
        }
    }

    @Test
    void drain_endsIdleConnectionsAndSessionsAndAcceptsNoMore() throws Exception {
        InetSocketAddress address = server.address();
        try (RawClient idle = server.connect();
                RawClient session = server.connect()) {
            idle.send("GET / HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\n").readUntil("root");
            session.send(server.handshake("/v1/ws")).readUntil("welcome");

            assertThat(server.server.drain(Duration.ofSeconds(10))).isZero();

            assertThat(idle.readAll()).isEmpty();
            assertThat(session.readAll()).isEmpty();
            assertThatThrownBy(() -> new RawClient(address)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void drain_withAnUnfinishedRequest_cutsItWhenTimeIsOver() throws Exception {
        try (RawClient unfinished = server.connect()) {
            unfinished.send("GET / HTTP/1.1\r\n");
            server.ask("GET /"); // By now the loop has read what was sent before.

            assertThat(server.server.drain(Duration.ofMillis(50))).isEqualTo(1);
        }
    }

    @Test
    void port_inUse_isNamed() {
        HttpConfig taken = HttpConfig.DEFAULT.withListen(
                List.of(new ListenAddress("127.0.0.1", server.address().getPort())));
        assertThatThrownBy(() -> new TestServer(taken, false).close())
                .isInstanceOf(BindException.class)
                .hasMessageContaining("cannot listen on " + server.host());
    }

    @Test
    void metrics_countByRouteAndReason() throws IOException {
        server.ask("GET /echo/a");
        server.ask("GET /echo/b");
        server.ask("GET /nothing/1");
        server.ask("GET /nothing/2");

        assertThat(server.metric(HttpMetric.REQUESTS, Map.of("route", "/echo/{word}", "status", "2xx")))
                .isEqualTo(2);
        assertThat(server.metric(HttpMetric.REQUESTS, Map.of("route", "none", "status", "4xx")))
                .isEqualTo(2);
        assertThat(server.metric(HttpMetric.REFUSED, Map.of("reason", "not_found")))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void transport_each_serves(Transport transport) throws IOException {
        try (TestServer other = new TestServer(HttpConfig.DEFAULT.withListen(TestServer.ANY_PORT), false, transport)) {
            assertThat(other.ask("GET /")).endsWith("root");
            assertThat(other.ask("GET / HTTP/1.1\nx")).startsWith("HTTP/1.1 400 ");
        }
    }
}
