package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.store.Account;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, by what, and how that ends, over real sockets. */
class AccountsTest extends GuardedGateway {
    private static final String SUBSCRIBE = "{\"op\":\"subscribe\",\"topics\":[\"%s\"]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/last/trade:okx:BTC-USDT",
                "/v1/instruments",
                "/v1/tickers",
                "/v1/fx",
                "/v1/me",
                "/v1/keys",
                "/v1/stream?topics=trade:okx:BTC-USDT",
                "/metrics",
                "/BTC-USDT"
            })
    void stranger_whereAccountsAreRequired_isToldToSayWho(String target) throws Exception {
        HttpResponse<String> answer = members().get(target);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"quotewire\"");
        assertThat(answer.body()).contains("\"code\":3001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live", "/health", "/"})
    void stranger_whereNothingIsTold_isAnswered(String target) throws Exception {
        assertThat(members().get(target).statusCode()).isEqualTo(200);
    }

    @Test
    void stranger_onASocket_hasASecondAndNothingElse() throws Exception {
        Listener stranger = members().connect();

        assertThat(stranger.next()).contains("\"auth\":\"required\"", "\"auth_within_s\":1");
        stranger.send(SUBSCRIBE.formatted(TestGateway.TRADE));
        assertThat(stranger.next()).contains("\"op\":\"error\"", "3001");
        assertThat(stranger.next()).isEqualTo("close 4005");
    }

    @Test
    void account_afterItsLogin_isLetInEveryWay() throws Exception {
        members().add("ada");
        String token = members().token("Ada"); // Capitals make no difference.

        assertThat(members().get("/v1/me", Members.bearer(token)).body())
                .contains("\"user\":\"ada\"", "\"role\":\"user\"");
        assertThat(members()
                        .get("/v1/last/trade:okx:BTC-USDT", Members.bearer(token))
                        .statusCode())
                .isEqualTo(200);
        assertThat(Members.followed(members().connect(token))).contains("\"ok\":true");
        assertThat(Members.followed(members().connectAsBrowser(token))).contains("\"ok\":true");
        Listener later = members().connect();
        later.next();
        later.send("{\"op\":\"auth\",\"id\":1,\"token\":\"" + token + "\"}");
        assertThat(later.next())
                .contains("\"op\":\"authenticated\",\"id\":1,\"user\":\"ada\"", "\"topics\":500", "\"depth\":400");
        later.send(SUBSCRIBE.formatted(TestGateway.TRADE));
        assertThat(later.next()).contains("\"ok\":true");
        try (EventReader stream =
                new EventReader(address(), "/v1/stream?topics=trade:okx:BTC-USDT", "Authorization: Bearer " + token)) {
            assertThat(stream.head()).contains("200 OK");
        }
    }

    @Test
    void ticket_isTakenOnce_andFromNoOtherAddress() throws Exception {
        members().add("ada");
        String token = members().token("ada");
        String ticket = ticket(token);

        assertThat(Members.followed(members().connect(Map.of(), "?ticket=" + ticket)))
                .contains("\"ok\":true");
        assertThatThrownBy(() -> members().connect(Map.of(), "?ticket=" + ticket))
                .hasRootCauseMessage("Unexpected HTTP response status code 401");
        try (Socket elsewhere =
                new Socket(address().getAddress(), address().getPort(), InetAddress.ofLiteral("127.0.0.9"), 0)) {
            elsewhere.setSoTimeout(30_000);
            String target = "/v1/ws?ticket=" + ticket(token);
            elsewhere
                    .getOutputStream()
                    .write(Peer.handshakeAt(target)
                            .replace("HOST", "127.0.0.1:" + address().getPort())
                            .getBytes(StandardCharsets.ISO_8859_1));
            byte[] status = elsewhere.getInputStream().readNBytes(12);
            assertThat(new String(status, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 401");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "access_token", "api_key"})
    void secret_inAnAddress_isRefused(String parameter) throws Exception {
        members().add("ada");
        HttpResponse<String> answer = members()
                .get("/v1/last/trade:okx:BTC-USDT?" + parameter + "="
                        + members().token("ada"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("token in url").doesNotContain("eyJ");
    }

    @Test
    void login_wrongOrUnknown_isAnsweredAlike() throws Exception {
        members().add("ada");
        HttpResponse<String> wrong = members().login("ada", "not that one at all");
        HttpResponse<String> unknown = members().login("nobody", "not that one at all");

        assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(unknown.statusCode());
        assertThat(withoutId(wrong.body())).isEqualTo(withoutId(unknown.body()));
    }

    @Test
    void login_guessedAgainAndAgain_isSlowedDownAndThenLetInAllTheSame() throws Exception {
        members().add("ada");
        HttpResponse<String> answer = members().login("ada", "guess number 0");
        for (int i = 1; answer.statusCode() == 401 && i < 50; i++) {
            answer = members().login("ada", "guess number " + i);
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        long waitS = Long.parseLong(answer.headers().firstValue("retry-after").orElseThrow());
        assertThat(waitS).isBetween(1L, 15L);

        HttpResponse<String> right =
                Members.until(() -> members().login("ada", Members.PASSWORD), login -> login.statusCode() != 429);
        assertThat(right.statusCode()).isEqualTo(200);
    }

    @Test
    void register_makesAUser_whateverElseItSays() throws Exception {
        String body = "{\"username\":\"eve\",\"password\":\"" + Members.PASSWORD + "\"}";
        assertThat(members()
                        .post("/v1/auth/register", body.replace("}", ",\"role\":\"admin\"}"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(members().post("/v1/auth/register", body).statusCode()).isEqualTo(201);
        assertThat(members().post("/v1/auth/register", body).statusCode()).isEqualTo(409);
        assertThat(members()
                        .get("/v1/me", Members.bearer(members().token("eve")))
                        .body())
                .contains("\"role\":\"user\"");
        assertThat(members()
                        .post("/v1/auth/register", body.replace(Members.PASSWORD, "P@ssw0rd123"))
                        .body())
                .contains("tried first");
    }

    @Test
    void refresh_givesTheNext_andAnOldOneEndsTheLoginAndItsSockets() throws Exception {
        members().add("ada");
        String login = members().login("ada", Members.PASSWORD).body();
        String first = Members.field(login, "refresh_token");
        Listener socket = members().connect(Members.field(login, "access_token"));
        socket.next();
        String second = Members.field(refresh(first).body(), "refresh_token");
        assertThat(Members.field(refresh(first).body(), "refresh_token"))
                .as("asked twice at once")
                .isEqualTo(second);
        String third = Members.field(refresh(second).body(), "refresh_token");

        HttpResponse<String> stolen = refresh(first);

        assertThat(stolen.statusCode()).isEqualTo(401);
        assertThat(stolen.body()).contains("\"code\":3003");
        assertThat(socket.next()).isEqualTo("close 4003");
        assertThat(refresh(third).statusCode()).isEqualTo(401);
        assertThat(refresh(Members.field(login, "access_token")).statusCode())
                .as("an access token")
                .isEqualTo(401);
        assertThat(members().get("/v1/me", Members.bearer(third)).statusCode())
                .as("a refresh token")
                .isEqualTo(401);
    }

    @Test
    void logout_endsWhatItOpened_andNothingElse() throws Exception {
        members().add("ada");
        String token = members().token("ada");
        Listener socket = members().connect(token);
        Listener other = members().connect(members().token("ada"));
        socket.next();
        other.next();
        try (EventReader stream =
                new EventReader(address(), "/v1/stream?topics=trade:okx:BTC-USDT", "Authorization: Bearer " + token)) {
            stream.head();
            assertThat(members()
                            .post("/v1/auth/logout", "{}", Members.bearer(token))
                            .statusCode())
                    .isEqualTo(204);

            assertThat(socket.next()).isEqualTo("close 4003");
            String word = stream.next();
            while (!word.contains("4003")) {
                word = stream.next();
            }
        }
        assertThat(members().get("/v1/me", Members.bearer(token)).statusCode()).isEqualTo(401);
        assertThat(Members.followed(other)).contains("\"ok\":true");
    }

    @Test
    void password_another_endsLoginsAndLeavesKeys() throws Exception {
        Account ada = members().add("ada");
        Listener byLogin = members().connect(members().token("ada"));
        Listener byKey = members().connect(Map.of("X-API-Key", members().key("ada", "{\"name\":\"bot\"}")), "");
        byLogin.next();
        byKey.next();

        members().changePassword(ada);

        assertThat(byLogin.next()).isEqualTo("close 4003");
        assertThat(Members.followed(byKey)).contains("\"ok\":true");
        assertThat(members().login("ada", Members.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(members().login("ada", "another " + Members.PASSWORD).statusCode())
                .isEqualTo(200);
    }

    @Test
    void account_closed_losesAllThatItHasOpen() throws Exception {
        Account ada = members().add("ada");
        String token = members().token("ada");
        String key = members().key("ada", "{\"name\":\"bot\"}");
        Listener byLogin = members().connect(token);
        Listener byKey = members().connect(Map.of("X-API-Key", key), "");
        byLogin.next();
        byKey.next();

        members().store().accounts().setDisabled(ada.id(), true, Members.CLOCK.nowUs());

        assertThat(byLogin.next()).isEqualTo("close 4003");
        assertThat(byKey.next()).isEqualTo("close 4003");
        assertThat(members().get("/v1/me", Members.bearer(token)).statusCode()).isEqualTo(401);
        assertThat(members().get("/v1/me", "X-API-Key", key).statusCode()).isEqualTo(401);
        assertThat(members().login("ada", Members.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void request_unusual_isAnsweredAsOthersAre() throws Exception {
        members().add("ada");
        String login = "{\"username\":\"ada\",\"password\":\"" + Members.PASSWORD + "\"}";
        assertThat(members()
                        .post("/v1/auth/login", login, "User-Agent", "a\tb\u00ad")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> rates = members()
                .post(
                        "/v1/keys",
                        "{\"name\":\"x\",\"rates_ms\":[99999999999]}",
                        Members.bearer(members().token("ada")));
        assertThat(rates.statusCode()).isEqualTo(400);
        assertThat(raw(
                        "POST /v1/auth/login HTTP/1.1",
                        "Host: HOST",
                        "Content-Type: application/json",
                        "Expect: 100-continue",
                        "Connection: close",
                        "Content-Length: " + login.length(),
                        "",
                        login))
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK");
        assertThat(raw("GET /nowhere HTTP/1.1", "Host: HOST", "Connection: close", "Content-Length: 5", "", "GET /"))
                .as("a body that nobody wants")
                .contains(" 404 ")
                .containsOnlyOnce("HTTP/1.1 ");
        assertThat(raw(
                        "POST /v1/auth/login HTTP/1.1",
                        "Host: evil.test",
                        "Content-Length: 300",
                        "",
                        "GET /live HTTP/1.1",
                        "Host: HOST",
                        "",
                        ""))
                .as("refused before its body")
                .containsOnlyOnce("HTTP/1.1 ");
    }

    @Test
    void login_withAPasswordOfOtherSymbols_isAsLongAsItLooks() throws Exception {
        String emoji = "\uD83E\uDD86\uD83D\uDC22\uD83E\uDD8A\uD83D\uDC3B\uD83D\uDC3C".repeat(30);
        String body = "{\"username\":\"zoe\",\"password\":\"%s\"}";

        assertThat(members().post("/v1/auth/register", body.formatted(emoji)).statusCode())
                .isEqualTo(201);
        assertThat(members().post("/v1/auth/login", body.formatted(emoji)).statusCode())
                .isEqualTo(200);
        assertThat(members()
                        .post("/v1/auth/register", "{\"username\":\"yan\",\"password\":\"\uFF50assword\uFF11\"}")
                        .statusCode())
                .as("wide letters")
                .isEqualTo(400);
    }

    @Test
    void body_thatIsNoJsonOrSaysMore_isRefused() throws Exception {
        String target = "/v1/auth/login";
        assertThat(members()
                        .send("POST", target, null, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        for (String body : List.of(
                "",
                "[]",
                "{",
                "{\"username\":1,\"password\":\"x\"}",
                "{\"username\":\"a\",\"username\":\"b\"}",
                "{\"username\":{\"a\":1},\"password\":\"x\"}",
                "{\"username\":\"a\",\"password\":\"" + "x".repeat(12_000) + "\"}")) {
            assertThat(members().post(target, body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(members()
                        .post(target, "{\"username\":\"a\",\"password\":\"x\",\"admin\":true}")
                        .body())
                .contains("unknown parameter");
    }

    @Test
    void token_thatIsNone_isRefusedAndClosesTheSocket() throws Exception {
        Listener socket = members().connect();
        socket.next();
        socket.send("{\"op\":\"auth\",\"token\":\"eyJ.nothing.here\"}");
        assertThat(socket.next()).contains("3001");
        assertThat(socket.next()).isEqualTo("close 4001");
        assertThatThrownBy(() -> members().connect("nonsense"))
                .hasRootCauseMessage("Unexpected HTTP response status code 401");
    }

    private String ticket(String token) throws IOException, InterruptedException {
        return Members.field(
                members().post("/v1/auth/ticket", "{}", Members.bearer(token)).body(), "ticket");
    }

    private HttpResponse<String> refresh(String token) throws IOException, InterruptedException {
        return members().post("/v1/auth/refresh", "{\"refresh_token\":\"" + token + "\"}");
    }

    private String raw(String... lines) throws IOException {
        try (Socket socket = new Socket(address().getAddress(), address().getPort())) {
            socket.setSoTimeout(30_000);
            String bytes = String.join("\r\n", lines)
                    .replace("HOST", "127.0.0.1:" + address().getPort());
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String withoutId(String problem) {
        return problem.replaceAll("\"request_id\":\"[^\"]*\"", "");
    }
}
