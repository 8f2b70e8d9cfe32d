package io.quotewire.gateway.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses what came by the wrong way, before anybody looks at what it wants. Immutable. */
final class Doorkeeper {
    private static final Set<String> CREDENTIALS = Set.of("token", "access_token");
    private static final String PREFLIGHT_SECONDS = "600";

    private final Origins origins;

    Doorkeeper(Origins origins) {
        this.origins = origins;
    }

    /** Throws {@link Refusal} unless host, origin and query are in order. */
    void check(Head head, Target target) {
        checkHost(head, target);
        checkOrigin(head);
        for (String name : target.parameters().keySet()) {
            if (CREDENTIALS.contains(name)) {
                throw new Refusal(Problem.of(
                        Problem.Type.TOKEN_IN_URL,
                        "an address ends up in logs and histories: send credentials as authorization header"));
            }
        }
    }

    /** {@code response} with what lets the page of an allowed origin read it. */
    Response opened(Response response, @Nullable Head head) {
        String origin = head == null ? null : head.one("origin");
        return origin == null || !origins.allows(origin)
                ? response
                : response.with("Access-Control-Allow-Origin", origin)
                        .with("Access-Control-Expose-Headers", "X-Quotewire-Simulated, X-Quote-Age-Ms");
    }

    /**
     * Throws {@link Refusal} if a page asks for something to be done that is not the gateway's own: allowed origins may read,
     * no more. A page on another of the gateway's addresses is such a page too.
     */
    void checkActor(Head head) {
        String origin = head.one("origin");
        String site = head.one("sec-fetch-site");
        boolean own = origin == null || origins.isOwn(origin);
        if (!own || (site != null && !site.equals("same-origin"))) {
            throw new Refusal(Problem.of(
                    Problem.Type.ORIGIN, "only pages of this gateway, and clients that are no browser, may act here"));
        }
    }

    /** The answer to OPTIONS, which may be a preflight; pages of other origins are granted no more than to read. */
    Response options(Head head, Set<Route.Method> methods) {
        Response response = Response.empty(204).with("Allow", Router.allow(methods));
        boolean preflight = head.one("origin") != null && head.one("access-control-request-method") != null;
        return !preflight || !methods.contains(Route.Method.GET)
                ? response
                : response.with("Access-Control-Allow-Methods", "GET, HEAD")
                        .with("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    }

    private void checkHost(Head head, Target target) {
        String sent = head.one("host");
        String host = target.authority() == null ? sent : target.authority();
        if (sent == null && head.minor() > 0) {
            throw Refusal.malformed("host is missing");
        }
        // HTTP/1.0 may leave it out; no browser speaks that, so nothing can be rebound.
        if (host != null && !origins.allowsHost(host)) {
            throw new Refusal(Problem.of(
                    Problem.Type.MISDIRECTED, "this gateway is not known under the host that was asked for"));
        }
    }

    private void checkOrigin(Head head) {
        String origin = head.one("origin");
        if (origin != null && !origins.allows(origin)) {
            throw new Refusal(Problem.of(
                    Problem.Type.ORIGIN, "pages of this origin may not connect; allowed-origins names those that may"));
        }
    }
}
