package io.quotewire.gateway.rest;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.quotewire.gateway.auth.Access;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.model.Metric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every figure of the process in Prometheus' text format, those of the JVM included. */
final class MetricRoutes {
    private static final PrometheusTextFormatWriter FORMAT = PrometheusTextFormatWriter.create();
    private static final String COUNTER_SUFFIX = "_total";

    private final List<Metric.Source> sources;
    private final PrometheusRegistry registry = new PrometheusRegistry();

    MetricRoutes(List<Metric.Source> sources) {
        this.sources = List.copyOf(sources);
        JvmMetrics.builder().register(registry);
        MultiCollector own = this::collect;
        registry.register(own);
    }

    /** Slow: the JVM's own figures are read from the operating system. */
    List<Route> routes() {
        return List.of(new Route("/metrics", null, true, request -> scrape()).to(Access.OPERATOR));
    }

    /** One at a time: many that ask at once do not take many cores. */
    private synchronized Response scrape() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
        try {
            FORMAT.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException memoryDoesNotFail) {
            throw new UncheckedIOException(memoryDoesNotFail);
        }
        return Response.of(200, PrometheusTextFormatWriter.CONTENT_TYPE, out.toByteArray());
    }

    /** Parts of one kind, such as shards, may read the same figure: it is their sum. */
    private MetricSnapshots collect() {
        Map<Metric, Map<Labels, Double>> figures = new LinkedHashMap<>();
        for (Metric.Source source : sources) {
            for (Metric.Reading reading : source.read()) {
                figures.computeIfAbsent(reading.metric(), metric -> new LinkedHashMap<>())
                        .merge(labels(reading.labels()), reading.value(), Double::sum);
            }
        }
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        figures.forEach((metric, values) -> all.metricSnapshot(snapshot(metric, values)));
        return all.build();
    }

    private static MetricSnapshot snapshot(Metric metric, Map<Labels, Double> values) {
        return switch (metric.type()) {
            case COUNTER -> counter(metric, values);
            case GAUGE -> gauge(metric, values);
        };
    }

    private static MetricSnapshot counter(Metric metric, Map<Labels, Double> values) {
        String id = metric.id();
        CounterSnapshot.Builder builder = CounterSnapshot.builder()
                .name(id.endsWith(COUNTER_SUFFIX) ? id.substring(0, id.length() - COUNTER_SUFFIX.length()) : id)
                .help(metric.help());
        values.forEach((labels, value) -> builder.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build()));
        return builder.build();
    }

    private static MetricSnapshot gauge(Metric metric, Map<Labels, Double> values) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(metric.id()).help(metric.help());
        values.forEach((labels, value) -> builder.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build()));
        return builder.build();
    }

    private static Labels labels(Map<String, String> labels) {
        Labels.Builder builder = Labels.builder();
        labels.forEach(builder::label);
        return builder.build();
    }
}
