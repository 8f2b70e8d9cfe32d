package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.store.Account;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What those who are in see, and what their keys reach, over real sockets. */
class EntitlementsTest extends GuardedGateway {
    @Test
    void rights_others_endConnectionsThatMayComeAgain() throws Exception {
        Account ada = members().add("ada");
        String token = members().token("ada");
        Listener socket = members().connect(token);
        socket.next();

        members().store().accounts().setScope(ada.id(), only("ticker:*:*"), Members.CLOCK.nowUs());

        assertThat(socket.next()).isEqualTo("close 4002");
        assertThat(members().get("/v1/me", Members.bearer(token)).body()).contains("\"code\":3002");
        assertThat(Members.followed(members().connect(members().token("ada")))).contains("not_entitled");
    }

    @Test
    void scope_narrow_isKeptEverywhere() throws Exception {
        members().add("bob", Role.USER, new Scope(List.of("quote:okx:BTC-*"), List.of(1_000), 2, 1, 5));
        String token = members().token("bob");
        Listener socket = members().connect(token);
        socket.next();

        assertThat(Members.asked(socket, "{\"topic\":\"trade:okx:BTC-USDT\",\"rate_ms\":1000}"))
                .contains("\"code\":2007");
        assertThat(Members.asked(socket, "{\"topic\":\"quote:okx:BTC-USDT\",\"rate_ms\":0}"))
                .contains("\"code\":2005");
        assertThat(Members.asked(socket, "{\"topic\":\"trade:*:*\",\"rate_ms\":1000}"))
                .contains("\"code\":2007");
        assertThat(Members.asked(socket, "{\"topic\":\"quote:*:*\",\"rate_ms\":1000}"))
                .contains("\"matches\":[\"quote:okx:BTC-USDT\"]");
        assertThat(members()
                        .get("/v1/last/trade:okx:BTC-USDT", Members.bearer(token))
                        .statusCode())
                .isEqualTo(403);
        assertThat(members()
                        .get("/v1/book/okx/BTC-USDT?depth=10", Members.bearer(token))
                        .statusCode())
                .isEqualTo(403);
        assertThat(members()
                        .get("/v1/stream?topics=trade:okx:BTC-USDT&rate_ms=1000", Members.bearer(token))
                        .statusCode())
                .isEqualTo(403);
        assertThat(members()
                        .get("/v1/stream?topics=quote:okx:BTC-USDT", Members.bearer(token))
                        .body())
                .contains("rate_ms");
    }

    @Test
    void connections_beyondTheAccounts_areTurnedAwayUntilOneHasGone() throws Exception {
        members().add("bob", Role.USER, new Scope(List.of("*"), List.of(), 2, 10, 400));
        String token = members().token("bob");
        Listener first = members().connect(token);
        first.next();
        members().connect(token).next();

        Listener third = members().connect(token);
        assertThat(third.next()).contains("\"op\":\"goodbye\",\"why\":\"limit\",\"code\":4009,\"retry_ms\":");
        assertThat(third.next()).isEqualTo("close 4009");
        HttpResponse<String> stream = members().get("/v1/stream?topics=trade:okx:BTC-USDT", Members.bearer(token));
        assertThat(stream.statusCode()).isEqualTo(429);
        assertThat(stream.headers().firstValue("retry-after")).hasValue("5");
        first.abort();
        String again = Members.until(() -> members().connect(token).next(), word -> !word.startsWith("close"));
        assertThat(again).contains("welcome");
    }

