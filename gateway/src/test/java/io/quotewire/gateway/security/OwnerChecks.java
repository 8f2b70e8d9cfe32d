package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Listener;
import io.quotewire.gateway.Members;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import java.util.List;
import java.util.Map;

/** What is whose: keys, logins, the part of administrators. */
final class OwnerChecks {
    private static final Protection WHOSE = Protection.says("gateway.auth.Principal", "account", 1L);

    static final List<Check> ALL = List.of(
            Check.of(15, "an API key is read, guessed or outlives its end", OwnerChecks::keys)
                    .by("store.ApiKeys", "opens", true)
                    .by("gateway.auth.Ended", "concerns", false),
            Check.of(16, "somebody reaches what is another's", OwnerChecks::others)
                    .by(WHOSE),
            Check.of(16, "a user reaches what is for administrators", OwnerChecks::admins)
                    .by("gateway.auth.Gatekeeper", "unlessAdmin", null),
            Check.of(17, "a body says more than it may", OwnerChecks::assignment)
                    .by(Protection.idle("gateway.account.Body", "checkKnown")),
            Check.of(18, "there is an account that nobody made", OwnerChecks::defaults)
                    .by("gateway.auth.Gatekeeper", "refused", null)
                    .by("gateway.auth.Passwords", "compare", new Protection.Named("RIGHT")),
            Check.of(42, "figures are read by anybody", OwnerChecks::figures)
                    .by("gateway.auth.Gatekeeper", "unlessAdmin", null),
            Check.of(48, "somebody sees from where others come", OwnerChecks::presence)
                    .by(WHOSE));

    private OwnerChecks() {}

    private static void keys(Members members) throws Exception {
        members.add("ada");
        String[] owner = Members.bearer(members.token("ada"));
        String key = members.key("ada", "{\"name\":\"bot\"}");
        String list = members.get("/v1/keys", owner).body();
        assertThat(list).contains("\"used\":null").doesNotContain(key, key.substring(key.length() - 8));
        Listener socket = members.connect(Map.of("X-API-Key", key), "");
        socket.next();
        assertThat(members.get("/v1/keys", owner).body()).as("used").doesNotContain("\"used\":null");
        for (int at = 0; at < key.length(); at += 5) {
            String near = key.substring(0, at) + (key.charAt(at) == 'a' ? 'b' : 'a') + key.substring(at + 1);
            assertThat(members.get("/v1/me", "X-API-Key", near).statusCode())
                    .as(near)
                    .isEqualTo(401);
        }
        assertThat(members.get("/v1/me", "X-API-Key", key.substring(0, key.length() - 1))
                        .statusCode())
                .isEqualTo(401);
        assertThat(members.send("DELETE", "/v1/keys/" + Members.field(list, "id"), null, owner)
                        .statusCode())
                .isEqualTo(204);
        assertThat(socket.nextWithin(6)).isEqualTo("close 4003");
        assertThat(members.get("/v1/me", "X-API-Key", key).statusCode()).isEqualTo(401);
    }

    private static void others(Members members) throws Exception {
        members.add("ada");
        members.add("eve");
        String[] ada = Members.bearer(members.token("ada"));
        String[] eve = Members.bearer(members.token("eve"));
        members.key("ada", "{\"name\":\"bot of ada\"}");
        String key = Members.field(members.get("/v1/keys", ada).body(), "id");
        String login = Members.field(members.get("/v1/logins", ada).body(), "id");

        assertThat(members.get("/v1/keys", eve).body()).doesNotContain("bot of ada");
        for (String target :
                List.of("/v1/keys/" + key, "/v1/logins/" + login, "/v1/keys/0", "/v1/keys/-1", "/v1/keys/x")) {
            assertThat(members.send("DELETE", target, null, eve).statusCode())
                    .as(target)
                    .isEqualTo(404);
        }
        assertThat(members.post("/v1/keys/" + key + "/rotate", "{}", eve).statusCode())
                .isEqualTo(404);
        assertThat(members.get("/v1/keys", ada).body()).contains("bot of ada");
        assertThat(members.get("/v1/me", ada).statusCode()).isEqualTo(200);
    }

