package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import io.quotewire.gateway.Peer;
import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that are hardly any, with their bodies: each connection is answered or ended, no answer is of a fault of the gateway,
 * none is more than what was asked, and whoever asks properly beside them is answered.
 */
class RequestFuzzTest {
    private static final int WAIT_MS = 20_000;
    private static final Pattern HEAD =
            Pattern.compile("HTTP/1\\.1 ([0-9]{3}) [A-Za-z -]+\r\n((?:[A-Za-z-]+: [ -~]*\r\n)*)\r\n");
    private static final Pattern LENGTH = Pattern.compile("Content-Length: ([0-9]+)\r\n");
    private static final List<String> WORDS = List.of(
            "\r\n",
            "\r\n\r\n",
            "\n",
            "\r",
            "\0",
            " ",
            "\t",
            ":",
            ",",
            ";",
            "%",
            "%00",
            "%2e",
            "%0d%0a",
            "..",
            "//",
            "?",
            "&",
            "=",
            "#",
            "@",
            "HTTP/1.1",
            "HTTP/1.0",
            "HTTP/2.0",
            "GET ",
            "POST ",
            "DELETE ",
            "OPTIONS * ",
            "Content-Length: 5\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Connection: close\r\n",
            "Connection: keep-alive\r\n",
            "Expect: 100-continue\r\n",
            "Upgrade: websocket\r\n",
            "Host: evil.test\r\n",
            "Origin: null\r\n",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\",
            "\\u0000",
            "null",
            "1e999",
            "-0",
            "\u00ff",
            "\u00c3\u00a9");

    @TempDir
    private Path folder;

    private Members members;
    private List<String> requests = List.of();

    @BeforeEach
    void open() throws Exception {
        members = Premises.open(folder, AuthMode.OPTIONAL);
        members.gateway().trade(1);
        members.add("ada");
        String bearer = Raw.bearer(members.token("ada"));
        requests = List.of(
                "GET /live HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET /v1/last/trade:okx:BTC-USDT HTTP/1.1\r\nHost: HOST\r\nAccept: */*\r\n\r\n",
                "GET /v1/instruments?venue=okx HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\n\r\n",
                "GET /v1/trades/okx/BTC-USDT?limit=5 HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET http://HOST/health HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\n\r\nbody",
                "GET /v1/stream?topics=trade:okx:BTC-USDT&rate_ms=0 HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "OPTIONS /v1/keys HTTP/1.1\r\nHost: HOST\r\nOrigin: https://prices.test\r\nAccess-Control-Request-Method: GET\r\n\r\n",
                Peer.handshake("Sec-WebSocket-Protocol: quotewire.v1", "Sec-WebSocket-Extensions: permessage-deflate"),
                posted("/v1/auth/login", "", "{\"username\":\"ada\",\"password\":\"" + "x".repeat(300) + "\"}"),
                posted("/v1/auth/refresh", "", "{\"refresh_token\":\"abc\"}"),
                posted("/v1/keys/1/rotate", bearer + "\r\n", "{\"overlap_s\":1}"),
                posted(
                        "/v1/keys",
                        bearer + "\r\n",
                        "{\"name\":\"\",\"topics\":[\"ticker:*:*\"],\"rates_ms\":[0,100],\"depth\":10}"),
                "GET /v1/me HTTP/1.1\r\nHost: HOST\r\n" + bearer + "\r\n\r\n");
    }

    @AfterEach
    void close() {
        members.close();
    }

    private static String posted(String target, String headers, String body) {
        return "POST " + target + " HTTP/1.1\r\nHost: HOST\r\n" + headers
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void requests_thatAreHardlyAny_areAnsweredOrEndedAndHarmNobody() throws Exception {
        try (Peer beside = Raw.connect(members)) {
            Fuzz.run(random -> {
                round(random);
                assertThat(beside.send("HEAD /live HTTP/1.1\r\nHost: HOST\r\n\r\n")
                                .readHead())
                        .startsWith("HTTP/1.1 200 ");
            });
        }
        members.add("root", Role.ADMIN, Scope.EVERYTHING);
        assertThat(members.get("/metrics", Members.bearer(members.token("root")))
                        .body())
                .contains("quotewire_http_refused_total")
                .doesNotContain("reason=\"internal\"");
    }

    private void round(SplittableRandom random) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int count = random.nextInt(1, 4); count > 0; count--) {
            all.append(requests.get(random.nextInt(requests.size())));
        }
        String host = "127.0.0.1:" + members.gateway().port();
        String sent = new Mutation(random, WORDS).of(all.toString().replace("HOST", host));
        String from = "127.1." + random.nextInt(256) + "." + random.nextInt(1, 255);
        String answers = answers(random, sent.getBytes(StandardCharsets.ISO_8859_1), from);
        List<Integer> read = read(answers);
        assertThat(read).as(answers).doesNotContain(500).hasSizeLessThanOrEqualTo(asked(sent));
    }

    /** All that comes until the gateway hangs up, which it does when nothing more will be sent. */
    private String answers(SplittableRandom random, byte[] sent, String from) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.ofLiteral("127.0.0.1"), members.gateway().port(), InetAddress.ofLiteral(from), 0)) {
            socket.setSoTimeout(WAIT_MS);
            socket.setTcpNoDelay(true);
            int cut = random.nextInt(sent.length + 1);
            try {
                socket.getOutputStream().write(sent, 0, cut);
                socket.getOutputStream().write(sent, cut, sent.length - cut);
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (SocketException reset) {
                return ""; // It has been refused before all was sent.
            }
        }
    }

    /** Each answered request has a line with a version; one that has none is the last. */
    private static int asked(String sent) {
        return sent.split("HTTP/", -1).length;
    }

    /** The statuses of answers that follow each other without a byte between, as far as they got. */
    private static List<Integer> read(String answers) {
        List<Integer> statuses = new ArrayList<>();
        Matcher head = HEAD.matcher(answers);
        int at = 0;
        while (at < answers.length() && head.region(at, answers.length()).lookingAt()) {
            int status = Integer.parseInt(head.group(1));
            if (status != 100) {
                statuses.add(status);
            }
            Matcher length = LENGTH.matcher(head.group(2));
            boolean hasLength = length.find();
            boolean streams = status == 101 || (status == 200 && !hasLength);
            at = streams ? answers.length() : head.end() + (hasLength ? Integer.parseInt(length.group(1)) : 0);
        }
        String rest = at < answers.length() ? answers.substring(at) : "";
        assertThat(rest).as("behind the last answer").doesNotContain("\r\n\r\n");
        return statuses;
    }
}
