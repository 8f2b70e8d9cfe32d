package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What is asked for twice with one {@code Idempotency-Key} is done once. */
class IdempotencyTest extends GuardedGateway {
    private static final String BOT = "{\"name\":\"bot\"}";

    @Test
    void key_madeTwice_isOneAndItsTextIsToldAgain() throws Exception {
        members().add("ada");
        String token = members().token("ada");

        HttpResponse<String> first = make(token, "a-1", BOT);
        HttpResponse<String> again = make(token, "a-1", BOT);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("idempotent-replayed")).isEmpty();
        assertThat(again.headers().firstValue("idempotent-replayed")).hasValue("true");
        assertThat(keys(token)).isEqualTo(1);
        assertThat(make(token, "a-2", BOT).body()).isNotEqualTo(first.body());
        assertThat(keys(token)).isEqualTo(2);
    }

    @Test
    void key_withAnotherBodyOrAtAnotherAddress_is422() throws Exception {
        members().add("ada");
        String token = members().token("ada");
        String id = Members.field(make(token, "a-1", BOT).body(), "id");

        HttpResponse<String> other = make(token, "a-1", "{\"name\":\"another\"}");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("idempotency key reused");
        assertThat(keys(token)).isEqualTo(1);
        assertThat(send("/v1/keys/" + id + "/rotate", token, "a-1", BOT).statusCode())
                .isEqualTo(422);
    }

    @Test
    void rotation_askedForTwice_isOne() throws Exception {
        members().add("ada");
        String token = members().token("ada");
        String target = "/v1/keys/" + Members.field(make(token, "a-1", BOT).body(), "id") + "/rotate";

        String rotated = send(target, token, "r-1", "{}").body();

        assertThat(send(target, token, "r-1", "{}").body()).isEqualTo(rotated);
        assertThat(members()
                        .get("/v1/me", "X-API-Key", Members.field(rotated, "key"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answers_beyondTheLast16_areForgotten() throws Exception {
        members().add("ada");
        String token = members().token("ada");
        String first = make(token, "a-0", BOT).body();
        for (int i = 1; i < 16; i++) {
            make(token, "a-" + i, BOT);
        }
        assertThat(make(token, "a-0", BOT).body()).isEqualTo(first);

        make(token, "a-16", BOT);

        assertThat(make(token, "a-0", BOT).body()).isNotEqualTo(first);
    }

    @Test
    void key_ofAnotherAccount_isAnother() throws Exception {
        members().add("ada");
        members().add("eve");

        String ofAda = make(members().token("ada"), "a-1", BOT).body();

        assertThat(make(members().token("eve"), "a-1", BOT).body()).isNotEqualTo(ofAda);
    }

    @Test
    void account_registeredTwice_isOneAndWhatFailedIsTriedAgain() throws Exception {
        String eve = "{\"username\":\"eve\",\"password\":\"" + Members.PASSWORD + "\"}";

        assertThat(members()
                        .post("/v1/auth/register", eve, "Idempotency-Key", "e-1")
                        .statusCode())
                .isEqualTo(201);
        assertThat(members()
                        .post("/v1/auth/register", eve, "Idempotency-Key", "e-1")
                        .statusCode())
                .isEqualTo(201);
        assertThat(members()
                        .post("/v1/auth/register", eve, "Idempotency-Key", "e-2")
                        .statusCode())
                .isEqualTo(409);
        String token = members().token("eve");
        assertThat(make(token, "e-3", "{\"name\":\"\"}").statusCode()).isEqualTo(400);
        assertThat(make(token, "e-3", BOT).statusCode()).isEqualTo(201);
        assertThat(make(token, "x".repeat(129), BOT).body()).contains("idempotency-key must be");
    }

    private HttpResponse<String> make(String token, String key, String body) throws Exception {
        return send("/v1/keys", token, key, body);
    }

    private HttpResponse<String> send(String target, String token, String key, String body) throws Exception {
        return members().post(target, body, "Authorization", "Bearer " + token, "Idempotency-Key", key);
    }

    private int keys(String token) throws Exception {
        String list = members().get("/v1/keys", Members.bearer(token)).body();
        return list.split("\"prefix\"", -1).length - 1;
    }
}
