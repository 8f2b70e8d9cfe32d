package io.quotewire.gateway.account;

import io.quotewire.gateway.auth.Entry;
import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The refresh token of a page, where no script can read it: in a cookie for {@code /v1/auth} alone, so that no connection and
 * no other request is anybody's by it. It counts only from a page of the gateway's own, as the browser says.
 */
final class RefreshCookie {
    private static final Pattern SENT =
            Pattern.compile("(?:^|;) ?(quotewire_refresh(?:_[0-9]{1,5})?)=([A-Za-z0-9_-]{1,200})(?=;|$)");
    private static final Pattern PORT = Pattern.compile(":([0-9]{1,5})$");
    private static final String WHERE = "; Path=/v1/auth; HttpOnly; SameSite=Strict";

    private RefreshCookie() {}

    /**
     * The token that a request brings; null where it brings none.
     *
     * @throws Refusal if no browser says that it is from a page of the gateway's own
     */
    static @Nullable String of(Request request) {
        String cookies = request.header("cookie");
        String token = cookies == null ? null : sent(cookies, name(request));
        if (token == null) {
            return null;
        }
        if (!isFromAPage(request)) {
            throw new Refusal(Problem.of(
                    Problem.Type.ORIGIN, "a cookie counts from a page of this gateway only: send refresh_token"));
        }
        return token;
    }

    private static @Nullable String sent(String cookies, String name) {
        return SENT.matcher(cookies)
                .results()
                .filter(sent -> sent.group(1).equals(name))
                .map(sent -> sent.group(2))
                .findFirst()
                .orElse(null);
    }

    /** With the port, since browsers send a cookie to all ports of a host: each gateway there has its own. */
    private static String name(Request request) {
        String host = request.header("host");
        Matcher port = PORT.matcher(host == null ? "" : host);
        return port.find() ? "quotewire_refresh_" + port.group(1) : "quotewire_refresh";
    }

    /** Whatever either of them says has been looked at for all that acts. */
    private static boolean isFromAPage(Request request) {
        return request.header("origin") != null || request.header("sec-fetch-site") != null;
    }

    /** What makes the browser that sent {@code request} keep the token of {@code in}. */
    static String kept(Request request, Entry.In in) {
        return cookie(request, in.refreshToken(), (in.refreshExpiresUs() - in.nowUs()) / 1_000_000);
    }

    /** What makes it forget the token. */
    static String forgotten(Request request) {
        return cookie(request, "", 0);
    }

    private static String cookie(Request request, String token, long lifeS) {
        String secure = request.encrypted() ? "; Secure" : "";
        return name(request) + "=" + token + WHERE + "; Max-Age=" + lifeS + secure;
    }
}
