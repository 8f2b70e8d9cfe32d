package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import java.io.IOException;
import java.util.List;

/** What pages of other sites reach, and what the gateway's own are told to do. */
final class OriginChecks {
    private static final String DOOR = "gateway.http.Doorkeeper";
    private static final String CROSS_SITE = "Sec-Fetch-Site: cross-site";

    static final List<Check> ALL = List.of(
            Check.of(1, "a page of another origin opens a WebSocket", OriginChecks::sockets)
                    .by(Protection.idle(DOOR, "checkOrigin"))
                    .by("gateway.http.Origins", "allows", true),
            Check.of(31, "a page of another origin reads", OriginChecks::preflights)
                    .by("gateway.http.Origins", "allows", true),
            Check.of(32, "a page of another origin acts", OriginChecks::acts).by(Protection.idle(DOOR, "checkActor")),
            Check.of(33, "a name is taken for markup", OriginChecks::names).by("gateway.http.Response", "has", true),
            Check.of(34, "an answer lacks what browsers protect by", OriginChecks::headers)
                    .by("gateway.http.Response", "has", true));

    private OriginChecks() {}

    private static List<String> foreign(Members members) {
        String own = Raw.origin(members);
        return List.of(
                "https://evil.test",
                "null",
                "http://localhost.evil.test",
                own.replace("127.0.0.1", "localhost.evil.test"),
                own.replace("127.0.0.1", "127.0.0.1.evil.test"),
                own.replace("http://", "HTTPS://"),
                own.replace("http://", "https://"),
                own.replace("http://", "HTTP://"),
                "http://127.0.0.1:1",
                "http://127.0.0.1",
                own + "/",
                own + ", https://evil.test",
                Premises.FRIEND + ":8443",
                "http://prices.test");
    }

    private static void sockets(Members members) throws IOException {
        for (String origin : foreign(members)) {
            assertThat(Raw.handshake(members, "Origin: " + origin)).as(origin).startsWith("HTTP/1.1 403 ");
        }
        assertThat(Raw.handshake(members, "Origin: " + Raw.origin(members))).startsWith("HTTP/1.1 101 ");
        assertThat(Raw.handshake(members, "Origin: " + Premises.FRIEND)).startsWith("HTTP/1.1 101 ");
        assertThat(Raw.handshake(members)).as("no browser").startsWith("HTTP/1.1 101 ");
    }

    private static void preflights(Members members) throws IOException {
        for (String origin : foreign(members)) {
            for (String method : List.of("GET", "POST", "DELETE")) {
                assertThat(Raw.ask(
                                members,
                                "OPTIONS /v1/keys",
                                "Origin: " + origin,
                                "Access-Control-Request-Method: " + method,
                                "Access-Control-Request-Headers: authorization"))
                        .as(origin)
                        .doesNotContainIgnoringCase("Access-Control-Allow");
            }
            assertThat(Raw.ask(members, "GET /live", "Origin: " + origin))
                    .as(origin)
                    .startsWith("HTTP/1.1 403 ")
                    .doesNotContainIgnoringCase("Access-Control-Allow");
        }
        assertThat(Raw.ask(members, "GET /live", "Origin: " + Premises.FRIEND))
                .contains("\r\nAccess-Control-Allow-Origin: " + Premises.FRIEND + "\r\n", "\r\nVary: Origin\r\n")
                .doesNotContain("Access-Control-Allow-Origin: *", "Access-Control-Allow-Credentials");
    }

    private static void acts(Members members) throws Exception {
        members.add("ada");
        String bearer = Raw.bearer(members.token("ada"));
        for (String from :
                List.of("Origin: https://evil.test", "Origin: null", "Origin: " + Premises.FRIEND, CROSS_SITE)) {
            for (String line :
                    List.of("POST /v1/auth/login", "POST /v1/auth/refresh", "POST /v1/keys", "DELETE /v1/keys/1")) {
                assertThat(Raw.ask(members, line, from, bearer, "Content-Type: application/json"))
                        .as("%s, %s", line, from)
                        .startsWith("HTTP/1.1 403 ")
                        .contains("origin-not-allowed");
            }
        }
        for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")) {
            assertThat(Raw.ask(members, "POST /v1/auth/login", "Content-Type: " + type))
                    .as("a form")
                    .startsWith("HTTP/1.1 415 ");
        }
    }

    /** A name may have any letters: it is never part of a page but as text, and no page would run it. */
    private static void names(Members members) throws Exception {
        String name = "<img src=x onerror=alert(1)>";
        members.add(name);
        String me = Raw.ask(members, "GET /v1/me", Raw.bearer(members.token(name)));
        assertThat(me)
                .startsWith("HTTP/1.1 200 ")
                .contains(name, "\r\nContent-Type: application/json\r\n", "\r\nX-Content-Type-Options: nosniff\r\n");
        assertThat(Raw.ask(members, "GET /v1/last/%3Cscript%3Ealert(1)%3C%2Fscript%3E"))
                .contains("\r\nContent-Type: application/problem+json\r\n", "\r\nX-Content-Type-Options: nosniff\r\n");
        for (String target : List.of("/", "/v1/me", "/page/main.js", "/nowhere")) {
            assertThat(Raw.ask(members, "GET " + target))
                    .as(target)
                    .containsPattern("\r\nContent-Security-Policy: default-src '(none|self)'")
                    .doesNotContain("unsafe-inline", "unsafe-eval");
        }
    }

    private static void headers(Members members) throws IOException {
        for (String line : List.of(
                "GET /",
                "HEAD /",
                "GET /page/main.js",
                "GET /live",
                "GET /v1/me",
                "GET /v1/ws",
                "GET /nowhere",
                "GET /%00",
                "GET " + Premises.BROKEN,
                "POST /v1/auth/login",
                "PUT /v1/keys",
                "OPTIONS *",
                "GET /live?token=x",
                "GET /" + "y".repeat(5_000))) {
            assertThat(Raw.ask(members, line))
                    .as(line)
                    .containsPattern("\r\nContent-Security-Policy: [^\r]*frame-ancestors 'none'")
                    .contains(
                            "\r\nX-Content-Type-Options: nosniff\r\n",
                            "\r\nReferrer-Policy: no-referrer\r\n",
                            "\r\nCross-Origin-Opener-Policy: same-origin\r\n",
                            "\r\nCache-Control: no-")
                    .doesNotContainIgnoringCase("\r\nServer:")
                    .doesNotContainIgnoringCase("\r\nX-Powered-By:");
        }
    }
}
