package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import io.quotewire.gateway.Peer;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import java.io.IOException;
import java.util.List;

/** What answers, figures and records tell of the inside, and what strangers can write into them. */
final class ExposureChecks {
    private static final int PATHS = 10_000;
    private static final int AT_ONCE = 100;

    /** A password that costs no hash, and is no attempt. */
    private static final String TOO_LONG = "x".repeat(300);

    static final List<Check> ALL = List.of(
            Check.of(40, "what a client calls itself is a line of a log", ExposureChecks::clients)
                    .by("gateway.auth.LoginDesk$Visitor", "printed", new Protection.Argument(0)),
            Check.of(41, "an error tells of the inside", ExposureChecks::errors)
                    .by("gateway.http.Responder", "apologise", null),
            // Figures have the templates of routes as labels, of which there is a list: no method makes one of a path.
            Check.of(42, "strangers make figures without end", ExposureChecks::cardinality));

    private ExposureChecks() {}

    private static void clients(Members members) throws Exception {
        members.add("ada");
        String body = "{\"username\":\"ada\",\"password\":\"" + Members.PASSWORD + "\"}";
        String head =
                "POST /v1/auth/login HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\nUser-Agent: ";
        for (String agent :
                List.of("a\n{\"level\":\"error\"}", "a\r{\"level\"", "a\u0000b", "a\u001b[2Jb", "a\u007fb")) {
            assertThat(Raw.send(members, head + agent + "\r\n\r\n" + body))
                    .as(agent)
                    .startsWith("HTTP/1.1 400 ");
        }
        assertThat(Raw.send(members, head + "a\tb\u0085c\u009bd \u00e2\u0080\u00ae {\"level\"\r\n\r\n" + body))
                .startsWith("HTTP/1.1 200 ");
        assertThat(members.get("/v1/logins", Members.bearer(members.token("ada")))
                        .body())
                .contains("\"a?b?c?d ??? {\\\"level\\\"\"");
        assertThat(members.store().audit().list(Long.MAX_VALUE, 100))
                .isNotEmpty()
                .allMatch(entry -> entry.toString().chars().allMatch(letter -> letter >= ' ' && letter <= '~'));
    }

    private static void errors(Members members) throws Exception {
        members.add("ada");
        String ada = Raw.bearer(members.token("ada"));
        assertThat(Raw.ask(members, "GET " + Premises.BROKEN, ada))
                .startsWith("HTTP/1.1 500 ")
                .contains("application/problem+json", "\"request_id\":\"r", "\"code\":5001")
                .satisfies(ExposureChecks::tellsNothing);
        for (String request : List.of(
                "GET /nowhere HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
                "GET /v1/last/x HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n" + ada + "\r\n\r\n",
                "GET /v1/candles/okx/BTC-USDT?interval=x HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n" + ada
                        + "\r\n\r\n",
                "GET /v1/keys HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "POST /v1/auth/login HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 3\r\n\r\n{\"a")) {
            assertThat(Raw.send(members, request))
                    .as(request)
                    .matches("(?s)HTTP/1\\.1 (4[0-9]{2}|505) .*")
                    .contains("application/problem+json", "\"request_id\":\"r")
                    .satisfies(ExposureChecks::tellsNothing);
        }
    }

    private static void tellsNothing(String answer) {
        assertThat(answer)
                .doesNotContain("Exception", "io.quotewire", "java.", "netty", "jackson", "\tat ", ".java:", "secret");
    }

    private static void cardinality(Members members) throws Exception {
        members.add("root", Role.ADMIN, Scope.EVERYTHING);
        String[] root = Members.bearer(members.token("root"));
        paths(members, 0, AT_ONCE);
        members.login("stranger", TOO_LONG);
        series(members, root); // Which has a line itself.
        long before = series(members, root);
        paths(members, AT_ONCE, PATHS);
        for (int i = 0; i < 200; i++) {
            members.login("stranger" + i, TOO_LONG);
        }
        assertThat(series(members, root)).isEqualTo(before);
    }

    private static long series(Members members, String[] root) throws Exception {
        String figures = members.get("/metrics", root).body();
        assertThat(figures).doesNotContain("stranger");
        return figures.lines().filter(line -> line.startsWith("quotewire_")).count();
    }

    private static void paths(Members members, int from, int to) throws IOException {
        try (Peer peer = Raw.connect(members)) {
            for (int i = from; i < to; i += AT_ONCE) {
                StringBuilder all = new StringBuilder();
                for (int each = i; each < i + AT_ONCE; each++) {
                    all.append("HEAD /stranger").append(each).append(" HTTP/1.1\r\nHost: HOST\r\n\r\n");
                }
                peer.send(all.toString());
                for (int each = 0; each < AT_ONCE; each++) {
                    assertThat(peer.readHead()).startsWith("HTTP/1.1 404 ");
                }
            }
        }
    }
}
