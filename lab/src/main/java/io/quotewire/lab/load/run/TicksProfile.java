package io.quotewire.lab.load.run;

import io.quotewire.lab.load.measure.Meter;
import io.quotewire.lab.load.measure.ServerReading;
import io.quotewire.lab.load.measure.Spread;
import io.quotewire.lab.load.measure.Timeline;
import io.quotewire.lab.load.report.Figure;
import io.quotewire.lab.load.report.LoadReport;
import io.quotewire.lab.load.report.LoadReport.Curve;
import io.quotewire.lab.load.report.Section;
import io.quotewire.lab.load.report.Section.Column;
import io.quotewire.lab.load.report.Section.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * {@link Profile#TICKS} and {@link Profile#CLIENT_REPORT}: clients that are told one price over and over. Rounds with more and
 * more of them, or one client looked at closely; how long a price took is told by the time that it bears.
 *
 * <p><b>Threads:</b> that of the run.
 */
final class TicksProfile {
    private static final String PATH = "/websocket";

    private final Workbench bench;
    private final LoadPlan plan;
    private final String path;
    private final ServerReading before;
    private final List<TickRound> rounds = new ArrayList<>();

    private TicksProfile(Workbench bench) throws InterruptedException {
        this.bench = bench;
        this.plan = bench.plan();
        String named = plan.target().path().isEmpty() ? PATH : plan.target().path();
        boolean asks = named.equals(PATH) && !plan.pair().equals("BTC-USDT");
        this.path = asks ? named + "?symbol=" + plan.pair() : named;
        this.before = bench.server().read();
    }

    static LoadReport run(Workbench bench) throws InterruptedException, CannotConnect {
        TicksProfile ticks = new TicksProfile(bench);
        LoadPlan plan = bench.plan();
        List<Integer> rounds = plan.profile() == Profile.TICKS ? plan.rounds() : List.of(1);
        for (int clients : rounds) {
            if (ticks.rounds.isEmpty() || !bench.isStopped()) { // A report has one at least.
                ticks.rounds.add(TickRound.run(bench, ticks.path, clients, ticks.before));
            }
        }
        return bench.loop().ask(ticks::report);
    }

    private LoadReport report() {
        TickRound last = rounds.getLast();
        Histogram us = new Histogram(Meter.LONGEST_US, 3);
        Errors errors = new Errors();
        Map<String, Spread> spreads = new LinkedHashMap<>();
        for (TickRound round : rounds) {
            round.addTo(us);
            round.errors().counts().forEach(errors::add);
            spreads.put(round.clients() + (round.clients() == 1 ? " client" : " clients"), round.spread());
        }
        Spread all = Spread.of(us);
        ServerLoad server = last.server();
        List<Section> sections = List.of(
                plan.profile() == Profile.TICKS ? table() : closely(last, server),
                Sections.times("delivery", "DELIVERY ms", "clients", spreads),
                server.section(last.opened()),
                Sections.generator(last.generator()),
                Sections.errors(errors),
                Sections.environment(plan, List.of()));
        List<Curve> curves = new ArrayList<>();
        spreads.forEach((name, spread) -> curves.add(new Curve(name, spread)));
        return new LoadReport(
                plan.profile().text(),
                plan.target().at(path).toString(),
                LoadReport.judge(Always.answered(plan.thresholds()), figures(all, errors)),
                sections,
                List.of(),
                notes(all, server),
                curves,
                seconds());
    }

    private Map<String, Double> figures(Spread all, Errors errors) {
        Map<String, Double> figures = new LinkedHashMap<>(Sections.figures("", all));
        figures.put("errors", (double) errors.all());
        figures.put("messages", (double) fewest());
        figures.put("rate", rounds.getLast().rate());
        figures.put("lateness.p99", rounds.getLast().generator().lateness().p99Ms());
        return figures;
    }

    /** Of the round that had least, or a silent one would hide behind the others; none is blamed for having been cut short. */
    private long fewest() {
        return rounds.stream()
                .filter(TickRound::isWhole)
                .mapToLong(TickRound::messages)
                .min()
                .orElseGet(() -> rounds.getFirst().messages());
    }

    private List<Timeline.Second> seconds() {
        List<Timeline.Second> all = new ArrayList<>();
        for (TickRound round : rounds) {
            for (Timeline.Second each : round.timeline()) {
                all.add(new Timeline.Second(
                        all.size() + 1, each.messages(), each.bytes(), each.p50Ms(), each.p99Ms(), each.maxMs()));
            }
        }
        return all;
    }

    private List<String> notes(Spread all, ServerLoad server) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "A price's time is from the time that it bears to its read here; what one clock has more than the other is"
                        + " in it. Whether a price came twice cannot be told: it bears no number.");
        notes.addAll(Notes.of(bench, rounds.getLast().generator(), all, server.isUnknown()));
        long early = rounds.stream().mapToLong(TickRound::early).sum();
        if (early > 0) {
            notes.add(early + " messages came before they were sent, by the clocks; they count as 0 ms.");
        }
        if (rounds.stream().anyMatch(TickRound::isUnbelievable)) {
            notes.add("THE TIMES ARE NOT TO BE BELIEVED: the clock that prices bear is ahead of ours by as much as they"
                    + " took, or more. Set both clocks right, or run the load test where the prices' clock is.");
        }
        return notes;
    }

    /** In the shape of the older service's high-load test. */
    private Section table() {
        List<List<Figure>> rows = new ArrayList<>();
        for (TickRound round : rounds) {
            Spread spread = round.spread();
            ServerLoad server = round.server();
            rows.add(List.of(
                    Figure.count(round.clients()),
                    Figure.ms(spread.meanMs()),
                    Figure.ms(spread.p50Ms()),
                    Figure.ms(spread.deviationMs()),
                    Figure.ms(spread.p99Ms()),
                    Figure.count(round.errors().all()),
                    Figure.count(round.older()),
                    Figure.count(Math.round(round.rate())),
                    Figure.number(server.cores()),
                    Figure.bytes(server.to().residentBytes())));
        }
        return new Section.Table(
                "rounds",
                "ROUNDS",
                List.of(
                        new Column("clients", "clients"),
                        new Column("mean_ms", "mean ms"),
                        new Column("median_ms", "median ms"),
                        new Column("stddev_ms", "stddev ms"),
                        new Column("p99_ms", "p99 ms"),
                        new Column("errors", "errors"),
                        new Column("older", "older than before"),
                        new Column("per_s", "messages/s"),
                        new Column("server_cores", "server cores"),
                        new Column("server_resident_bytes", "server resident")),
                rows);
    }

    /** In the shape of the older service's client report. */
    private static Section closely(TickRound round, ServerLoad server) {
        double each = round.messages() == 0 ? 0 : (double) round.bytes() / round.messages();
        long own = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        return new Section.Facts(
                "client",
                "CLIENT",
                List.of(
                        new Fact("duration_s", "duration s", Figure.number(round.seconds())),
                        new Fact("messages", "messages", Figure.count(round.messages())),
                        new Fact("per_s", "a second", Figure.number(round.rate())),
                        new Fact(
                                "latency_ms",
                                "latency ms mean",
                                Figure.ms(round.spread().meanMs())),
                        new Fact("payload_bytes", "payload each", Figure.bytes(each)),
                        new Fact("wire_bytes", "on the wire", Figure.bytes(round.wireBytes())),
                        new Fact("errors", "errors", Figure.count(round.errors().all())),
                        new Fact("older", "older than the one before", Figure.count(round.older())),
                        new Fact(
                                "client_cores",
                                "client's cores",
                                Figure.number(round.generator().cores())),
                        new Fact("client_heap_bytes", "client's heap", Figure.bytes(own)),
                        new Fact("server_cores", "server's cores", Figure.number(server.cores())),
                        new Fact(
                                "server_resident_bytes",
                                "server's memory",
                                Figure.bytes(server.to().residentBytes()))));
    }
}
