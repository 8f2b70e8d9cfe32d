package io.quotewire.lab.load.run;

import io.quotewire.lab.load.link.Ending;
import io.quotewire.lab.load.link.Loop;
import io.quotewire.lab.load.measure.Meter;
import io.quotewire.lab.load.measure.Spread;
import io.quotewire.lab.load.report.Figure;
import io.quotewire.lab.load.report.LoadReport;
import io.quotewire.lab.load.report.LoadReport.Curve;
import io.quotewire.lab.load.report.Section;
import io.quotewire.lab.load.report.Section.Fact;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * {@link Profile#HERD}: all connections are reset at the same moment, and all clients come back within a short time, to go on
 * where they were. Who is turned away tries again.
 *
 * <p><b>Threads:</b> the loop's, but for {@link #run}.
 */
final class HerdProfile {
    private static final long AGAIN_MS = 250;

    private final Loop loop;
    private final LoadPlan plan;
    private final Audience audience;
    private final SplittableRandom random;
    private final Histogram backUs = new Histogram(Meter.LONGEST_US, 3);
    private long resetNs;
    private final Set<Follower> back = Collections.newSetFromMap(new IdentityHashMap<>());
    private long turnedAway;

    private HerdProfile(Workbench bench, Audience audience) {
        this.loop = bench.loop();
        this.plan = bench.plan();
        this.audience = audience;
        this.random = new SplittableRandom(plan.seed());
    }

    static LoadReport run(Workbench bench) throws InterruptedException, CannotConnect {
        NativeRun run = new NativeRun(bench, bench.plan().clients());
        run.connect();
        run.warmUp();
        HerdProfile herd = new HerdProfile(bench, run.audience());
        long clients = bench.loop()
                .ask(() -> run.audience().followers().stream()
                        .filter(Follower::isComplete)
                        .count());
        bench.loop().run(herd::reset);
        bench.await(
                "return",
                bench.plan().returnWithin().plus(bench.plan().patience()),
                clients,
                () -> (long) herd.back.size(),
                run::errors);
        run.measure("run", bench.plan().duration());
        run.settle();
        Spread spread = bench.loop().ask(() -> Spread.of(herd.backUs));
        Map<String, Double> figures = new LinkedHashMap<>();
        if (!herd.back.isEmpty()) {
            figures.put("back.50", spread.p50Ms());
            figures.put("back.99", spread.p99Ms());
        }
        if (herd.back.size() >= clients && clients > 0) {
            figures.put("back.100", spread.maxMs());
        }
        return run.report(
                run.measured(), List.of(herd.section(clients, spread)), figures, List.of(new Curve("back", spread)));
    }

    private void reset() {
        audience.whenEnded(this::again);
        audience.whenComplete(who -> {
            if (back.add(who)) {
                backUs.recordValue((System.nanoTime() - resetNs) / 1_000);
            }
        });
        resetNs = System.nanoTime();
        long withinNs = Math.max(1, plan.returnWithin().toNanos());
        for (Follower each : audience.followers()) {
            if (each.isComplete()) {
                each.reset();
                loop.later(random.nextLong(withinNs), each::returns);
            }
        }
    }

    /** Who had not come back yet was turned away, and tries again; who had has lost its connection. */
    private void again(Follower who, Ending ending) {
        if (back.contains(who)
                || System.nanoTime() - resetNs
                        > plan.returnWithin().plus(plan.patience()).toNanos()) {
            audience.missed(who, ending);
            return;
        }
        turnedAway++;
        who.reset();
        loop.later(TimeUnit.MILLISECONDS.toNanos(AGAIN_MS + random.nextLong(AGAIN_MS)), who::returns);
    }

    private Section section(long clients, Spread spread) {
        boolean all = back.size() >= clients && clients > 0;
        return new Section.Facts(
                "herd",
                "HERD",
                List.of(
                        new Fact("reset", "reset at once", Figure.count(clients)),
                        new Fact(
                                "within_ms",
                                "returning within ms",
                                Figure.count(plan.returnWithin().toMillis())),
                        new Fact("back", "back", Figure.count(back.size())),
                        new Fact(
                                "back_50_ms",
                                "ms to 50%",
                                spread.isEmpty() ? Figure.unknown() : Figure.ms(spread.p50Ms())),
                        new Fact("back_99_ms", "99%", spread.isEmpty() ? Figure.unknown() : Figure.ms(spread.p99Ms())),
                        new Fact("back_100_ms", "100%", all ? Figure.ms(spread.maxMs()) : Figure.unknown()),
                        new Fact("turned_away", "turned away and back again", Figure.count(turnedAway))));
    }
}
