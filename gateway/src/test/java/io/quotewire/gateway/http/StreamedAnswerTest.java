package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers whose body another writes. */
class StreamedAnswerTest {
    @Test
    void stream_hasTheHeadersOfAnyAnswerAndWhatFollowsTheRequestGoesToItsOwner() throws IOException {
        try (TestServer server = new TestServer(HttpConfig.DEFAULT.withListen(TestServer.ANY_PORT), true)) {
            String all = ask(server, "GET /streamed HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\nmore");

            assertThat(all)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("\r\nX-Quotewire-Simulated: true\r\n", "\r\nX-Content-Type-Options: nosniff\r\n")
                    .contains("\r\nConnection: close\r\n")
                    .doesNotContain("Content-Length")
                    .endsWith("\r\n\r\nflows: more");
            assertThat(server.metric(HttpMetric.REQUESTS, Map.of("route", "/streamed", "status", "2xx")))
                    .isEqualTo(1);
        }
    }

    @Test
    void head_ofAStream_leavesTheConnectionToHttp() throws IOException {
        try (TestServer server = new TestServer()) {
            String host = " HTTP/1.1\r\nHost: " + server.host() + "\r\n";
            String all = ask(server, "HEAD /streamed" + host + "\r\nGET /" + host + "Connection: close\r\n\r\n");

            assertThat(all)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("\r\n\r\nroot")
                    .doesNotContain("flows");
        }
    }

    @Test
    void stream_ofAGatewayThatStops_isRefused() throws IOException {
        try (TestServer server = new TestServer();
                RawClient client = server.connect()) {
            client.send("GET /echo/a HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\nGET /strea")
                    .readUntil("\r\n\r\na");
            Thread drain = Thread.ofVirtual().start(() -> drain(server));
            while (!refuses(server)) {
                Thread.onSpinWait();
            }
            client.send("med HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\n");

            assertThat(client.readAll()).startsWith("HTTP/1.1 503 ").contains("draining");
            drain.interrupt();
        }
    }

    private static void drain(TestServer server) {
        try {
            server.server.drain(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean refuses(TestServer server) {
        try (RawClient another = server.connect()) {
            return another.port() < 0;
        } catch (IOException refused) {
            return true;
        }
    }

    private static String ask(TestServer server, String request) throws IOException {
        try (RawClient client = server.connect()) {
            return client.send(request).readAll();
        }
    }
}
