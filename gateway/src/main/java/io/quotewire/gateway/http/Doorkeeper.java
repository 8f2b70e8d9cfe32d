package io.quotewire.gateway.http;

import io.quotewire.gateway.auth.Access;
import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.auth.Verdict;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Refuses what came by the wrong way, or from somebody whom it is not for, before anybody looks at what it wants. Immutable. */
final class Doorkeeper {
    private static final Set<String> SECRETS = Set.of(
            "token",
            "access_token",
            "refresh_token",
            "bearer",
            "authorization",
            "jwt",
            "apikey",
            "api_key",
            "api-key",
            "key",
            "password");
    private static final String TICKET = "ticket";
    private static final String BEARER = "bearer ";
    private static final String SUBPROTOCOL = "bearer.";
    private static final String PREFLIGHT_SECONDS = "600";
    private static final int UNAUTHORIZED = 401;

    private final Origins origins;
    private final Gatekeeper gate;

    Doorkeeper(Origins origins, Gatekeeper gate) {
        this.origins = origins;
        this.gate = gate;
    }

    /**
     * Throws {@link Refusal} unless host, origin and query are in order.
     *
     * @param encrypted here as elsewhere, whether the request came so
     */
    void check(Head head, Target target, boolean encrypted) {
        checkHost(head, target);
        checkOrigin(head, encrypted);
        checkNoSecret(target);
    }

    /** {@code response} with what lets the page of an allowed origin read it. */
    Response opened(Response response, @Nullable Head head, boolean encrypted) {
        String origin = head == null ? null : head.one("origin");
        return origin == null || !origins.allows(origin, encrypted)
                ? response
                : response.with("Access-Control-Allow-Origin", origin)
                        .with("Access-Control-Expose-Headers", "X-Quotewire-Simulated, X-Quote-Age-Ms");
    }

    /**
     * Throws {@link Refusal} if a page asks for something to be done that is not the gateway's own: allowed origins may read,
     * no more. A page on another of the gateway's addresses is such a page too.
     */
    void checkActor(Head head, boolean encrypted) {
        String origin = head.one("origin");
        String site = head.one("sec-fetch-site");
        boolean own = origin == null || origins.isOwn(origin, encrypted, head.one("host"));
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

    /**
     * What the client shows of who it is, null for nothing.
     *
     * @throws Refusal if it shows two things, or a ticket where no connection is opened: it would be spent
     */
    @Nullable
    Credentials credentials(Head head, Target target, Route route) {
        if (gate.mode() == AuthMode.NONE) {
            return null;
        }
        if (target.parameters().containsKey(TICKET) && !takesTickets(route)) {
            throw Refusal.malformed("a ticket opens a connection: at " + WebSocketUpgrade.PATH + " or /v1/stream");
        }
        if (route.access().isOpen()) {
            return null;
        }
        List<Credentials> shown = Stream.of(bearer(head), key(head), subprotocol(head), ticket(target))
                .filter(Objects::nonNull)
                .map(Credentials.class::cast)
                .toList();
        if (shown.size() > 1) {
            throw Refusal.malformed("credentials are shown once, in one way");
        }
        return shown.isEmpty() ? null : shown.getFirst();
    }

    /** Who shows {@code shown}, as far as that is known at once; null where it takes a thread that may wait. */
    @Nullable
    Verdict glance(@Nullable Credentials shown) {
        return shown == null ? gate.stranger() : gate.glance(shown);
    }

    /** The same, waiting for it. */
    Verdict verify(Credentials shown, InetAddress from) {
        return gate.verify(shown, from);
    }

    /**
     * Who asks.
     *
     * @throws Refusal if that cannot be known, or is somebody for whom this is not
     */
    Principal identify(Verdict found, Access access) {
        Principal who = switch (found) {
            case Verdict.Known known -> known.principal();
            case Verdict.Refused refused -> throw refusal(refused);
        };
        Verdict.Refused refused = gate.refused(who, access);
        if (refused != null) {
            throw refusal(refused);
        }
        return who;
    }

    private static boolean takesTickets(Route route) {
        return route.access() == Access.LATER
                || (route.parameters() != null && route.parameters().contains(TICKET));
    }

    /** Another scheme is for somebody before us, as a proxy that wants a password: to us it says nothing. */
    private static @Nullable Credentials bearer(Head head) {
        String header = head.one("authorization");
        return header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? null
                : Credentials.bearer(header.substring(BEARER.length()).strip());
    }

    private static @Nullable Credentials key(Head head) {
        String header = head.one("x-api-key");
        return header == null ? null : Credentials.key(header);
    }

    /**
     * The one place where a browser's script can put a token into a handshake. A browser fails where none of what it offers is
     * chosen, and a token is not said back.
     */
    private static @Nullable Credentials subprotocol(Head head) {
        String list = head.list("sec-websocket-protocol");
        String name = list == null
                ? null
                : Stream.of(list.split(",", -1))
                        .map(String::strip)
                        .filter(each -> each.startsWith(SUBPROTOCOL))
                        .findFirst()
                        .orElse(null);
        if (name == null) {
            return null;
        }
        if (!head.lists("sec-websocket-protocol", WebSocketUpgrade.PROTOCOL)) {
            throw Refusal.malformed("beside the subprotocol bearer.TOKEN offer " + WebSocketUpgrade.PROTOCOL);
        }
        return Credentials.bearer(name.substring(SUBPROTOCOL.length()));
    }

    private static @Nullable Credentials ticket(Target target) {
        String ticket = target.parameters().get(TICKET);
        return ticket == null ? null : Credentials.ticket(ticket);
    }

    private static Refusal refusal(Verdict.Refused refused) {
        Problem problem = Problem.of(Problem.Type.of(refused.code()), refused.why());
        return new Refusal(
                problem.type().status() == UNAUTHORIZED
                        ? problem.header("WWW-Authenticate", "Bearer realm=\"quotewire\"")
                        : problem);
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

    private void checkOrigin(Head head, boolean encrypted) {
        String origin = head.one("origin");
        if (origin != null && !origins.allows(origin, encrypted)) {
            throw new Refusal(Problem.of(
                    Problem.Type.ORIGIN, "pages of this origin may not connect; allowed-origins names those that may"));
        }
    }

    private static void checkNoSecret(Target target) {
        for (String name : target.parameters().keySet()) {
            if (SECRETS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new Refusal(Problem.of(
                        Problem.Type.TOKEN_IN_URL,
                        "an address ends up in logs and histories: send credentials as authorization header"));
            }
        }
    }
}
