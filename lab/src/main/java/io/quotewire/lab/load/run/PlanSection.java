package io.quotewire.lab.load.run;

import io.quotewire.lab.load.report.Figure;
import io.quotewire.lab.load.report.Section;
import io.quotewire.lab.load.report.Section.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a run was told to do, as far as its profile uses it, so that it can be repeated. Seed and warm-up are with the
 * environment, the address and the thresholds have their own places.
 */
final class PlanSection {
    private PlanSection() {}

    static Section of(LoadPlan plan) {
        List<Fact> facts = new ArrayList<>(facts(plan));
        facts.add(ms("duration_ms", "duration, ms", plan.duration()));
        facts.add(ms("timeout_ms", "timeout, ms", plan.patience()));
        return new Section.Facts("plan", "PLAN", facts);
    }

    private static List<Fact> facts(LoadPlan plan) {
        return switch (plan.profile()) {
            case FANOUT, SOAK -> following(plan, transport(plan.mix()));
            case HERD -> following(plan, ms("return_within_ms", "return within, ms", plan.returnWithin()));
            case SLOW ->
                following(
                        plan,
                        count("slow_percent", "slow, percent", plan.slowPercent()),
                        count("slow_bytes_per_s", "each reads B/s", plan.slowBytesPerS()));
            case QUOTES ->
                List.of(
                        count("clients", "clients", plan.clients()),
                        count("requests_per_s", "requests/s", plan.requestsPerS()),
                        pair(plan));
            case TICKS -> List.of(text("rounds", "rounds", joined(plan.rounds())), pair(plan));
            case CLIENT_REPORT -> List.of(pair(plan));
        };
    }

    private static List<Fact> following(LoadPlan plan, Fact... own) {
        List<Fact> facts = new ArrayList<>(List.of(
                count("clients", "clients", plan.clients()),
                ms("ramp_ms", "ramp, ms", plan.ramp()),
                text("topics", "topics", joined(plan.topics())),
                count("rate_ms", "at a rate of ms", plan.rateMs())));
        facts.addAll(List.of(own));
        return facts;
    }

    private static Fact transport(Mix mix) {
        return text("transport", "transport", "ws=" + mix.ws() + ",sse=" + mix.sse());
    }

    private static Fact pair(LoadPlan plan) {
        return text("pair", "pair", plan.pair());
    }

    private static Fact ms(String key, String label, Duration time) {
        return count(key, label, time.toMillis());
    }

    private static Fact count(String key, String label, long count) {
        return new Fact(key, label, Figure.count(count));
    }

    private static Fact text(String key, String label, String text) {
        return new Fact(key, label, Figure.text(text));
    }

    private static String joined(List<?> all) {
        return all.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
