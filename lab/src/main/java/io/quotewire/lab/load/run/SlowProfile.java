package io.quotewire.lab.load.run;

import io.quotewire.lab.load.check.Followed;
import io.quotewire.lab.load.link.Loop;
import io.quotewire.lab.load.measure.Spread;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Profile#SLOW}: the same clients are measured three times: without, with and again without others that hardly read. What is judged is the time with them. */
final class SlowProfile {
    private SlowProfile() {}

    static LoadReport run(Workbench bench) throws InterruptedException, CannotConnect {
        LoadPlan plan = bench.plan();
        int slow = Math.max(1, plan.clients() * plan.slowPercent() / 100);
        int healthy = Math.max(1, plan.clients() - slow);
        Duration third = Duration.ofMillis(Math.max(1_000, plan.duration().toMillis() / 3));
        NativeRun run = new NativeRun(bench, healthy);
        run.connect();
        Map<String, Spread> spreads = new LinkedHashMap<>();
        spreads.put("without", measured(run, "without", third));
        List<Sluggard> sluggards = bench.loop().ask(() -> join(bench.loop(), plan, run.audience(), slow));
        spreads.put("with", measured(run, "with", third));
        Measured with = run.measured();
        long cuts = bench.loop()
                .ask(() -> sluggards.stream().mapToLong(Sluggard::cuts).sum());
        bench.loop().run(() -> sluggards.forEach(Sluggard::leave));
        if (!bench.isStopped()) {
            spreads.put("without, again", measured(run, "without, again", third));
        }
        run.settle();
        Double ratio = ratio(spreads);
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("healthy", "healthy", Figure.count(healthy)),
                new Fact("slow", "slow", Figure.count(slow)),
                new Fact("slow_bytes_per_s", "each reads B/s", Figure.count(plan.slowBytesPerS())),
                new Fact("cut", "cut by the server", Figure.count(cuts)),
                new Fact("p99_ratio", "p99 with by without", Figure.number(ratio))));
        if (cuts == 0 && !with.server().isFelt()) {
            facts.add(new Fact(
                    "felt",
                    "",
                    Figure.text("(what they left unread fitted into the system's buffers:"
                            + " follow more topics, or measure for longer)")));
        }
        return run.report(
                with,
                List.of(
                        new Section.Facts("slow", "SLOW", facts),
                        Sections.times("healthy", "THE HEALTHY ms", "slow_clients", spreads)),
                ratio == null ? Map.of() : Map.of("slow.ratio", ratio),
                spreads.entrySet().stream()
                        .map(entry -> new Curve(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Spread measured(NativeRun run, String phase, Duration time) throws InterruptedException {
        run.warmUp();
        run.measure(phase, time);
        return run.measured().all();
    }

    /** To the mean of before and after, as the machine may be busier at one time than at another. */
    private static @Nullable Double ratio(Map<String, Spread> spreads) {
        List<Spread> all = List.copyOf(spreads.values());
        if (all.size() < 3) {
            return null; // It was ended before.
        }
        double without = (all.getFirst().p99Ms() + all.getLast().p99Ms()) / 2;
        return without == 0 ? null : all.get(1).p99Ms() / without;
    }

    private static List<Sluggard> join(Loop loop, LoadPlan plan, Audience audience, int count) {
        String order = audience.order(new Followed(null));
        List<Sluggard> sluggards = Stream.generate(() -> new Sluggard(loop, plan, order))
                .limit(count)
                .toList();
        sluggards.forEach(Sluggard::open);
        loop.every(1_000, () -> sluggards.forEach(Sluggard::sip));
        return sluggards;
    }
}
