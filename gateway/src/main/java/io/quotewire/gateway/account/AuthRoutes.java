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
import java.util.function.Function;

/** {@code /v1/auth}: in by a password, on by a refresh token, out. Any thread that may wait. */
final class AuthRoutes {
    private static final Set<String> NAME_AND_PASSWORD = Set.of("username", "password");

    private final LoginDesk desk;
    private final Repeats repeats;

    AuthRoutes(LoginDesk desk, Repeats repeats) {
        this.desk = desk;
        this.repeats = repeats;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/auth/register", Set.of(), repeats.over(answering(this::register)))
                        .to(Access.OPEN),
                Route.post("/v1/auth/login", Set.of(), answering(this::login)).to(Access.OPEN),
                Route.post("/v1/auth/refresh", Set.of(), answering(this::refresh))
                        .to(Access.OPEN),
                Route.post("/v1/auth/logout", Set.of(), Answers.orBusy(this::logout))
                        .to(Access.LATER),
                Route.post("/v1/auth/ticket", Set.of(), Answers.orBusy(this::ticket))
                        .to(Access.ACCOUNT));
    }

    private Entry register(Request request) {
        Body body = Body.of(request, NAME_AND_PASSWORD);
        return desk.register(body.text("username"), body.text("password"), visitor(request));
    }

    private Entry login(Request request) {
        Body body = Body.of(request, NAME_AND_PASSWORD);
        return desk.login(body.text("username"), body.text("password"), visitor(request));
    }

    private Entry refresh(Request request) {
        return desk.refresh(Body.of(request, Set.of("refresh_token")).text("refresh_token"), visitor(request));
    }

    /** By the access token, or by the refresh token alone: the other may be over. */
    private Response logout(Request request) {
        Principal who = request.principal();
        if (who.key() != 0) {
            throw new Refusal(Problem.of(Problem.Type.NOT_ENTITLED, Gatekeeper.NO_KEY.why()));
        }
        if (who.isAnonymous()) {
            desk.logout(Body.of(request, Set.of("refresh_token")).text("refresh_token"), visitor(request));
        } else {
            desk.logout(who, visitor(request));
        }
        return Response.empty(204); // Also where it had ended already.
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

    private static Route.Handler answering(Function<Request, Entry> work) {
        return Answers.orBusy(request -> answer(work.apply(request)));
    }

    private static Response answer(Entry entry) {
        return switch (entry) {
            case Entry.In in ->
                Response.json(Json.bytes(json -> {
                    json.writeStringProperty("access_token", in.accessToken());
                    json.writeStringProperty("token_type", "Bearer");
                    json.writeNumberProperty("expires", in.accessExpiresUs());
                    json.writeStringProperty("refresh_token", in.refreshToken());
                    json.writeNumberProperty("refresh_expires", in.refreshExpiresUs());
                    json.writeStringProperty("user", in.account().name());
                }));
            case Entry.Registered registered ->
                Response.of(201, "application/json", Json.bytes(json -> {
                    json.writeNumberProperty("id", registered.account().id());
                    json.writeStringProperty("user", registered.account().name());
                }));
            case Entry.Refused refused -> throw new Refusal(Problem.of(Problem.Type.of(refused.code()), refused.why()));
            case Entry.TooSoon soon ->
                throw new Refusal(Problem.of(Problem.Type.TOO_MANY_ATTEMPTS, "too many attempts: wait before the next")
                        .header("Retry-After", Long.toString(Math.ceilDiv(soon.retryUs(), 1_000_000))));
            case Entry.Taken taken -> throw new Refusal(Problem.of(Problem.Type.CONFLICT, "the name is taken"));
            case Entry.Objection objection -> throw Body.bad(objection.why());
            case Entry.Busy busy -> throw Answers.busy();
        };
    }
}
