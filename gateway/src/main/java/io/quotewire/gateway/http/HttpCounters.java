package io.quotewire.gateway.http;

import io.quotewire.model.Metric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what connections do. Any thread. Labels are routes by template and kinds of problem: both sets are fixed. */
final class HttpCounters {
    /** What was refused before a route was found. */
    static final String NO_ROUTE = "none";

    private static final int CLASSES = 5;

    private final Map<String, LongAdder[]> answers = new TreeMap<>();
    private final Map<Problem.Type, LongAdder> refusals = new EnumMap<>(Problem.Type.class);
    private final LongAdder acceptFailures = new LongAdder();
    private final LongAdder aborted = new LongAdder();
    private final AtomicLong unsentBytes = new AtomicLong();
    private final AtomicLong keptBytes = new AtomicLong();

    HttpCounters(List<Route> routes) {
        answers.put(NO_ROUTE, adders());
        routes.forEach(route -> answers.put(route.template(), adders()));
        for (Problem.Type type : Problem.Type.values()) {
            refusals.put(type, new LongAdder());
        }
    }

    void answered(String route, int status) {
        LongAdder[] byClass = answers.get(route);
        if (byClass == null) {
            throw new IllegalArgumentException("no such route: " + route);
        }
        byClass[status / 100 - 1].increment();
    }

    void refused(Problem.Type reason) {
        LongAdder count = refusals.get(reason);
        if (count != null) {
            count.increment();
        }
    }

    void acceptFailed() {
        acceptFailures.increment();
    }

    void aborted() {
        aborted.increment();
    }

    /** Adds to what is unsent, or with a negative number takes from it, and returns the sum. */
    long unsent(int bytes) {
        return unsentBytes.addAndGet(bytes);
    }

    /** Adds to what is kept of bodies, or with a negative number takes from it, and returns the sum. */
    long kept(int bytes) {
        return keptBytes.addAndGet(bytes);
    }

    /** All figures; those of routes and reasons that never occurred are left out. */
    List<Metric.Reading> read(int connections) {
        List<Metric.Reading> readings = new ArrayList<>();
        answers.forEach((route, byClass) -> {
            for (int i = 0; i < CLASSES; i++) {
                String status = (i + 1) + "xx";
                add(readings, HttpMetric.REQUESTS, Map.of("route", route, "status", status), byClass[i].sum());
            }
        });
        refusals.forEach((reason, count) ->
                add(readings, HttpMetric.REFUSED, Map.of("reason", reason.slug().replace('-', '_')), count.sum()));
        readings.add(new Metric.Reading(HttpMetric.CONNECTIONS, Map.of(), connections));
        readings.add(new Metric.Reading(HttpMetric.UNSENT, Map.of(), unsentBytes.get()));
        readings.add(new Metric.Reading(HttpMetric.ACCEPT_FAILURES, Map.of(), acceptFailures.sum()));
        readings.add(new Metric.Reading(HttpMetric.ABORTED, Map.of(), aborted.sum()));
        return readings;
    }

    private static void add(List<Metric.Reading> readings, Metric metric, Map<String, String> labels, long value) {
        if (value > 0) {
            readings.add(new Metric.Reading(metric, labels, value));
        }
    }

    private static LongAdder[] adders() {
        LongAdder[] adders = new LongAdder[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }
}