    @Test
    void key_isGoodForItsTopics_untilItIsRevoked() throws Exception {
        members().add("ada");
        String key = members().key("ada", "{\"name\":\"bot\",\"topics\":[\"trade:*:*\"]}");
        Listener socket = members().connect(Map.of("X-API-Key", key), "");
        socket.next();
        assertThat(Members.asked(socket, "\"trade:okx:BTC-USDT\"")).contains("\"ok\":true");
        assertThat(Members.asked(socket, "\"quote:okx:BTC-USDT\"")).contains("\"code\":2007");
        assertThat(members().get("/v1/me", Members.bearer(key)).body())
                .as("as a bearer")
                .contains("\"by\":\"key\"");
        String list = members()
                .get("/v1/keys", Members.bearer(members().token("ada")))
                .body();
        assertThat(list).contains("\"name\":\"bot\"").doesNotContain(key);

        String id = Members.field(list, "id");
        assertThat(members()
                        .post("/v1/keys", "{\"name\":\"more\"}", Members.bearer(key))
                        .statusCode())
                .isEqualTo(403);
        members().add("eve");
        assertThat(members()
                        .send(
                                "DELETE",
                                "/v1/keys/" + id,
                                null,
                                Members.bearer(members().token("eve")))
                        .statusCode())
                .as("another's")
                .isEqualTo(404);
        assertThat(members()
                        .send(
                                "DELETE",
                                "/v1/keys/" + id,
                                null,
                                Members.bearer(members().token("ada")))
                        .statusCode())
                .isEqualTo(204);
        String word = socket.next();
        while (!word.startsWith("close")) {
            word = socket.next(); // Trades that were on their way.
        }
        assertThat(word).isEqualTo("close 4003");
        assertThat(members().get("/v1/me", Members.bearer(key)).statusCode()).isEqualTo(401);
    }

    @Test
    void administrator_readsMetrics_andAUserDoesNot() throws Exception {
        members().add("root", Role.ADMIN, Scope.EVERYTHING);
        members().add("ada");

        assertThat(members()
                        .get("/metrics", Members.bearer(members().token("root")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(members()
                        .get("/metrics", Members.bearer(members().token("ada")))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void key_thatLeaks_reachesNothingOfItsOwners() throws Exception {
        members().add("ada");
        String key = members().key("ada", "{\"name\":\"bot\"}");

        assertThat(members().get("/v1/logins", "X-API-Key", key).statusCode()).isEqualTo(403);
        assertThat(members()
                        .send("DELETE", "/v1/logins/1", null, "X-API-Key", key)
                        .statusCode())
                .isEqualTo(403);
        assertThat(members().get("/v1/keys", "X-API-Key", key).statusCode()).isEqualTo(403);
        assertThat(members().post("/v1/auth/logout", "{}", "X-API-Key", key).statusCode())
                .isEqualTo(403);
    }

    @Test
    void key_withOtherTextForAWhile_endsWhatItsOldOneOpened() throws Exception {
        members().add("ada");
        String key = members().key("ada", "{\"name\":\"bot\"}");
        String[] owner = Members.bearer(members().token("ada"));
        String id = Members.field(members().get("/v1/keys", owner).body(), "id");
        Listener socket = members().connect(Map.of("X-API-Key", key), "");
        socket.next();

        String other = Members.field(
                members()
                        .post("/v1/keys/" + id + "/rotate", "{\"overlap_s\":1}", owner)
                        .body(),
                "key");

        assertThat(socket.next()).isEqualTo("close 4002");
        assertThat(members().get("/v1/me", "X-API-Key", other).statusCode()).isEqualTo(200);
        int over = Members.until(() -> members().get("/v1/me", "X-API-Key", key).statusCode(), status -> status == 401);
        assertThat(over).isEqualTo(401);
    }

    @Test
    void dialect_atAnyRate_isForWhoMayHaveEveryChange() throws Exception {
        members().add("bob", Role.USER, new Scope(List.of("*"), List.of(5_000), 10, 10, 400));
        HttpResponse<String> prices =
                members().get("/BTC-USDT", Members.bearer(members().token("bob")));

        assertThat(prices.statusCode()).isEqualTo(200);
        members().add("eve", Role.USER, only("trade:*:*"));
        assertThat(members()
                        .get("/BTC-USDT", Members.bearer(members().token("eve")))
                        .body())
                .contains("null");
    }

    @Test
    void logins_areTheirOwners() throws Exception {
        members().add("ada");
        members().add("eve");
        String token = members().token("ada");
        String id =
                Members.field(members().get("/v1/logins", Members.bearer(token)).body(), "id");

        assertThat(members()
                        .get("/v1/logins", Members.bearer(members().token("eve")))
                        .body())
                .doesNotContain("\"id\":" + id + ",");
        assertThat(members()
                        .send(
                                "DELETE",
                                "/v1/logins/" + id,
                                null,
                                Members.bearer(members().token("eve")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(members()
                        .send("DELETE", "/v1/logins/" + id, null, Members.bearer(token))
                        .statusCode())
                .isEqualTo(204);
    }

    private static Scope only(String topics) {
        return new Scope(List.of(topics), List.of(), 100, 100, 400);
    }
}
