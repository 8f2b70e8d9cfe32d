package io.quotewire.lab.load.run;

import io.quotewire.lab.load.check.ReplyCheck;
import io.quotewire.lab.load.link.Loop;
import io.quotewire.lab.load.link.Pacer;
import io.quotewire.lab.load.measure.Generator;
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
import io.quotewire.lab.load.run.Requester.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/**
 * {@link Profile#QUOTES}: requests at a rate, in turn for all prices and for that of one pair, whether or not the ones before
 * have been answered.
 *
 * <p><b>Threads:</b> the loop's, but for {@link #run}.
 */
final class QuotesProfile {
    /** So many unanswered requests at most, of all connections: towards a server that reads nothing each waits in memory. */
    private static final int MOST_WAITING = 1_000_000;

    private final LoadPlan plan;
    private final Loop loop;
    private final Errors errors = new Errors();
    private final List<Endpoint> endpoints;
    private final List<Requester> requesters = new ArrayList<>();
    private final Timeline timeline;
    private final Histogram lateUs = new Histogram(Meter.LONGEST_US, 3);
    private final long planned;
    private long taken;
    private boolean over;

    private QuotesProfile(Workbench bench) {
        this.plan = bench.plan();
        this.loop = bench.loop();
        this.endpoints = List.of(
                new Endpoint("/courses", new ReplyCheck(null)),
                new Endpoint("/" + plan.pair(), new ReplyCheck(plan.pair())));
        this.timeline = new Timeline(endpoints.stream().map(Endpoint::meter).toList());
        int connections = Math.max(endpoints.size(), plan.clients());
        this.planned = plan.duration().toMillis() * plan.requestsPerS() / 1_000;
        for (int i = 0; i < connections; i++) {
            Endpoint endpoint = endpoints.get(i % endpoints.size());
            requesters.add(new Requester(loop, plan.target(), endpoint, errors, MOST_WAITING / connections));
        }
    }

    static LoadReport run(Workbench bench) throws InterruptedException, CannotConnect {
        return run(bench, System::nanoTime);
    }

    /** @param firstNs when the first request is due, asked for when the measured time begins */
    static LoadReport run(Workbench bench, LongSupplier firstNs) throws InterruptedException, CannotConnect {
        QuotesProfile quotes = bench.loop().ask(() -> new QuotesProfile(bench));
        ServerReading before = bench.server().read();
        quotes.connect(bench);
        ServerReading from = bench.server().read();
        long startNs = System.nanoTime();
        quotes.ask(bench, firstNs.getAsLong());
        double seconds = (System.nanoTime() - startNs) / 1e9;
        Generator.Reading generator =
                bench.loop().ask(() -> bench.loop().generator().reading());
        ServerLoad server = new ServerLoad(before, from, bench.server().read());
        quotes.awaitReplies(bench);
        bench.loop().run(() -> quotes.requesters.forEach(Requester::leave));
        return bench.loop().ask(() -> quotes.report(bench, server, generator, seconds));
    }

    private void connect(Workbench bench) throws InterruptedException, CannotConnect {
        loop.run(() -> requesters.forEach(Requester::open));
        bench.await(
                "ramp",
                plan.patience(),
                requesters.size(),
                () -> count(each -> each.hasOpened() || each.isEnded()),
                () -> 0);
        if (loop.ask(() -> count(Requester::hasOpened)) == 0 && !bench.isStopped()) {
            String why = String.join(", ", loop.ask(() -> errors.counts().keySet()));
            throw new CannotConnect(plan.target().authority() + ": " + (why.isEmpty() ? "no answer" : why));
        }
    }

    private long count(Predicate<Requester> those) {
        return requesters.stream().filter(those).count();
    }

    private void ask(Workbench bench, long firstNs) throws InterruptedException {
        loop.run(loop.generator()::reset);
        Pacer[] pacer = new Pacer[1];
        pacer[0] = new Pacer(loop, plan.requestsPerS(), planned, (first, last) -> take(pacer[0], firstNs, first, last));
        pacer[0].begin(firstNs);
        bench.pass("run", plan.duration(), timeline::tick, errors::all);
        if (loop.ask(() -> taken) < planned) { // Due by now, but the pacer or the loop is late.
            bench.await("late", plan.patience(), planned, () -> taken, () -> loop.ask(errors::all));
        }
        pacer[0].end();
        loop.run(() -> end(!bench.isStopped()));
    }