    private static void admins(Members members) throws Exception {
        members.add("ada");
        members.add("root", Role.ADMIN, Scope.EVERYTHING);
        String ada = Raw.bearer(members.token("ada"));
        for (String method : List.of("GET", "HEAD")) {
            assertThat(Raw.ask(members, method + " /metrics", ada)).as(method).startsWith("HTTP/1.1 403 ");
        }
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND")) {
            assertThat(Raw.ask(members, method + " /metrics", ada)).as(method).startsWith("HTTP/1.1 405 ");
        }
        for (String way : List.of("/metrics/", "//metrics", "/./metrics", "/METRICS", "/metrics%2f", "/metrics;a=b")) {
            assertThat(Raw.ask(members, "GET " + way, ada)).as(way).startsWith("HTTP/1.1 404 ");
        }
        assertThat(Raw.ask(members, "GET /%6detrics", ada)).startsWith("HTTP/1.1 403 ");
        assertThat(Raw.ask(members, "GET /metrics", Raw.bearer(members.token("root"))))
                .startsWith("HTTP/1.1 200 ");
    }

    private static void assignment(Members members) throws Exception {
        String body = "{\"username\":\"eve\",\"password\":\"" + Members.PASSWORD + "\"}";
        for (String more :
                List.of("\"role\":\"admin\"", "\"id\":1", "\"verified\":true", "\"admin\":true", "\"__proto__\":1")) {
            assertThat(members.post("/v1/auth/register", body.replace("}", "," + more + "}"))
                            .statusCode())
                    .as(more)
                    .isEqualTo(400);
        }
        assertThat(members.post("/v1/auth/register", body).statusCode()).isEqualTo(201);
        String[] eve = Members.bearer(members.token("eve"));
        assertThat(members.get("/v1/me", eve).body()).contains("\"role\":\"user\"");
        assertThat(members.post("/v1/keys", "{\"name\":\"x\",\"account\":1}", eve)
                        .statusCode())
                .isEqualTo(400);
    }

    private static void defaults(Members members) throws Exception {
        assertThat(members.store().accounts().list("", 10)).isEmpty();
        for (String target : List.of("/metrics", "/v1/me", "/v1/keys", "/v1/logins", "/v1/tickers")) {
            assertThat(members.get(target).statusCode()).as(target).isEqualTo(401);
        }
        members.add("ada");
        for (String name : List.of("admin", "root", "quotewire", "ada")) {
            for (String password : List.of(name, "admin", "password", "changeme")) {
                assertThat(members.login(name, password).statusCode())
                        .as("%s/%s", name, password)
                        .isEqualTo(401);
            }
        }
    }

    private static void figures(Members members) throws Exception {
        members.add("ada");
        members.add("root", Role.ADMIN, Scope.EVERYTHING);
        String[] ada = Members.bearer(members.token("ada"));
        assertThat(members.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(members.get("/metrics", ada).statusCode()).isEqualTo(403);
        assertThat(members.get("/health").body()).doesNotContain("java", "Linux", "/tmp");
        for (String target : List.of(
                "/debug",
                "/debug/pprof",
                "/heapdump",
                "/actuator",
                "/actuator/heapdump",
                "/jolokia",
                "/admin",
                "/env",
                "/threads",
                "/.env",
                "/server-status",
                "/console",
                "/h2-console")) {
            assertThat(members.get(target, ada).statusCode()).as(target).isEqualTo(404);
        }
    }

    private static void presence(Members members) throws Exception {
        members.add("ada");
        members.add("eve");
        assertThat(members.post(
                                "/v1/auth/login",
                                "{\"username\":\"ada\",\"password\":\"" + Members.PASSWORD + "\"}",
                                "User-Agent",
                                "the browser of ada")
                        .statusCode())
                .isEqualTo(200);
        String[] eve = Members.bearer(members.token("eve"));
        assertThat(members.get("/v1/logins", eve).body())
                .contains("\"logins\":[{")
                .doesNotContain("the browser of ada");
        assertThat(members.get("/v1/me", eve).body())
                .contains("\"user\":\"eve\"")
                .doesNotContain("ada");
    }
}
