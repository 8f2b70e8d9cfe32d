package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import io.quotewire.gateway.Peer;
import java.io.IOException;
import java.util.List;

/** What heads, targets and bytes may be read as. */
final class RequestChecks {
    private static final int SHORT = 48;

    static final List<Check> ALL = List.of(
            Check.open(27, "a request writes into the head of an answer", RequestChecks::splitting)
                    .by("gateway.http.Target", "code", (int) 'a'),
            Check.open(28, "a request hides another", RequestChecks::smuggling)
                    .by("gateway.http.Head", "contentLength", 0L),
            // Files are a list of names, read at the start: no method makes a path of what a client sends.
            Check.open(30, "a path climbs", RequestChecks::paths),
            Check.open(43, "a filter takes long to be read", RequestChecks::filters)
                    .by(Protection.idle("gateway.http.HeadReader", "checkLength")),
            Check.open(44, "HTTP/2 is spoken by chance", RequestChecks::version2)
                    .by(Protection.idle("gateway.http.Head", "checkVersion")));

    private RequestChecks() {}

    private static void splitting(Members members) throws IOException {
        for (String target : List.of(
                "/x%0d%0aSet-Cookie:a=b",
                "/x%0D%0A%0D%0A<html>",
                "/v1/last/%0d%0aSet-Cookie:a=b",
                "/?x=%0d%0aSet-Cookie:a=b",
                "/?%0aSet-Cookie:a=b",
                "/%00",
                "/%7f")) {
            assertRefused(members, target, Raw.ask(members, "GET " + target));
        }
        for (String header : List.of(
                "X-Forwarded-For: a\r\n B: Set-Cookie",
                "X: a\nSet-Cookie: a=b",
                "X: a\rSet-Cookie: a=b",
                "X: a\u0000b",
                "X: a\u001b[2J",
                "X\u0000: a",
                "\u0000: a",
                "Origin: http://localhost\u0000.evil.test",
                "Sec-WebSocket-Protocol: quotewire.v1\u0000")) {
            assertRefused(members, header, Raw.ask(members, "GET /live", header));
        }
    }

    private static void assertRefused(Members members, String what, String answer) {
        assertThat(answer)
                .as("%s at %s", what, members.gateway().address())
                .startsWith("HTTP/1.1 400 ")
                .doesNotContain("\r\nSet-Cookie")
                .containsOnlyOnce("\r\n\r\n");
    }

    /** Each has a second request behind it, which a reader who understood the first otherwise would answer. */
    private static void smuggling(Members members) throws IOException {
        for (String headers : List.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 0\r\nContent-Length: 48\r\n",
                "Content-Length: 0, 48\r\n",
                "Content-Length: +0\r\n",
                "Content-Length: 0x0\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: identity\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding:\u000bchunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "X: y\r\n Transfer-Encoding: chunked\r\n",
                "X: y\nContent-Length: 48\r\n",
                "Content-Length: 0\r\n\rX: y\r\n")) {
            for (String method : List.of("GET", "POST")) {
                String answers = Raw.send(
                        members,
                        method + " /live HTTP/1.1\r\nHost: HOST\r\n" + headers
                                + "\r\n0\r\n\r\nGET /v1/last/SMUGGLED HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n");
                assertThat(answers)
                        .as(headers)
                        .matches("(?s)HTTP/1\\.1 4(00|11) .*")
                        .contains("\r\nConnection: close\r\n")
                        .doesNotContain("SMUGGLED")
                        .containsOnlyOnce("HTTP/1.1 ");
            }
        }
    }

    private static void paths(Members members) throws IOException {
        for (String path : List.of(
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/%252e%252e/etc/passwd",
                "/..\\..\\etc\\passwd",
                "/..%5c..%5cetc%5cpasswd",
                "/../../../../../../etc/passwd",
                "//etc/passwd",
                "/static//etc/passwd",
                "/page//etc/passwd",
                "/page/../../../../etc/passwd",
                "/page/..%2fpage%2fmain.js",
                "/page/%2e%2e/quotewire.js",
                "/page/./main.js",
                "/page",
                "/page/",
                "/web/quotewire.js",
                "/quotewire.js/",
                "/QUOTEWIRE.JS",
                "/index.html",
                "/.git/config",
                "/.env",
                "/META-INF/MANIFEST.MF",
                "/io/quotewire/gateway/Gateway.class",
                "/accounts/accounts.mv.db",
                "/signing-keys",
                "/file:/etc/passwd",
                "/%2fetc%2fpasswd")) {
            assertThat(Raw.ask(members, "GET " + path))
                    .as(path)
                    .startsWith("HTTP/1.1 404 ")
                    .doesNotContain("root:");
        }
        assertThat(Raw.ask(members, "GET /page/main.js%00.html")).startsWith("HTTP/1.1 400 ");
        assertThat(Raw.ask(members, "GET /page/main.js")).startsWith("HTTP/1.1 200 ");
    }

    /** None is a pattern that could be slow; and none is long. */
    private static void filters(Members members) throws IOException {
        String filter = "(a+)+".repeat(10_000);
        assertThat(Raw.ask(members, "GET /v1/instruments?venue=" + filter)).startsWith("HTTP/1.1 414 ");
        assertThat(Raw.ask(members, "GET /v1/instruments", "X-Filter: " + filter))
                .startsWith("HTTP/1.1 431 ");
        for (String target : List.of("/v1/instruments?venue=", "/v1/last/", "/v1/stream?topics=", "/")) {
            assertThat(Raw.ask(members, "GET " + target + "(a+)+".repeat(700)))
                    .as(target)
                    .matches("(?s)HTTP/1\\.1 40[04] .*");
        }
        try (Peer peer = Raw.upgraded(members)) {
            peer.sendText("{\"op\":\"subscribe\",\"topics\":[\"" + filter + "\"]}");
            assertThat(peer.next()).contains("\"op\":\"error\"").hasSizeLessThan(500);
            peer.sendText("{\"op\":\"subscribe\",\"topics\":[\"" + "*".repeat(SHORT) + "\"]}");
            assertThat(peer.next()).contains("\"error\"").hasSizeLessThan(1_000);
        }
    }

    private static void version2(Members members) throws IOException {
        assertThat(Raw.send(members, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"))
                .startsWith("HTTP/1.1 505 ")
                .containsOnlyOnce("\r\n\r\n")
                .contains("\r\nConnection: close\r\n");
        assertThat(Raw.ask(
                        members,
                        "GET /live",
                        "Upgrade: h2c",
                        "Connection: Upgrade, HTTP2-Settings",
                        "HTTP2-Settings: AAMAAABk"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContain("h2c");
    }
}
