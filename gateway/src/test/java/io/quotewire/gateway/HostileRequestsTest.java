package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.Limits;
import io.quotewire.gateway.http.ListenAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What hostile clients send as HTTP, through the whole gateway with its own limits of size; only its times are short.
 * After each a client beside them has got all that it should.
 */
class HostileRequestsTest {
    private static final String HANDSHAKE = Peer.handshake();
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private static BusyGateway gateway;
    private static Control control;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        gateway = new BusyGateway(BusyGateway.config(new HttpConfig(
                List.of(new ListenAddress("127.0.0.1", 0)), false, Set.of(), Limits.requestsWithin(DEADLINE))));
        control = gateway.control();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void control_hasNoticedNothing() throws InterruptedException {
        control.follow(50);
    }

    /** Each is a head of which two readers might think differently, with a second request behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 0\r\ntransfer-encoding: identity\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: identity, chunked\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: \"chunked\"\r\n",
                "Transfer-Encoding:\r\n",
                "Transfer-Encoding:\tchunked\r\n",
                "Transfer-Encoding: chunked;q=1\r\n",
                "Transfer-Encoding: cHuNkEd\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding\t: chunked\r\n",
                "Transfer-Encoding\u0000: chunked\r\n",
                "Transfer-Encoding: chun\u0000ked\r\n",
                "Transfer-Encoding: \u0085chunked\r\n",
                "\u00a0Transfer-Encoding: chunked\r\n",
                "X: y\r\n\tTransfer-Encoding: chunked\r\n",
                "X: y\rTransfer-Encoding: chunked\r\n",
                "X: y\nTransfer-Encoding: chunked\r\n",
                "X: y\r\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 44\r\nContent-Length: 44\r\n",
                "Content-Length: 44, 44\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 0x2c\r\n",
                "Content-Length: 4 4\r\n",
                "Content-Length: 44.0\r\n",
                "Content-Length: 4e1\r\n",
                "Content-Length:\r\n",
                "Content-Length: 00000000000000000044\r\n",
                "Content-Length: 18446744073709551660\r\n",
                "Content-Length : 44\r\n",
                "Content-Length\r\n",
                ": 44\r\n",
                "Host: evil.test\r\n",
                "Content-Length: 44\u000b\r\n",
            })
    void head_ofTwoMeanings_isRefusedAndNothingBehindItRead(String headers) throws IOException {
        for (String method : List.of("GET", "POST")) {
            try (Peer peer = gateway.connect()) {
                String answers = peer.send(method + " /live HTTP/1.1\r\nHost: HOST\r\n" + headers
                                + "\r\n0\r\n\r\nGET /v1/last/SMUGGLED HTTP/1.1\r\nHost: HOST\r\n\r\n")
                        .readAll();

                assertThat(answers)
                        .matches("(?s)HTTP/1\\.1 4(00|11) .*")
                        .contains("\r\nConnection: close\r\n")
                        .containsOnlyOnce("HTTP/1.1 ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://evil.test/live HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET http://HOST@evil.test/live HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET http://HOST.evil.test/live HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET http:///live HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET https://HOST/live HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET //evil.test/live HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET evil.test:80 HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "CONNECT evil.test:80 HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET /live HTTP/1.1\r\nHost: evil.test\r\n\r\n",
                "GET /live HTTP/1.1\r\nHost: HOST, evil.test\r\n\r\n",
                "GET /live HTTP/1.1\r\nHost: evil.test/HOST\r\n\r\n",
            })
    void target_ofAnotherHost_isNotServed(String request) throws IOException {
        try (Peer peer = gateway.connect()) {
            assertThat(peer.send(request).endOutput().readAll()).matches("(?s)HTTP/1\\.1 4[0-9]{2} .*");
        }
    }

    @Test
    void request_behindTheLastOne_isNotAnswered() throws IOException {
        try (Peer peer = gateway.connect()) {
            String request = "GET /live HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n";
            String answers = peer.send(request.repeat(2)).readAll();

            assertThat(answers).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /live HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "\r\n\r\n",
                "\u00ff\u00ff\u00ff\u00ff",
                "\u0016\u0003\u0001\u0002\u0000\u0001",
            })
    void garbage_behindAnUpgrade_isReadAsFramesAndEndsThat(String garbage) throws IOException {
        try (Peer peer = gateway.connect()) {
            peer.send(HANDSHAKE + garbage);
            assertThat(peer.readHead()).startsWith("HTTP/1.1 101 ");

            assertThat(peer.rest()).hasSize(3).endsWith("#close 1002", "#end");
        }
    }

    @Test
    void frames_behindAnUpgradeThatWasRefused_areNoRequest() throws IOException {
        try (Peer peer = gateway.connect()) {
            String answers = peer.send(HANDSHAKE.replace("Version: 13", "Version: 8"))
                    .send(Peer.frame(0x81, "GET /live HTTP/1.1"))
                    .readAll();

            assertThat(answers)
                    .startsWith("HTTP/1.1 426 ")
                    .contains("HTTP/1.1 400 ")
                    .doesNotContain("HTTP/1.1 200 ");
        }
    }

    /** Each is told what it lacks, or just refused, and never made a WebSocket. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: websocket|Upgrade: h2c",
                "Upgrade: websocket|X: y",
                "Connection: Upgrade|Connection: close",
                "Connection: Upgrade|Connection: upgrades",
                "Connection: Upgrade|X: y",
                "GET /v1/ws|POST /v1/ws",
                "GET /v1/ws|HEAD /v1/ws",
                "HTTP/1.1|HTTP/1.0",
                "HTTP/1.1|HTTP/2.0",
                "Version: 13|Version: 14",
                "Version: 13|Version: 13, 8",
                "Version: 13|Version: 13\r\nSec-WebSocket-Version: 13",
                "Version: 13|Version:",
                "Version: 13|Version: 013",
                "dGhlIHNhbXBsZSBub25jZQ==|dGhlIHNhbXBsZSBub25jZQ",
                "dGhlIHNhbXBsZSBub25jZQ==|dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ==",
                "dGhlIHNhbXBsZSBub25jZQ==|dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "dGhlIHNhbXBsZSBub25jZQ==|c2l4dGVlbiBieXRlcyE",
                "dGhlIHNhbXBsZSBub25jZQ==|dG hlIHNhbXBsZSBub25jZ==",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|X: y",
                "Host: HOST|Host: evil.test",
                "Host: HOST|X: y",
                "Connection: Upgrade|Connection: Upgrade\r\nContent-Length: 5",
                "Connection: Upgrade|Connection: Upgrade\r\nTransfer-Encoding: chunked",
                "Connection: Upgrade|Connection: Upgrade\r\nOrigin: http://evil.test",
                "Connection: Upgrade|Connection: Upgrade\r\nOrigin: null",
                "/v1/ws HTTP|/v1/ws?token=x HTTP",
            })
    void handshake_spoiled_isRefused(String change) throws IOException {
        String[] words = change.split("\\|", -1);
        assertThat(HANDSHAKE).contains(words[0]);
        try (Peer peer = gateway.connect()) {
            String answer = peer.send(HANDSHAKE.replace(words[0], words[1]) + "12345")
                    .endOutput()
                    .readAll();

            assertThat(answer).matches("(?s)HTTP/1\\.1 (4[0-9]{2}|505) .*").doesNotContain("101 ");
        }
    }

    @Test
    void heads_withoutEnd_areRefusedAtTheirBound() throws IOException {
        assertThat(refused("GET /live HTTP/1.1\r\nHost: HOST\r\n" + "a: b\r\n".repeat(10_000)))
                .startsWith("HTTP/1.1 431 ");
        assertThat(refused("GET /live HTTP/1.1\r\nHost: HOST\r\nX: " + "y".repeat(1 << 20)))
                .startsWith("HTTP/1.1 431 ");
        assertThat(refused("GET /live HTTP/1.1\r\n" + "y".repeat(1 << 20))).startsWith("HTTP/1.1 431 ");
        assertThat(refused("GET /" + "y".repeat(1 << 20))).startsWith("HTTP/1.1 414 ");
        assertThat(refused("y".repeat(1 << 20))).startsWith("HTTP/1.1 414 ");
        assertThat(refused("POST /live HTTP/1.1\r\nHost: HOST\r\nContent-Length: 999999999999999\r\n\r\n"
                        + "y".repeat(1 << 20)))
                .startsWith("HTTP/1.1 413 ");
    }

    /** The beginning of a TLS handshake, which is not spoken here. */
    @Test
    void helloOfTls_isRefusedAtOnce() throws IOException {
        assertThat(refused("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"))
                .startsWith("HTTP/1.1 400 ");
    }

