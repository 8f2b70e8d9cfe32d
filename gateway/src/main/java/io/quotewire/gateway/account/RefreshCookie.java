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
    private static final String NAME = "quotewire_refresh";
    private static final Pattern SENT = Pattern.compile("(?:^|;) ?" + NAME + "=([A-Za-z0-9_-]{1,200})(?:;|$)");
    private static final String WHERE = "; Path=/v1/auth; HttpOnly; SameSite=Strict";

    private RefreshCookie() {}

    /**
     * The token that a request brings; null where it brings none.
     *
     * @throws Refusal if no browser says that it is from a page of the gateway's own
     */
    static @Nullable String of(Request request) {
        String cookies = request.header("cookie");
        Matcher sent = cookies == null ? null : SENT.matcher(cookies);
        if (sent == null || !sent.find()) {
            return null;
        }
        if (!isFromAPage(request)) {
            throw new Refusal(Problem.of(
                    Problem.Type.ORIGIN, "a cookie counts from a page of this gateway only: send refresh_token"));
        }
        return sent.group(1);
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
        return NAME + "=" + token + WHERE + "; Max-Age=" + lifeS + secure;
    }
}
