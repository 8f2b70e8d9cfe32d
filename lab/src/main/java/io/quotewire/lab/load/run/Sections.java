package io.quotewire.lab.load.run;

import io.quotewire.lab.load.check.Announced;
import io.quotewire.lab.load.check.Fault;
import io.quotewire.lab.load.check.Faults;
import io.quotewire.lab.load.measure.Generator;
import io.quotewire.lab.load.measure.Spread;
import io.quotewire.lab.load.report.Figure;
import io.quotewire.lab.load.report.Section;
import io.quotewire.lab.load.report.Section.Column;
import io.quotewire.lab.load.report.Section.Fact;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts that reports of all profiles are made of. */
final class Sections {
    private static final List<String> TIMES = List.of("p50", "p75", "p90", "p95", "p99", "p99.9", "max");

    private Sections() {}

    /** A row for each kind of client. */
    static Section times(String key, String title, String first, Map<String, Spread> spreads) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(first, ""));
        TIMES.forEach(name -> columns.add(new Column(name.replace('.', '_') + "_ms", name)));
        columns.add(new Column("mean_ms", "mean"));
        columns.add(new Column("stddev_ms", "stddev"));
        columns.add(new Column("count", "count"));
        List<List<Figure>> rows = new ArrayList<>();
        spreads.forEach((name, spread) -> {
            List<Figure> row = new ArrayList<>();
            row.add(Figure.text(name));
            named("", spread).forEach((figure, ms) -> row.add(spread.isEmpty() ? Figure.none() : Figure.ms(ms)));
            row.add(Figure.count(spread.count()));
            rows.add(row);
        });
        return new Section.Table(key, title, columns, rows);
    }

    /** The figures of a threshold that a spread has. Nothing where nothing was measured. */
    static Map<String, Double> figures(String prefix, Spread spread) {
        return spread.isEmpty() ? Map.of() : named(prefix, spread);
    }

    private static Map<String, Double> named(String prefix, Spread spread) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(prefix + "p50", spread.p50Ms());
        figures.put(prefix + "p75", spread.p75Ms());
        figures.put(prefix + "p90", spread.p90Ms());
        figures.put(prefix + "p95", spread.p95Ms());
        figures.put(prefix + "p99", spread.p99Ms());
        figures.put(prefix + "p99.9", spread.p999Ms());
        figures.put(prefix + "max", spread.maxMs());
        figures.put(prefix + "mean", spread.meanMs());
        figures.put(prefix + "stddev", spread.deviationMs());
        return figures;
    }

    static Section connections(long opened, long failed, long closed, Spread connects) {
        return new Section.Facts(
                "connections",
                "CONNECTIONS",
                List.of(
                        new Fact("opened", "opened", Figure.count(opened)),
                        new Fact("failed", "failed", Figure.count(failed)),
                        new Fact("closed_early", "closed early", Figure.count(closed)),
                        new Fact("connect_p50_ms", "connect ms p50", Figure.ms(connects.p50Ms())),
                        new Fact("connect_p99_ms", "p99", Figure.ms(connects.p99Ms())),
                        new Fact("connect_max_ms", "max", Figure.ms(connects.maxMs()))));
    }

    static Section messages(Measured of, Audience audience) {
        Announced announced = audience.inspector().announced();
        Faults faults = audience.faults();
        double each = (double) of.bytes() / audience.followers().size();
        return new Section.Facts(
                "messages",
                "MESSAGES",
                List.of(
                        new Fact("count", "", Figure.count(of.messages())),
                        new Fact("per_s", "a second", Figure.count(Math.round(of.perSecond()))),
                        new Fact("bytes", "payload", Figure.bytes(of.bytes())),
                        new Fact("bytes_per_client", "a client", Figure.bytes(each)),
                        new Fact("conflated", "conflated", Figure.count(announced.conflated())),
                        new Fact("gaps", "gaps told", Figure.count(announced.gaps())),
                        new Fact("missing", "missing by them", Figure.count(announced.missing())),
                        new Fact("lost", "lost", Figure.count(faults.count(Fault.Kind.LOST))),
                        new Fact("doubled", "doubled", Figure.count(faults.count(Fault.Kind.DOUBLED))),
                        new Fact("reordered", "reordered", Figure.count(faults.count(Fault.Kind.REORDERED)))));
    }

    static Section check(Audience audience) {
        var inspector = audience.inspector();
        Faults faults = audience.faults();
        return new Section.Facts(
                "check",
                "CHECK",
                List.of(
                        new Fact(
                                "verdict",
                                "",
                                Figure.text(faults.all() == 0 ? "nothing found" : faults.all() + " found")),
                        new Fact("judged", "messages judged", Figure.count(inspector.messages())),
                        new Fact("topics", "topics", Figure.count(inspector.topics())),
                        new Fact("compared", "compared with another client's", Figure.count(inspector.compared())),
                        new Fact("whole", "clients checked whole", Figure.count(audience.wholes())),
                        new Fact("books_compared", "books compared with the server's", Figure.count(audience.audits())),
                        new Fact("altered", "altered", Figure.count(faults.count(Fault.Kind.ALTERED))),
                        new Fact("broken", "broken", Figure.count(faults.count(Fault.Kind.BROKEN))),
                        new Fact(
                                "slow_told",
                                "times told to be slow",
                                Figure.count(inspector.announced().slows()))));
    }

    static Section generator(Generator.Reading reading) {
        return new Section.Facts(
                "generator",
                "GENERATOR",
                List.of(
                        new Fact("loop_share", "loop", Figure.percent(reading.loopShare())),
                        new Fact("cores", "cores in use", Figure.number(reading.cores())),
                        new Fact(
                                "late_p99_ms",
                                "own lateness ms p99",
                                Figure.ms(reading.lateness().p99Ms())),
                        new Fact(
                                "late_max_ms",
                                "max",
                                Figure.ms(reading.lateness().maxMs()))));
    }

    static Section errors(Errors errors) {
        Map<String, Long> counts = errors.counts();
        List<Fact> facts = new ArrayList<>();
        if (counts.isEmpty()) {
            facts.add(new Fact("all", "", new Figure(0L, "none")));
        } else {
            facts.add(new Fact("all", "", Figure.count(errors.all())));
            counts.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry ->
                            facts.add(new Fact(entry.getKey(), entry.getKey() + ":", Figure.count(entry.getValue()))));
        }
        return new Section.Facts("errors", "ERRORS", facts);
    }

    static Section environment(LoadPlan plan, List<Fact> more) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("cores", "cores", Figure.count(Runtime.getRuntime().availableProcessors())));
        facts.add(
                new Fact("host", "", Figure.text(plan.target().isLoopback() ? "same host as server" : "another host")));
        facts.add(new Fact("java", "Java", Figure.text(Runtime.version().toString())));
        facts.add(new Fact(
                "max_heap_bytes",
                "heap at most",
                Figure.bytes(Runtime.getRuntime().maxMemory())));
        facts.add(new Fact("jvm_flags", "JVM flags", Figure.text(jvmFlags())));
        facts.add(new Fact("os", "", Figure.text(System.getProperty("os.name") + "/" + System.getProperty("os.arch"))));
        facts.add(new Fact("seed", "seed", Figure.text(Long.toString(plan.seed()))));
        facts.add(new Fact(
                "warm_up_ms", "warm-up dropped, ms", Figure.count(plan.warmUp().toMillis())));
        facts.addAll(more);
        return new Section.Facts("environment", "ENV", facts);
    }

    /** Memory, collector and compiler; no properties, which may be secrets. */
    private static String jvmFlags() {
        String flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X"))
                .collect(Collectors.joining(" "));
        return flags.isEmpty() ? "none" : flags;
    }

    static Map<String, Double> figures(Faults faults, Errors errors) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Fault.Kind kind : Fault.Kind.values()) {
            figures.put(kind.text(), (double) faults.count(kind));
        }
        figures.put("errors", (double) errors.all());
        return figures;
    }
}