    /** A byte at a time on many sockets, of everything that may take its time. */
    @Test
    void bytes_thatDripOnManySockets_areAllCutInTime() throws IOException, InterruptedException {
        List<Peer> heads = new ArrayList<>();
        List<Peer> bodies = new ArrayList<>();
        List<Peer> silent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            heads.add(gateway.connect());
            bodies.add(gateway.connect().send("GET /live HTTP/1.1\r\nHost: HOST\r\nContent-Length: 60000\r\n\r\n"));
            silent.add(gateway.connect());
        }
        String head = "GET /live HTTP/1.1\r\nHost: HOST\r\nX: ";
        for (int at = 0; at < 20; at++) {
            for (int i = 0; i < heads.size(); i++) {
                heads.get(i).send(head.substring(at, at + 1));
                bodies.get(i).send("b");
            }
            control.follow(10);
            try (Peer beside = gateway.connect()) {
                assertThat(beside.send("GET /live HTTP/1.0\r\n\r\n").readAll()).startsWith("HTTP/1.1 200 ");
            }
        }
        for (Peer peer : heads) {
            assertThat(peer.readAll()).startsWith("HTTP/1.1 408 ");
            peer.close();
        }
        for (Peer peer : bodies) {
            assertThat(peer.readAll()).startsWith("HTTP/1.1 408 ");
            peer.close();
        }
        for (Peer peer : silent) {
            assertThat(peer.readAll()).isEmpty();
            peer.close();
        }
        gateway.awaitMetric("quotewire_http_connections", "", 2); // The client beside them, and who asks.
    }

    private static String refused(String request) throws IOException {
        try (Peer peer = gateway.connect()) {
            return peer.send(request).readAll();
        }
    }
}
