package io.quotewire.gateway.account;

import io.quotewire.gateway.auth.Access;
import io.quotewire.gateway.auth.Entry;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.auth.LoginDesk;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import java.util.List;
import java.util.Set;

/** {@code /v1/auth}: in by a password, on by a refresh token, out. Any thread that may wait. */
final class AuthRoutes {
    private static final Set<String> NAME_AND_PASSWORD = Set.of("username", "password");
    private static final Set<String> LOGIN = Set.of("username", "password", "cookie");
    private static final Set<String> TOKEN = Set.of("refresh_token");

    private final LoginDesk desk;
    private final Repeats repeats;

    AuthRoutes(LoginDesk desk, Repeats repeats) {
        this.desk = desk;
        this.repeats = repeats;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/auth/register", Set.of(), repeats.over(Answers.orBusy(this::register)))
                        .to(Access.OPEN),
                Route.post("/v1/auth/login", Set.of(), Answers.orBusy(this::login))
                        .to(Access.OPEN),
                Route.post("/v1/auth/refresh", Set.of(), Answers.orBusy(this::refresh))
                        .to(Access.OPEN),
                Route.post("/v1/auth/logout", Set.of(), Answers.orBusy(this::logout))
                        .to(Access.LATER),
                Route.post("/v1/auth/ticket", Set.of(), Answers.orBusy(this::ticket))
                        .to(Access.ACCOUNT));
    }

    private Response register(Request request) {
        Body body = Body.of(request, NAME_AND_PASSWORD);
        return answer(desk.register(body.text("username"), body.text("password"), visitor(request)));
    }

    /** A page has its refresh token in a cookie, where its scripts cannot read it. */
    private Response login(Request request) {
        Body body = Body.of(request, LOGIN);
        boolean cookie = body.flag("cookie");
        Entry entry = desk.login(body.text("username"), body.text("password"), visitor(request));
        return cookie && entry instanceof Entry.In in ? kept(in, request) : answer(entry);
    }

    private Response refresh(Request request) {
        Body body = Body.of(request, TOKEN);
        String cookie = body.has("refresh_token") ? null : RefreshCookie.of(request);
        if (cookie == null) {
            return answer(desk.refresh(body.text("refresh_token"), visitor(request)));
        }
        Entry entry = desk.refresh(cookie, visitor(request));
        return switch (entry) {
            case Entry.In in -> kept(in, request);
            case Entry.Refused refused ->
                throw new Refusal(refusal(refused).header("Set-Cookie", RefreshCookie.forgotten(request)));
            default -> answer(entry);
        };
    }

    private static Response kept(Entry.In in, Request request) {
        return in(in, false).with("Set-Cookie", RefreshCookie.kept(request, in));
    }

    /** By the access token, or by the refresh token alone, as text or cookie: the other may be over. */
    private Response logout(Request request) {
        Principal who = request.principal();
        if (who.key() != 0) {
            throw new Refusal(Problem.of(Problem.Type.NOT_ENTITLED, Gatekeeper.NO_KEY.why()));
        }
        String cookie = RefreshCookie.of(request);
        if (!who.isAnonymous()) {
            desk.logout(who, visitor(request));
        } else {
            Body body = Body.of(request, TOKEN);
            desk.logout(
                    cookie == null || body.has("refresh_token") ? body.text("refresh_token") : cookie,
                    visitor(request));
        }
        Response done = Response.empty(204); // Also where it had ended already.
        return cookie == null ? done : done.with("Set-Cookie", RefreshCookie.forgotten(request));
    }

    private Response ticket(Request request) {
        LoginDesk.Ticket ticket = desk.ticket(request.principal(), request.address());
        if (ticket == null) {
            throw Answers.gone();
        }
        return Response.json(Json.bytes(json -> {
            json.writeStringProperty("ticket", ticket.text());
            json.writeNumberProperty("expires", ticket.expiresUs());
        }));
    }

    static LoginDesk.Visitor visitor(Request request) {
        String client = request.header("user-agent");
        return new LoginDesk.Visitor(request.address(), client == null ? "" : client);
    }

    private static Response in(Entry.In in, boolean withRefreshToken) {
        return Response.json(Json.bytes(json -> {
            json.writeStringProperty("access_token", in.accessToken());
            json.writeStringProperty("token_type", "Bearer");
            json.writeNumberProperty("expires", in.accessExpiresUs());
            if (withRefreshToken) {
                json.writeStringProperty("refresh_token", in.refreshToken());
            }
            json.writeNumberProperty("refresh_expires", in.refreshExpiresUs());
            json.writeStringProperty("user", in.account().name());
        }));
    }

    private static Problem refusal(Entry.Refused refused) {
        return Problem.of(Problem.Type.of(refused.code()), refused.why());
    }

    private static Response answer(Entry entry) {
        return switch (entry) {
            case Entry.In in -> in(in, true);
            case Entry.Registered registered ->
                Response.of(201, "application/json", Json.bytes(json -> {
                    json.writeNumberProperty("id", registered.account().id());
                    json.writeStringProperty("user", registered.account().name());
                }));
            case Entry.Refused refused -> throw new Refusal(refusal(refused));
            case Entry.TooSoon soon ->
                throw new Refusal(Problem.of(Problem.Type.TOO_MANY_ATTEMPTS, "too many attempts: wait before the next")
                        .header("Retry-After", Long.toString(Math.ceilDiv(soon.retryUs(), 1_000_000))));
            case Entry.Taken taken -> throw new Refusal(Problem.of(Problem.Type.CONFLICT, "the name is taken"));
            case Entry.Objection objection -> throw Body.bad(objection.why());
            case Entry.Busy busy -> throw Answers.busy();
        };
    }
}
