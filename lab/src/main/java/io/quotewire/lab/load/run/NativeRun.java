package io.quotewire.lab.load.run;

import io.quotewire.lab.load.link.ClockProbe;
import io.quotewire.lab.load.link.Loop;
import io.quotewire.lab.load.measure.Generator;
import io.quotewire.lab.load.measure.ServerReading;
import io.quotewire.lab.load.report.Figure;
import io.quotewire.lab.load.report.LoadReport;
import io.quotewire.lab.load.report.LoadReport.Curve;
import io.quotewire.lab.load.report.Section;
import io.quotewire.lab.load.report.Section.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all profiles of native clients have in common: connect, warm up, measure, compare, report.
 *
 * <p><b>Threads:</b> that of the run.
 */
final class NativeRun {
    private static final Duration EXPLANATION = Duration.ofSeconds(3);

    private final Workbench bench;
    private final Audience audience;
    private final ServerReading before;
    private final ClockProbe.@Nullable Reading clocks;
    private ServerReading from;
    private Measured measured;
    private long startNs;

    /** @param clients how many of the plan's clients it has */
    NativeRun(Workbench bench, int clients) throws InterruptedException {
        this.bench = bench;
        LoadPlan plan = bench.plan();
        Loop loop = bench.loop();
        String path = plan.target().path().isEmpty() ? "/v1/ws" : plan.target().path();
        this.clocks = ClockProbe.ask(loop, plan.target(), path, Duration.ofSeconds(5));
        if (clocks != null) {
            loop.run(() -> loop.serverAhead(clocks.correctionUs()));
        }
        this.before = bench.server().read();
        this.from = before;
        this.audience = loop.ask(() -> new Audience(loop, plan, clients));
        this.measured = loop.ask(() -> Measured.of(
                audience,
                plan.mix(),
                0,
                new ServerLoad(before, before, before),
                loop.generator().reading()));
    }

    Audience audience() {
        return audience;
    }

    /** Opens all connections and waits until everybody follows everything. */
    void connect() throws InterruptedException, CannotConnect {
        LoadPlan plan = bench.plan();
        bench.loop().run(audience::open);
        int clients = audience.followers().size();
        bench.await(
                "ramp",
                plan.ramp().plus(plan.patience()),
                clients,
                () -> audience.complete() + audience.failed() + audience.closed(),
                this::errors);
        if (bench.loop().ask(audience::opened) == 0 && !bench.isStopped()) {
            String why = String.join(
                    ", ", bench.loop().ask(() -> audience.errors().counts().keySet()));
            throw new CannotConnect(plan.target() + ": " + (why.isEmpty() ? "no answer" : why));
        }
    }

    void warmUp() throws InterruptedException {
        pass("warm-up", bench.plan().warmUp());
    }

    /** Lets time pass in which nothing is measured. */
    void pass(String phase, Duration time) throws InterruptedException {
        if (!time.isZero()) {
            bench.pass(
                    phase,
                    time,
                    () -> audience.timeline().tick(),
                    () -> audience.errors().all());
        }
    }

    /** Measures for so long. */
    void measure(String phase, Duration time) throws InterruptedException {
        begin();
        pass(phase, time);
        end();
    }

    /** Begins to measure. */
    void begin() throws InterruptedException {
        from = bench.server().read();
        bench.loop().run(audience::measure);
        startNs = System.nanoTime();
    }

    /** Ends what {@link #begin} began. */
    void end() throws InterruptedException {
        long ns = System.nanoTime() - startNs;
        Generator.Reading generator = bench.loop().ask(() -> {
            audience.rest();
            return bench.loop().generator().reading();
        });
        ServerLoad server = new ServerLoad(before, from, bench.server().read());
        measured = bench.loop().ask(() -> Measured.of(audience, bench.plan().mix(), ns, server, generator));
    }

    /** What was measured last. */
    Measured measured() {
        return measured;
    }

    /** Compares a last time, waits for what is due and for what explains the rest, and takes leave. */
    void settle() throws InterruptedException {
        bench.loop().run(() -> {
            audience.inspector().due();
            audience.audit();
        });
        await(bench.plan().patience(), () -> !audience.isBehind());
        await(EXPLANATION, () -> !audience.isWaiting());
        if (bench.loop().ask(audience::lacksAudit)) { // The first made sure of the book that the second compares.
            bench.loop().run(audience::audit);
            await(EXPLANATION, () -> !audience.isWaiting());
        }
        bench.loop().run(() -> {
            audience.settle();
            audience.leave();
        });
    }

