package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Listener;
import io.quotewire.gateway.Members;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** What comes in by another's word: a browser's cookie, a proxy's header, a client's second try. */
final class DoorChecks {
    static final List<Check> ALL = List.of(
            // No method reads cookies but for /v1/auth: there is nothing to switch off.
            Check.of(2, "a cookie opens a WebSocket", DoorChecks::sockets),
            Check.of(29, "a forwarded address is a lie", DoorChecks::forwarded)
                    .by("gateway.proxy.TrustedProxies", "trusts", true),
            Check.of(32, "a cookie is sent by no page", DoorChecks::cookies)
                    .by("gateway.account.RefreshCookie", "isFromAPage", true),
            Check.of(47, "a request is made twice", DoorChecks::twice)
                    .by("gateway.account.Repeats", "over", new Protection.Argument(0)));

    private DoorChecks() {}

    private static void sockets(Members members) throws Exception {
        String cookie = cookie(members);
        for (String origin : List.of(own(members), "https://evil.test")) {
            HttpResponse<String> stream =
                    members.get("/v1/stream?topics=trade:okx:BTC-USDT", "Cookie", cookie, "Origin", origin);
            assertThat(stream.statusCode()).isIn(401, 403);
        }
        Listener socket = members.connect(Map.of("Cookie", cookie, "Origin", own(members)), "");
        assertThat(socket.next()).contains("\"auth\":\"required\"");
        assertThat(socket.next()).isEqualTo("close 4005");
    }

    private static void forwarded(Members members) throws Exception {
        members.add("ada");
        String[] lie = {"X-Forwarded-For", "192.0.2.7", "X-Forwarded-Proto", "https"};
        HttpResponse<String> in = members.post(
                "/v1/auth/login",
                "{\"username\":\"ada\",\"password\":\"%s\",\"cookie\":true}".formatted(Members.PASSWORD),
                lie);
        assertThat(in.headers().firstValue("set-cookie").orElseThrow()).doesNotContain("Secure");
        assertThat(in.headers().firstValue("strict-transport-security")).isEmpty();
        String token = Members.field(in.body(), "access_token");
        assertThat(members.get("/v1/logins", Members.bearer(token)).body())
                .contains("\"address\":\"127.0.0.1\"")
                .doesNotContain("192.0.2.7");
    }

    private static void cookies(Members members) throws Exception {
        String cookie = cookie(members);
        HttpResponse<String> answer = members.post("/v1/auth/refresh", "{}", "Cookie", cookie);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }

    private static void twice(Members members) throws Exception {
        members.add("ada");
        String token = members.token("ada");
        String first = made(members, token, "{\"name\":\"bot\"}").body();
        assertThat(made(members, token, "{\"name\":\"bot\"}").body()).isEqualTo(first);
        assertThat(made(members, token, "{\"name\":\"another\"}").statusCode()).isEqualTo(422);
        assertThat(members.get("/v1/keys", Members.bearer(token)).body()).containsOnlyOnce("\"name\":\"bot\"");
    }

    private static HttpResponse<String> made(Members members, String token, String body) throws Exception {
        return members.post("/v1/keys", body, "Authorization", "Bearer " + token, "Idempotency-Key", "once");
    }

    private static String cookie(Members members) throws Exception {
        members.add("ada");
        HttpResponse<String> in = members.post(
                "/v1/auth/login",
                "{\"username\":\"ada\",\"password\":\"%s\",\"cookie\":true}".formatted(Members.PASSWORD));
        return in.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    private static String own(Members members) {
        return "http://127.0.0.1:" + members.gateway().port();
    }
}
