package io.quotewire.gateway.session;

import io.quotewire.gateway.fanout.GatewayMetric;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all sessions count.
 *
 * <p><b>Threads:</b> any.
 */
final class SessionTally implements Metric.Source {
    private final LongAdder opened = new LongAdder();
    private final LongAdder commands = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private final LongAdder open = new LongAdder();
    private final Map<String, LongAdder> closed = new ConcurrentHashMap<>();
    private final Map<ErrorCode, LongAdder> refusals = new ConcurrentHashMap<>();

    void opened() {
        opened.increment();
        open.increment();
    }

    /** Only codes that we send are told apart; whatever a client sends is one of two. */
    void closed(String code) {
        open.decrement();
        closed.computeIfAbsent(code, ignored -> new LongAdder()).increment();
    }

    void command() {
        commands.increment();
    }

    void refused(ErrorCode code) {
        refusals.computeIfAbsent(code, ignored -> new LongAdder()).increment();
    }

    void fault() {
        faults.increment();
    }

    int open() {
        return open.intValue();
    }

    @Override
    public List<Metric.Reading> read() {
        List<Metric.Reading> readings = new ArrayList<>();
        readings.add(new Metric.Reading(GatewayMetric.SESSIONS, Map.of(), open.sum()));
        readings.add(new Metric.Reading(GatewayMetric.SESSIONS_OPENED, Map.of(), opened.sum()));
        readings.add(new Metric.Reading(GatewayMetric.COMMANDS, Map.of(), commands.sum()));
        readings.add(new Metric.Reading(GatewayMetric.SESSION_FAULTS, Map.of(), faults.sum()));
        closed.forEach((code, count) ->
                readings.add(new Metric.Reading(GatewayMetric.SESSIONS_CLOSED, Map.of("code", code), count.sum())));
        refusals.forEach((code, count) ->
                readings.add(new Metric.Reading(GatewayMetric.REFUSALS, Map.of("code", code.text()), count.sum())));
        return readings;
    }
}
