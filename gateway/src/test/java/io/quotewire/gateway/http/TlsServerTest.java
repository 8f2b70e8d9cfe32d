package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.gateway.tls.Certificates;
import io.quotewire.gateway.tls.TlsMetric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets: TLS and plain text on one port. */
class TlsServerTest {
    private static final int WAIT_MS = 30_000;
    private static final String HSTS = "\r\nStrict-Transport-Security: max-age=31536000\r\n";

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(
                HttpConfig.DEFAULT.withListen(TestServer.ANY_PORT).withTls(Certificates.FIRST.in(folder)), false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, TLS_AES_128_GCM_SHA256", "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"})
    void protocol_ofToday_isSpoken(String protocol, String suite) throws IOException {
        try (SSLSocket client = connect(protocol)) {
            client.startHandshake();

            assertThat(client.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(client.getSession().getCipherSuite()).isEqualTo(suite);
            assertThat(ask(client, "GET /echo/hello"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains(HSTS)
                    .endsWith("hello");
        }
    }

    @Test
    void plainText_onTheSamePort_isAnsweredAsEver() throws IOException {
        assertThat(server.ask("GET /echo/hello"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("hello")
                .doesNotContain("Strict-Transport-Security");
        assertThat(server.upgrade("/v1/ws")).startsWith("HTTP/1.1 101 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1", "SSLv3"})
    void protocol_ofYesterday_isRefused(String protocol) throws IOException {
        byte minor = (byte) (protocol.equals("SSLv3") ? 0 : protocol.equals("TLSv1") ? 1 : 2);
        try (RawClient client = server.connect()) {
            String answer = client.send(ClientHello.of(minor, 0xc013, 0xc02f)).readAll();

            assertThat(answer).startsWith("\u0015\u0003").doesNotContain("\u0016\u0003");
        }
        awaitHandshakes("failed", 1);
    }

    @ParameterizedTest
    @CsvSource({"0x009c, static RSA", "0xc013, CBC", "0xc02b, ours"})
    void suite_withoutSecrecyOrAuthentication_isRefused(String code, String what) throws IOException {
        try (RawClient client = server.connect()) {
            String first =
                    client.send(ClientHello.of((byte) 3, Integer.decode(code))).read(3);

            assertThat(first).as(what).startsWith(what.equals("ours") ? "\u0016\u0003\u0003" : "\u0015\u0003");
        }
    }

    @Test
    void alpn_withoutHttp11_isRefusedAndElseSpoken() throws IOException {
        try (SSLSocket client = connect("TLSv1.3")) {
            offer(client, "h2", "http/1.1");
            client.startHandshake();
            assertThat(client.getApplicationProtocol()).isEqualTo("http/1.1");
        }
        try (SSLSocket client = connect("TLSv1.3")) {
            offer(client, "h2");
            assertThatThrownBy(client::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void renegotiation_isRefused() throws IOException {
        try (SSLSocket client = connect("TLSv1.2")) {
            client.startHandshake();
            client.startHandshake(); // Begins another one, which the next to read or write finds out.

            assertThatThrownBy(() -> ask(client, "GET /echo/hello")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void handshake_thatStalls_isCutAndGarbageToo() throws IOException {
        String hello = ClientHello.of((byte) 3, 0xc02b);
        try (RawClient half = server.connect();
                RawClient garbage = server.connect();
                RawClient http = server.connect()) {
            half.send(hello.substring(0, hello.length() / 2));
            garbage.send("\u0016GET / HTTP/1.1\r\n\r\n");

            assertThat(garbage.readAll()).doesNotContain("HTTP");
            assertThat(http.send("GET /echo/hello HTTP/1.1\r\nHost: " + server.host() + "\r\nConnection: close\r\n\r\n")
                            .readAll())
                    .endsWith("hello");
            assertThat(half.readAll()).doesNotContain("HTTP");
        }
        awaitHandshakes("failed", 2);
    }

    @Test
    void connection_thatSaysNothing_isClosedAtTheDeadlineOfAHead() throws IOException {
        HttpConfig hasty =
                TestServer.with(Limits.deadlines(Duration.ofMillis(100))).withTls(Certificates.FIRST.in(folder));
        try (TestServer other = new TestServer(hasty, false);
                RawClient silent = other.connect()) {
            assertThat(silent.readAll()).isEmpty();
        }
    }

    @Test
    void origin_ownAddress_isTheEncryptedOneThere() throws IOException {
        try (SSLSocket client = connect("TLSv1.3")) {
            assertThat(ask(client, "POST /act", "Origin: https://" + server.host()))
                    .startsWith("HTTP/1.1 200 ");
        }
        try (SSLSocket client = connect("TLSv1.3")) {
            assertThat(ask(client, "GET /", "Origin: http://" + server.host())).startsWith("HTTP/1.1 403 ");
        }
        assertThat(server.ask("GET /", "Origin: https://" + server.host())).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void problem_overTls_hasTheHeaderToo() throws IOException {
        try (SSLSocket client = connect("TLSv1.3")) {
            assertThat(ask(client, "GET /nothing")).startsWith("HTTP/1.1 404 ").contains(HSTS);
        }
        try (SSLSocket client = connect("TLSv1.3")) {
            client.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(readAll(client)).startsWith("HTTP/1.1 400 ").contains(HSTS);
        }
    }

    @Test
    void addressBeyondLoopback_tellsPlainTextToUseHttps() throws IOException {
        HttpConfig everywhere = HttpConfig.DEFAULT
                .withTls(Certificates.FIRST.in(folder))
                .withListen(List.of(new ListenAddress("0.0.0.0", 0)));
        try (TestServer far = new TestServer(everywhere, false)) {
            try (RawClient client = far.connect()) {
                assertThat(client.send("POST /act HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer secret\r\n\r\n")
                                .readAll())
                        .startsWith("HTTP/1.1 426 ")
                        .contains("https-required", "\r\nUpgrade: TLS/1.2, HTTP/1.1\r\n", "\r\nConnection: close\r\n")
                        .doesNotContain("secret")
                        .doesNotContain("done");
            }
            try (SSLSocket client = connect(far.address().getPort(), Certificates.FIRST)) {
                assertThat(ask(client, "GET /echo/hello")).endsWith("hello");
            }
        }
        HttpConfig allowed = new HttpConfig(
                everywhere.listen(),
                true,
                everywhere.allowedOrigins(),
                HttpLimits.DEFAULT,
                everywhere.tls(),
                List.of(),
                null);
        try (TestServer far = new TestServer(allowed, false)) {
            assertThat(far.ask("GET /echo/hello")).endsWith("hello");
        }
    }

    @Test
    void connections_beyondTheLimit_areClosedWithoutAHandshake() throws IOException {
        HttpConfig few = TestServer.with(Limits.connections(1, 1)).withTls(Certificates.FIRST.in(folder));
        try (TestServer other = new TestServer(few, false);
                SSLSocket first = connect(other.address().getPort(), Certificates.FIRST)) {
            first.startHandshake();
            try (SSLSocket second = connect(other.address().getPort(), Certificates.FIRST)) {
                assertThatThrownBy(second::startHandshake).isInstanceOf(IOException.class);
            }
            try (RawClient plain = other.connect()) {
                assertThat(plain.send("GET / HTTP/1.1\r\n").readAll())
                        .startsWith("HTTP/1.1 503 ")
                        .contains("Retry-After: 5");
            }
            Map<String, String> done = Map.of("outcome", "done");
            awaitMetric(other, TlsMetric.HANDSHAKES, done, 1);
            assertThat(other.metric(TlsMetric.HANDSHAKES, done)).isEqualTo(1);
        }
    }

    @Test
    void certificate_replaced_isShownToNewConnectionsAndOldOnesLiveOn() throws IOException {
        try (SSLSocket old = connect(server.address().getPort(), Certificates.FIRST)) {
            old.startHandshake();
            Certificates.SECOND.in(folder);

            awaitShown(Certificates.SECOND);

            assertThat(ask(old, "GET /echo/hello")).endsWith("hello");
        }
        try (SSLSocket client = connect(server.address().getPort(), Certificates.FIRST)) {
            assertThatThrownBy(client::startHandshake).isInstanceOf(SSLException.class);
        }
        assertThat(server.metric(TlsMetric.RELOADS, Map.of())).isEqualTo(1);
        Files.writeString(folder.resolve("key.pem"), "nonsense");
        awaitMetric(TlsMetric.RELOADS_REFUSED, Map.of(), 1);
        awaitShown(Certificates.SECOND);
    }

    @Test
    void tls12_endsWithAWordAboutIt() throws IOException {
        Overheard line = new Overheard(server.address());
        try (SSLSocket client = (SSLSocket) Certificates.FIRST
                .trusting()
                .getSocketFactory()
                .createSocket(line, "127.0.0.1", server.address().getPort(), true)) {
            client.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThat(ask(client, "GET /echo/hello")).endsWith("hello");
        }

        assertThat(line.lastRecord()).as("the type of an alert").isEqualTo(21);
    }

    private void awaitShown(Certificates pair) throws IOException {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
        while (true) {
            try (SSLSocket client = connect(server.address().getPort(), pair)) {
                client.startHandshake();
                assertThat(client.getSession().getPeerCertificates()[0]).isEqualTo(pair.certificate());
                return;
            } catch (SSLPeerUnverifiedException e) {
                throw e;
            } catch (SSLException stillTheOther) {
                assertThat(System.nanoTime()).isLessThan(deadlineNs);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    private void awaitHandshakes(String outcome, double count) {
        awaitMetric(TlsMetric.HANDSHAKES, Map.of("outcome", outcome), count);
    }

    private void awaitMetric(TlsMetric metric, Map<String, String> labels, double value) {
        awaitMetric(server, metric, labels, value);
    }

    private static void awaitMetric(TestServer of, TlsMetric metric, Map<String, String> labels, double value) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
        while (of.metric(metric, labels) < value) {
            assertThat(System.nanoTime()).as(metric + " " + labels).isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private SSLSocket connect(String protocol) throws IOException {
        SSLSocket socket = connect(server.address().getPort(), Certificates.FIRST);
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    private static SSLSocket connect(int port, Certificates trusted) throws IOException {
        SSLSocket socket = (SSLSocket) trusted.trusting().getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(WAIT_MS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static void offer(SSLSocket client, String... protocols) {
        SSLParameters parameters = client.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        client.setSSLParameters(parameters);
    }

    private String ask(SSLSocket client, String requestLine, String... headers) throws IOException {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String request = requestLine + " HTTP/1.1\r\nHost: 127.0.0.1:" + client.getPort() + "\r\nConnection: close\r\n"
                + lines + "\r\n";
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return readAll(client);
    }

    private static String readAll(SSLSocket client) throws IOException {
        InputStream in = client.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toString(StandardCharsets.ISO_8859_1);
    }
}
