package io.quotewire.gateway.rest;

import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.http.Route;
import io.quotewire.gateway.near.NearTopics;
import io.quotewire.gateway.past.Archive;
import io.quotewire.model.Directory;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.PastCandles;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Topic;
import java.util.List;
import java.util.stream.Stream;

/** All REST routes of the gateway. */
public final class RestApi {
    private final Parts parts;
    private final HealthRoutes health;

    /**
     * What the routes read.
     *
     * @param version of this build
     * @param past the venues' candles of the time before
     * @param archive what was told before
     * @param near for topics that do not exist
     * @param pulses the loops that {@code /live} watches
     * @param metrics read at each scrape; any number of them may give readings of one metric
     * @param demo whether this is a demo, which {@code /health} tells
     * @param auth whether the page has to ask who looks
     */
    public record Parts(
            String version,
            MicroClock clock,
            Directory directory,
            Snapshots snapshots,
            Shards shards,
            PastCandles past,
            Archive archive,
            NearTopics near,
            List<Pulse> pulses,
            List<Metric.Source> metrics,
            boolean demo,
            AuthMode auth) {
        /** Whether any source is not a real market. */
        public boolean simulated() {
            return directory.sources().stream().anyMatch(SourceReport::simulated);
        }

        /** How those sources fare whose {@code status:…} may be seen. */
        List<SourceReport> sources(Principal who) {
            return directory.sources().stream()
                    .filter(report -> who.entitlement().sees(Topic.status(report.source())))
                    .toList();
        }
    }

    public RestApi(Parts parts) {
        this.parts = parts;
        this.health = new HealthRoutes(parts);
    }

    public List<Route> routes() {
        return Stream.of(
                        new MarketRoutes(parts).routes(),
                        new BookRoutes(parts).routes(),
                        new TradeRoutes(parts).routes(),
                        new CandleRoutes(parts).routes(),
                        new RateRoutes(parts).routes(),
                        new ExplainRoutes(parts).routes(),
                        new DirectoryRoutes(parts).routes(),
                        health.routes(),
                        new MetricRoutes(parts.metrics()).routes(),
                        new WebRoutes(parts).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** From now on {@code /ready} says no. */
    public void drain() {
        health.drain();
    }
}