    private void take(Pacer pacer, long firstNs, long first, long last) {
        if (over) {
            return;
        }
        for (long i = first; i < last; i++) {
            long due = firstNs + pacer.dueNs(i);
            requesters.get(turn(i)).ask(due);
            lateUs.recordValue(Math.clamp((System.nanoTime() - due) / 1_000, 0, Meter.LONGEST_US));
        }
        for (long i = first; i < Math.min(last, first + requesters.size() + 1); i++) { // By then each had its turn.
            requesters.get(turn(i)).flush();
        }
        taken += last - first;
    }

    /** Whose turn a request is: endpoints take turns, and so do the connections of each, also where one has one more. */
    private int turn(long number) {
        int kinds = endpoints.size();
        int kind = (int) (number % kinds);
        int connections = (requesters.size() - kind + kinds - 1) / kinds;
        return (int) (number / kinds % connections) * kinds + kind;
    }

    /** Nothing is sent any more; what is left of the plan of a run that nobody stopped is an error. */
    private void end(boolean inFull) {
        over = true;
        if (inFull && taken < planned) {
            errors.add("not sent: too late", planned - taken);
        }
    }

    private void awaitReplies(Workbench bench) throws InterruptedException {
        if (!bench.isStopped()) {
            Duration patience = plan.patience();
            bench.await("replies", patience, 1, () -> isAnswered() ? 1L : 0L, () -> loop.ask(errors::all));
        }
    }

    private boolean isAnswered() {
        return requesters.stream().allMatch(each -> each.waiting() == 0 || each.isEnded());
    }

    private LoadReport report(Workbench bench, ServerLoad server, Generator.Reading generator, double seconds) {
        Histogram us = new Histogram(Meter.LONGEST_US, 3);
        Map<String, Spread> spreads = new LinkedHashMap<>();
        endpoints.forEach(endpoint -> {
            spreads.put(endpoint.path(), endpoint.meter().spread());
            endpoint.meter().addTo(us);
        });
        Spread all = Spread.of(us);
        Spread late = Spread.of(lateUs);
        Map<String, Double> figures = new LinkedHashMap<>(Sections.figures("", all));
        figures.put("errors", (double) errors.all());
        long replies = endpoints.stream().mapToLong(Endpoint::replies).sum();
        figures.put("messages", (double) replies);
        figures.put("rate", replies / seconds);
        figures.put("lateness.p99", late.p99Ms());
        List<Section> sections = List.of(
                requests(seconds),
                Sections.times("latency", "LATENCY ms", "path", spreads),
                Sections.times("sender", "SENDER ms", "what", Map.of("later than due", late)),
                server.section(requesters.size()),
                Sections.generator(generator),
                Sections.errors(errors),
                Sections.environment(plan, List.of(new Fact("loop", "", Figure.text("open loop")))));
        List<Curve> curves = new ArrayList<>();
        spreads.forEach((name, spread) -> curves.add(new Curve(name, spread)));
        return new LoadReport(
                plan.profile().text(),
                plan.target().toString(),
                LoadReport.judge(Always.answered(plan.thresholds()), figures),
                sections,
                List.of(),
                notes(bench, generator, all, server),
                curves,
                timeline.seconds());
    }

    private Section requests(double seconds) {
        List<List<Figure>> rows = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            rows.add(List.of(
                    Figure.text(endpoint.path()),
                    Figure.count(endpoint.requests()),
                    Figure.count(endpoint.replies()),
                    Figure.count(Math.round(endpoint.requests() / seconds)),
                    Figure.count(endpoint.wrong()),
                    Figure.bytes(endpoint.meter().bytes())));
        }
        return new Section.Table(
                "requests",
                "REQUESTS",
                List.of(
                        new Column("path", "path"),
                        new Column("requests", "requests"),
                        new Column("replies", "replies"),
                        new Column("per_s", "requests/s"),
                        new Column("wrong", "wrong replies"),
                        new Column("bytes", "payload")),
                rows);
    }

    private static List<String> notes(Workbench bench, Generator.Reading generator, Spread all, ServerLoad server) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "A reply's time is from the moment at which its request was due, not from when it was sent: a late sender"
                        + " hides nothing. Replies are matched to requests in order on each connection; one that never came is an error.");
        notes.addAll(Notes.of(bench, generator, all, server.isUnknown()));
        return notes;
    }
}
