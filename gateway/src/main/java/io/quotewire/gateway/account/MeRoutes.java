package io.quotewire.gateway.account;

import io.quotewire.gateway.auth.Access;
import io.quotewire.gateway.auth.LoginDesk;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.auth.UsageDesk;
import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.store.Login;
import io.quotewire.store.Usage;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** What somebody is told of themselves. Any thread that may wait. */
final class MeRoutes {
    private final LoginDesk desk;
    private final UsageDesk usage;

    MeRoutes(LoginDesk desk, UsageDesk usage) {
        this.desk = desk;
        this.usage = usage;
    }

    List<Route> routes() {
        return List.of(
                new Route("/v1/me", Set.of(), true, MeRoutes::me).to(Access.ACCOUNT),
                new Route("/v1/usage", Set.of("days"), true, Answers.orBusy(this::usage)).to(Access.ACCOUNT),
                new Route("/v1/logins", Set.of(), true, Answers.orBusy(this::logins)).to(Access.LOGIN),
                Route.delete("/v1/logins/{id}", Answers.orBusy(this::end)).to(Access.LOGIN));
    }

    private static Response me(Request request) {
        Principal who = request.principal();
        return Response.json(Json.bytes(json -> {
            json.writeStringProperty("user", who.name());
            json.writeStringProperty("role", who.admin() ? "admin" : "user");
            json.writeStringProperty("by", who.key() == 0 ? "login" : "key");
            json.writeName("expires");
            if (who.expiresUs() == Long.MAX_VALUE) {
                json.writeNull();
            } else {
                json.writeNumber(who.expiresUs());
            }
            json.writeNumberProperty("connections", who.entitlement().connections());
            json.writeNumberProperty("topics_each", who.entitlement().topicsEach());
            json.writeNumberProperty("depth", who.entitlement().depth());
            json.writeArrayPropertyStart("rates_ms");
            who.entitlement().ratesMs().stream().sorted().forEach(json::writeNumber);
            json.writeEndArray();
        }));
    }

    private Response usage(Request request) {
        int count = request.query().number("days", 1, Usage.KEPT_DAYS, 30);
        List<Usage.Day> days = usage.lately(request.principal(), count);
        return Response.json(Json.bytes(json -> {
            json.writeArrayPropertyStart("days");
            for (Usage.Day day : days) {
                json.writeStartObject();
                json.writeStringProperty("day", LocalDate.ofEpochDay(day.day()).toString());
                json.writeNumberProperty("connections", day.connections());
                json.writeNumberProperty("messages", day.messages());
                json.writeNumberProperty("bytes", day.bytes());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private Response logins(Request request) {
        List<Login> logins = desk.logins(request.principal());
        return Response.json(Json.bytes(json -> {
            json.writeArrayPropertyStart("logins");
            logins.forEach(login -> write(json, login, request.principal()));
            json.writeEndArray();
        }));
    }

    private static void write(JsonGenerator json, Login login, Principal who) {
        json.writeStartObject();
        json.writeNumberProperty("id", login.id());
        json.writeStringProperty("client", login.client());
        json.writeStringProperty("address", login.address());
        json.writeNumberProperty("created", login.createdUs());
        json.writeNumberProperty("used", login.usedUs());
        json.writeNumberProperty("expires", login.expiresUs());
        json.writeBooleanProperty("this", login.id() == who.login());
        json.writeEndObject();
    }

    private Response end(Request request) {
        if (!desk.end(request.principal(), KeyRoutes.id(request), AuthRoutes.visitor(request))) {
            throw Answers.notFound("login of this id");
        }
        return Response.empty(204);
    }
}
