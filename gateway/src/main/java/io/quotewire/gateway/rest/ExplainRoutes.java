package io.quotewire.gateway.rest;

import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.gateway.wire.DataText;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Catalog;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Why this price. Asking creates no demand upstream, that is what subscriptions do; but who asks for one in another currency wants
 * what is to be converted for that.
 */
final class ExplainRoutes {
    private final RestApi.Parts parts;

    ExplainRoutes(RestApi.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(new Route("/v1/explain/{topic}", Set.of(), true, this::explain));
    }

    private Response explain(Request request) {
        Topic topic = Asking.topic(parts, request, request.variable("topic"));
        if (topic.shape() != Topic.Shape.VALUE) {
            throw new Refusal(Problem.of(
                    Problem.Type.BAD_PARAMETER, "only ticker, quote and fx topics are prices, and can be explained"));
        }
        OnDemand.begin(parts, topic);
        Update last = parts.snapshots().last(topic);
        return Response.json(Json.bytes(json -> {
            json.writeStringProperty("topic", topic.toString());
            if (last == null) {
                writeNothing(json);
            } else {
                write(json, explanation(topic, last, request.principal().entitlement()));
            }
        }));
    }

    private Explanation explanation(Topic topic, Update last, Entitlement entitlement) {
        Catalog catalog = parts.directory().catalog();
        io.quotewire.model.Route route = catalog.route(topic.instrument());
        Instrument from = route == null ? topic.instrument() : route.from();
        List<Update> candidates = new ArrayList<>();
        if (Topic.COMPOSED.contains(topic.source()) && topic.kind() != Topic.Kind.FX) {
            for (ListingInfo info : catalog.of(from)) {
                Topic candidate = new Topic(topic.kind(), info.listing().venue(), from);
                Update said = entitlement.sees(candidate) ? parts.snapshots().last(candidate) : null;
                if (said != null) {
                    candidates.add(said);
                }
            }
        }
        return Explanation.of(last, from, candidates);
    }

    private static void writeNothing(JsonGenerator json) {
        json.writeNullProperty("value");
        json.writeNullProperty("chosen");
        json.writeStringProperty("why", "nothing has come yet; a subscription makes it come");
        for (String list : List.of("candidates", "legs", "rejected")) {
            json.writeArrayPropertyStart(list);
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, Explanation told) {
        Head head = told.last().head();
        json.writeName("value");
        writeValue(json, head, Explanation.dataOf(told.last()));
        json.writeStringProperty("status", head.status().text());
        writeTime(json, "recv", head.recvUs());
        json.writeStringProperty("chosen", head.source());
        json.writeStringProperty("why", told.why());
        json.writeArrayPropertyStart("candidates");
        told.candidates().forEach(candidate -> writeCandidate(json, candidate));
        json.writeEndArray();
        json.writeArrayPropertyStart("legs");
        told.legs().forEach(leg -> writeLeg(json, leg));
        json.writeEndArray();
        json.writeArrayPropertyStart("rejected");
        for (Update.Rejected rejected : told.rejected()) {
            json.writeStartObject();
            json.writeStringProperty("source", rejected.source());
            json.writeStringProperty("why", rejected.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (head.simulated()) {
            json.writeBooleanProperty("simulated", true);
        }
    }

    private static void writeValue(JsonGenerator json, Head head, @Nullable Data data) {
        if (data == null) {
            json.writeNull();
            return;
        }
        JsonWriter text = new JsonWriter();
        text.openObject();
        DataText.fields(text, head, data);
        text.closeObject();
        json.writeRawValue(text.toString());
    }

    private static void writeCandidate(JsonGenerator json, Update candidate) {
        Head head = candidate.head();
        QuoteData quote = Explanation.quoteOf(Explanation.dataOf(candidate));
        json.writeStartObject();
        json.writeStringProperty("source", head.source());
        json.writeStringProperty("status", head.status().text());
        writeTime(json, "recv", head.recvUs());
        json.writeStringProperty("bid", text(quote == null ? null : quote.bid()));
        json.writeStringProperty("ask", text(quote == null ? null : quote.ask()));
        json.writeEndObject();
    }

    private static void writeLeg(JsonGenerator json, Explanation.Leg leg) {
        json.writeStartObject();
        json.writeStringProperty("pair", leg.pair());
        json.writeStringProperty("side", leg.side());
        json.writeStringProperty("rate", leg.rate().toString());
        json.writeStringProperty("source", leg.source());
        writeTime(json, "ts", leg.tsUs());
        json.writeEndObject();
    }

    private static void writeTime(JsonGenerator json, String name, long us) {
        if (us == 0) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, us);
        }
    }

    private static @Nullable String text(@Nullable Decimal value) {
        return value == null ? null : value.toString();
    }
}
