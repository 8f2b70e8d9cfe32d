package io.quotewire.lab.load.run;

import io.quotewire.lab.load.link.Loop;
import io.quotewire.lab.load.measure.Generator;
import io.quotewire.lab.load.measure.Meter;
import io.quotewire.lab.load.measure.ServerReading;
import io.quotewire.lab.load.measure.Spread;
import io.quotewire.lab.load.measure.Timeline;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * One number of clients that are told one price: they are opened, heard and let go, and then what came of it can be asked for.
 *
 * <p><b>Threads:</b> that of the run.
 */
final class TickRound {
    /** With more of its times below nothing than this, a round's clocks differ by as much as it measures. */
    private static final double BELIEVED_EARLY = 0.05;

    private static final double NS_PER_S = 1e9;

    private final Workbench bench;
    private final LoadPlan plan;
    private final String path;
    private final int clients;
    private final Errors errors = new Errors();
    private final TickEar.Crowd crowd;
    private final List<TickEar> ears;
    private final Timeline timeline;
    private final ServerReading before;
    private ServerReading from;
    private ServerReading to;
    private Generator.Reading generator;
    private double seconds;
    private boolean whole;

    private TickRound(Workbench bench, String path, int clients, ServerReading before) {
        Loop loop = bench.loop();
        this.bench = bench;
        this.plan = bench.plan();
        this.path = path;
        this.clients = clients;
        this.crowd = new TickEar.Crowd(loop, new Meter(), errors);
        this.ears = loop.ask(() -> Stream.generate(() -> new TickEar(crowd, plan.target(), path))
                .limit(clients)
                .toList());
        this.timeline = new Timeline(List.of(crowd.meter()));
        this.before = before;
        this.from = before;
        this.to = before;
        this.generator = loop.ask(loop.generator()::reading);
    }

    /** @param before no client at all was there */
    static TickRound run(Workbench bench, String path, int clients, ServerReading before)
            throws InterruptedException, CannotConnect {
        TickRound round = new TickRound(bench, path, clients, before);
        round.connect();
        if (!bench.plan().warmUp().isZero()) {
            bench.pass("warm-up", bench.plan().warmUp(), round.timeline::tick, round.errors::all);
        }
        round.measure();
        round.whole = !bench.isStopped();
        bench.loop().run(round::end);
        return round;
    }

    private void connect() throws InterruptedException, CannotConnect {
        Loop loop = bench.loop();
        loop.run(this::open);
        bench.await(
                clients + " clients",
                LoadPlan.rampOf(clients).plus(plan.patience()),
                clients,
                () -> crowd.opened() + crowd.failed(),
                () -> loop.ask(errors::all));
        if (loop.ask(crowd::opened) == 0 && !bench.isStopped()) {
            String why = String.join(", ", loop.ask(() -> errors.counts().keySet()));
            throw new CannotConnect(plan.target().at(path) + ": " + (why.isEmpty() ? "no answer" : why));
        }
    }

    /** A thousand a second. */
    private void open() {
        long stepNs = LoadPlan.rampOf(clients).toNanos() / clients;
        for (int i = 0; i < clients; i++) {
            bench.loop().later(stepNs * i, ears.get(i)::open);
        }
    }

    private void measure() throws InterruptedException {
        from = bench.server().read();
        bench.loop().run(() -> {
            timeline.reset();
            bench.loop().generator().reset();
            crowd.measure(true);
        });
        long startNs = System.nanoTime();
        bench.pass("run " + clients, plan.duration(), timeline::tick, errors::all);
        bench.loop().run(this::rest);
        seconds = (System.nanoTime() - startNs) / NS_PER_S;
        to = bench.server().read();
    }

    private void rest() {
        crowd.measure(false);
        generator = bench.loop().generator().reading();
    }

    private void end() {
        ears.forEach(TickEar::leave);
        if (whole) { // Of one that was cut short nobody knows what was still to come.
            judge();
        }
        if (isUnbelievable()) {
            errors.add("earlier than it was sent, by the clocks", early());
        }
    }

    private void judge() {
        long missing = clients - crowd.opened() - crowd.failed();
        if (missing > 0) {
            errors.add("never opened", missing);
        }
        long silent = ears.stream().filter(TickEar::isSilent).count();
        if (crowd.meter().messages() == 0) {
            errors.add("a round in which no price came to anybody");
        } else if (silent > 0) {
            errors.add("no price, while others got one", silent);
        }
    }

    int clients() {
        return clients;
    }

    /** Whether it had its whole time; not so where somebody stopped the run. */
    boolean isWhole() {
        return whole;
    }

    double seconds() {
        return seconds;
    }

    double rate() {
        return messages() / seconds;
    }

    long opened() {
        return crowd.opened();
    }

    long messages() {
        return crowd.meter().messages();
    }

    long bytes() {
        return crowd.meter().bytes();
    }

    long wireBytes() {
        return crowd.wireBytes();
    }

    long older() {
        return crowd.older();
    }

    /** How many prices came before they were sent, by the two clocks. */
    long early() {
        return crowd.meter().early();
    }

    /** Whether so many came early that no time of it says anything. */
    boolean isUnbelievable() {
        return early() > BELIEVED_EARLY * spread().count();
    }

    Spread spread() {
        return crowd.meter().spread();
    }

    void addTo(Histogram us) {
        crowd.meter().addTo(us);
    }

    List<Timeline.Second> timeline() {
        return timeline.seconds();
    }

    Errors errors() {
        return errors;
    }

    Generator.Reading generator() {
        return generator;
    }

    ServerLoad server() {
        return new ServerLoad(before, from, to);
    }
}