    private void await(Duration time, BooleanSupplier done) throws InterruptedException {
        Duration patience = time.plusMillis(bench.plan().rateMs());
        bench.linger("check", patience, done::getAsBoolean, this::errors);
    }

    long errors() {
        return bench.loop().ask(() -> audience.errors().all());
    }

    /** The report, with {@code own} parts of the profile behind the common ones. */
    LoadReport report(Measured of, List<Section> own, Map<String, Double> ownFigures, List<Curve> ownCurves) {
        return bench.loop().ask(() -> made(of, own, ownFigures, ownCurves));
    }

    private LoadReport made(Measured of, List<Section> own, Map<String, Double> ownFigures, List<Curve> ownCurves) {
        LoadPlan plan = bench.plan();
        List<Curve> curves = new ArrayList<>();
        of.spreads().forEach((name, spread) -> curves.add(new Curve(name, spread)));
        return new LoadReport(
                plan.profile().text(),
                plan.target().toString(),
                LoadReport.judge(Always.checked(plan.thresholds()), figures(of, ownFigures)),
                sections(of, own),
                audience.faults().kept(),
                notes(of),
                ownCurves.isEmpty() ? curves : ownCurves,
                of.seconds());
    }

    private List<Section> sections(Measured of, List<Section> own) {
        List<Section> sections = new ArrayList<>();
        sections.add(
                Sections.connections(audience.opened(), audience.failed(), audience.closed(), audience.connects()));
        sections.add(Sections.messages(of, audience));
        sections.add(Sections.times("delivery", "DELIVERY ms", "transport", of.spreads()));
        sections.addAll(own);
        sections.add(Sections.check(audience));
        sections.add(of.server().section(of.open()));
        sections.add(Sections.generator(of.generator()));
        sections.add(Sections.errors(audience.errors()));
        sections.add(Sections.environment(bench.plan(), clocks(of)));
        return sections;
    }

    private Map<String, Double> figures(Measured of, Map<String, Double> own) {
        Map<String, Double> figures = new LinkedHashMap<>(Sections.figures("", of.all()));
        of.spreads().forEach((name, spread) -> figures.putAll(Sections.figures(name + ".", spread)));
        figures.putAll(Sections.figures(audience.faults(), audience.errors()));
        figures.put("messages", (double) of.messages());
        figures.put("rate", of.perSecond());
        figures.put("failed", (double) audience.failed());
        figures.put("closed", (double) audience.closed());
        figures.put("compared", (double) audience.inspector().compared());
        figures.put("missing", (double) audience.inspector().announced().missing());
        figures.put("conflated", (double) audience.inspector().announced().conflated());
        figures.put("lateness.p99", of.generator().lateness().p99Ms());
        figures.put("connect.p50", audience.connects().p50Ms());
        figures.put("connect.p99", audience.connects().p99Ms());
        Double cores = of.server().cores();
        if (cores != null) {
            figures.put("server.cores", cores);
        }
        figures.putAll(own);
        return figures;
    }

    private List<Fact> clocks(Measured of) {
        Figure ahead = clocks == null ? Figure.unknown() : Figure.ms(clocks.aheadUs() / 1e3);
        Figure within = clocks == null ? Figure.unknown() : Figure.ms(clocks.withinUs() / 1e3);
        return List.of(
                new Fact("clock_ahead_ms", "server's clock ahead, ms", ahead),
                new Fact("clock_within_ms", "within", within),
                new Fact("measured_ms", "measured, ms", Figure.count(TimeUnit.NANOSECONDS.toMillis(of.ns()))));
    }

    private List<String> notes(Measured of) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "A message's time is from the moment that the gateway got it from the venue (its recv) to its read here"
                        + (bench.plan().rateMs() > 0 ? "; at a rate it waits for its turn by design." : "."));
        if (!of.slowest().isEmpty()) {
            notes.add("The slowest message: " + of.slowest());
        }
        notes.addAll(Notes.of(bench, of.generator(), of.all(), of.server().isUnknown()));
        if (of.early() > 0) {
            notes.add(of.early() + " messages came before they were sent, by the clocks; they count as 0 ms.");
        }
        if (clocks == null && !bench.plan().target().isLoopback()) {
            notes.add("The server did not say what time it is: its clock and ours may differ, and so are these times.");
        }
        if (bench.plan().mix().sse() > 0) {
            notes.add("Event streams cannot ask for their books again; these are compared over WebSocket.");
        }
        return notes;
    }
}
