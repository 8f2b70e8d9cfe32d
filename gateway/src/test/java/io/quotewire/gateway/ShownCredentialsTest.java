package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as showing who one is, where, and what is told to who has not. */
class ShownCredentialsTest extends GuardedGateway {
    private static final String TRADE = "/v1/last/trade:okx:BTC-USDT";

    @Test
    void authorization_ofAnotherScheme_isNone() throws Exception {
        String[] basic = {"Authorization", "Basic cHJveHk6c2VjcmV0"};

        HttpResponse<String> answer = members().get(TRADE, basic);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"quotewire\"");
        assertThat(members().get("/health", basic).statusCode()).isEqualTo(200);
        members().add("ada");
        String key = members().key("ada", "{\"name\":\"bot\"}");
        assertThat(members().get(TRADE, basic[0], basic[1], "X-API-Key", key).statusCode())
                .as("a key behind a proxy with a password")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/BTC-USDT", "/courses", "/health", "/"})
    void ticket_whereNoConnectionIsOpened_isRefusedAndNotSpent(String target) throws Exception {
        members().add("ada");
        String ticket = Members.field(
                members()
                        .post("/v1/auth/ticket", "{}", Members.bearer(members().token("ada")))
                        .body(),
                "ticket");

        HttpResponse<String> answer = members().get(target + "?ticket=" + ticket);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("a ticket opens a connection").doesNotContain(ticket);
        assertThat(Members.followed(members().connect(Map.of(), "?ticket=" + ticket)))
                .contains("\"ok\":true");
    }

    /** A browser would fail if nothing that it offers were chosen, and would not say why. */
    @Test
    void token_asTheOnlySubprotocol_isRefusedInASentence() throws Exception {
        members().add("ada");
        String token = members().token("ada");

        try (Peer peer = new Peer("127.0.0.1", address().getPort())) {
            peer.send(Peer.handshake("Sec-WebSocket-Protocol: bearer." + token));
            assertThat(peer.readAll())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("beside the subprotocol bearer.TOKEN offer quotewire.v1")
                    .doesNotContain(token);
        }
        assertThat(members().connectAsBrowser(token).protocol()).isEqualTo("quotewire.v1");
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> new Listener(
                            client.newWebSocketBuilder().subprotocols("bearer." + token),
                            address().getPort(),
                            ""))
                    .hasRootCauseMessage("Unexpected HTTP response status code 400");
        }
    }

    @Test
    void logout_byTheRefreshTokenAlone_endsTheLogin() throws Exception {
        members().add("ada");
        String login = members().login("ada", Members.PASSWORD).body();
        Listener socket = members().connect(Members.field(login, "access_token"));
        socket.next();
        String body = "{\"refresh_token\":\"" + Members.field(login, "refresh_token") + "\"}";

        assertThat(members().post("/v1/auth/logout", body).statusCode()).isEqualTo(204);

        assertThat(socket.next()).isEqualTo("close 4003");
        assertThat(members().post("/v1/auth/refresh", body).statusCode()).isEqualTo(401);
        assertThat(members().post("/v1/auth/logout", body).statusCode())
                .as("again")
                .isEqualTo(204);
        assertThat(members()
                        .post("/v1/auth/logout", "{\"refresh_token\":\"nonsense\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(members().post("/v1/auth/logout", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void sources_areToldAsGrantsSay() throws Exception {
        members().add("bob", Role.USER, new Scope(List.of("status:okx"), List.of(), 10, 10, 400));

        assertThat(members()
                        .get("/v1/sources", Members.bearer(members().token("bob")))
                        .body())
                .contains("okx")
                .doesNotContain("binance");
        assertThat(members().get("/health").body()).contains("\"sources\":{}");
        assertThat(members().get("/v1/sources").statusCode()).isEqualTo(401);
    }

    @Test
    void reasons_whereAccountsAreRequired_areNotForStrangers(@TempDir Path folder) throws Exception {
        try (Members silent = new Members(folder, AuthMode.REQUIRED)) {
            HttpResponse<String> answer = silent.get("/ready");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"sources\":[]");
        }
    }
}
