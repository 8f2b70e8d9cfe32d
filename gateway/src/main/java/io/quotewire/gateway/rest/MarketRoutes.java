package io.quotewire.gateway.rest;

import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.model.Instrument;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Last values. Reading one creates no demand upstream, that is what subscriptions do; but who asks for one in another currency
 * wants what is to be converted for that.
 */
final class MarketRoutes {
    private final RestApi.Parts parts;

    MarketRoutes(RestApi.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                new Route("/v1/last/{topic}", Set.of(), true, this::last),
                new Route("/v1/tickers", Set.of("source", "quote", "limit", "cursor"), true, this::tickers));
    }

    private Response last(Request request) {
        Topic topic = Asking.topic(parts, request, request.variable("topic"));
        if (topic.shape() == Topic.Shape.BOOK) {
            return Response.json(Asking.await(parts.shards().book(topic, Duration.ZERO), Duration.ZERO));
        }
        OnDemand.begin(parts, topic);
        byte[] snapshot = parts.snapshots().snapshotJson(topic);
        return Response.json(snapshot == null ? parts.snapshots().nothingYet(topic) : snapshot);
    }

    private Response tickers(Request request) {
        String source = request.query().oneOf("source", sources(), Topic.BEST);
        String quote = request.query().text("quote");
        if (quote != null && !Instrument.isCode(quote)) {
            throw request.query().bad("quote", "must be a code such as USDT");
        }
        TickerNames names = new TickerNames(parts.directory().catalog(), source, quote);
        Page page = Page.of(request.query());
        Entitlement entitlement = request.principal().entitlement();
        OnDemand.begin(
                parts,
                names.conversions(page.after(), page.limit()).stream()
                        .filter(entitlement::sees)
                        .toList());
        Page.Items<String> items =
                page.cut(names.all(), name -> entitlement.sees(names.topic(name)) ? value(names.topic(name)) : null);
        return Response.json(Json.bytes(json -> {
            json.writeArrayPropertyStart("tickers");
            items.items().forEach(json::writeRawValue);
            json.writeEndArray();
            items.writeNext(json);
            if (simulated(source)) {
                json.writeBooleanProperty("simulated", true);
            }
        }));
    }

    private @Nullable String value(Topic topic) {
        byte[] snapshot = parts.snapshots().snapshotJson(topic);
        return snapshot == null ? null : new String(snapshot, StandardCharsets.UTF_8);
    }

    /** Best may be any source. */
    private boolean simulated(String source) {
        return parts.directory().sources().stream()
                .anyMatch(report ->
                        report.simulated() && (Topic.COMPOSED.contains(source) || source.equals(report.source())));
    }

    private List<String> sources() {
        return Stream.concat(
                        Stream.of(Topic.BEST, Topic.INDEX),
                        parts.directory().sources().stream().map(SourceReport::source))
                .toList();
    }
}
