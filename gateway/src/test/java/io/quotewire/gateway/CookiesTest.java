package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page stays logged in by a cookie, which is of use to nobody and nothing else. */
class CookiesTest extends GuardedGateway {
    private static final String LOGIN =
            "{\"username\":\"ada\",\"password\":\"%s\",\"cookie\":true}".formatted(Members.PASSWORD);

    private String cookie = "";

    @BeforeEach
    void logIn() throws Exception {
        members().add("ada");
        HttpResponse<String> answer = fromPage("/v1/auth/login", LOGIN, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("access_token").doesNotContain("refresh_token\"");
        cookie = kept(answer);
    }

    @Test
    void cookie_isForNoScriptNoOtherSiteAndNoOtherAddress() throws Exception {
        String set = set(fromPage("/v1/auth/login", LOGIN, ""));

        assertThat(set)
                .matches(
                        "quotewire_refresh_[0-9]+=[A-Za-z0-9_-]{40,}; Path=/v1/auth; HttpOnly; SameSite=Strict; Max-Age=60[0-9]{4}");
    }

    @Test
    void refresh_byTheCookie_renewsBothTokens() throws Exception {
        HttpResponse<String> answer = fromPage("/v1/auth/refresh", "{}", cookie);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("refresh_token\"");
        String token = Members.field(answer.body(), "access_token");
        assertThat(members().get("/v1/me", Members.bearer(token)).statusCode()).isEqualTo(200);
        assertThat(kept(answer)).isNotEqualTo(cookie);
        assertThat(fromPage("/v1/auth/refresh", "{}", kept(answer)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.test",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "X-Nothing, said",
    })
    void refresh_byTheCookieFromElsewhere_isForbiddenAndRenewsNothing(String header, String value) throws Exception {
        for (String path : List.of("/v1/auth/refresh", "/v1/auth/logout")) {
            HttpResponse<String> answer = members().post(path, "{}", "Cookie", cookie, header, value);

            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        }
        assertThat(fromPage("/v1/auth/refresh", "{}", cookie).statusCode()).isEqualTo(200);
    }

    /** What a form of another site can send without asking. */
    @Test
    void refresh_byAForm_isRefused() throws Exception {
        HttpResponse<String> answer = members()
                .post(
                        "/v1/auth/refresh",
                        "{}",
                        "Content-Type",
                        "text/plain",
                        "Cookie",
                        cookie,
                        "Origin",
                        "http://127.0.0.1:" + address().getPort());

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void cookie_elsewhereThanAtItsAddress_isNobodys() throws Exception {
        String own = "http://127.0.0.1:" + address().getPort();

        assertThat(members().get("/v1/me", "Cookie", cookie, "Origin", own).statusCode())
                .isEqualTo(401);
        assertThat(members()
                        .post("/v1/auth/ticket", "{}", "Cookie", cookie, "Origin", own)
                        .statusCode())
                .isEqualTo(401);
        assertThat(members()
                        .get("/v1/stream?topics=trade:okx:BTC-USDT", "Cookie", cookie, "Origin", own)
                        .statusCode())
                .isEqualTo(401);
        Listener socket = members().connect(Map.of("Cookie", cookie, "Origin", own), "");
        assertThat(socket.next()).contains("\"auth\":\"required\"");
        assertThat(socket.next()).as("a connection by the cookie alone").isEqualTo("close 4005");
    }

    /** Browsers send a host's cookies to all of its ports. */
    @Test
    void cookie_ofAnotherGatewayOfThisHost_isLeftAlone() throws Exception {
        String other = cookie.replaceFirst("_[0-9]+=", "_1=");

        HttpResponse<String> answer = fromPage("/v1/auth/refresh", "{}", other);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        assertThat(fromPage("/v1/auth/refresh", "{}", other + "; " + cookie).statusCode())
                .isEqualTo(200);
    }

    @Test
    void logout_byTheCookie_endsTheLoginAndTheCookie() throws Exception {
        HttpResponse<String> answer = fromPage("/v1/auth/logout", "{}", cookie);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(set(answer))
                .startsWith("quotewire_refresh_" + address().getPort() + "=;")
                .contains("Max-Age=0");
        HttpResponse<String> late = fromPage("/v1/auth/refresh", "{}", cookie);
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(set(late)).as("what is of no use is forgotten").contains("Max-Age=0");
    }

    private HttpResponse<String> fromPage(String path, String body, String sent)
            throws IOException, InterruptedException {
        String own = "http://127.0.0.1:" + address().getPort();
        return members().post(path, body, "Cookie", sent, "Origin", own, "Sec-Fetch-Site", "same-origin");
    }

    private static String set(HttpResponse<String> answer) {
        return answer.headers().firstValue("set-cookie").orElseThrow();
    }

    private static String kept(HttpResponse<String> answer) {
        return set(answer).split(";", 2)[0];
    }
}
