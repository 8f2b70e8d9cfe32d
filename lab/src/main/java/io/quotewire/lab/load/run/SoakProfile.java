package io.quotewire.lab.load.run;

import io.quotewire.lab.load.measure.ServerReading;
import io.quotewire.lab.load.measure.Timeline.Second;
import io.quotewire.lab.load.report.Figure;
import io.quotewire.lab.load.report.LoadReport;
import io.quotewire.lab.load.report.Section;
import io.quotewire.lab.load.report.Section.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link Profile#SOAK}: as fan-out, for long, with a look at the server now and then: what grows? */
final class SoakProfile {
    private static final int LOOKS = 20;

    private SoakProfile() {}

    static LoadReport run(Workbench bench) throws InterruptedException, CannotConnect {
        NativeRun run = new NativeRun(bench, bench.plan().clients());
        run.connect();
        run.warmUp();
        List<List<Figure>> rows = new ArrayList<>();
        long seconds = Math.max(1, bench.plan().duration().toSeconds());
        long step = Math.ceilDiv(seconds, LOOKS);
        rows.add(row(run, 0, bench.server().read(), List.of()));
        run.begin();
        for (long at = step; at < seconds + step && !bench.isStopped(); at += step) {
            long pause = Math.min(step, seconds - at + step);
            run.pass("soak", Duration.ofSeconds(pause));
            List<Second> all = bench.loop().ask(() -> run.audience().timeline().seconds());
            List<Second> last = all.subList(Math.max(0, all.size() - (int) pause), all.size());
            rows.add(row(run, Math.min(at, seconds), bench.server().read(), last));
        }
        run.end();
        run.settle();
        return run.report(
                run.measured(), List.of(new Section.Table("soak", "SOAK", columns(), rows)), Map.of(), List.of());
    }

    private static List<Column> columns() {
        return List.of(
                new Column("at_s", "at s"),
                new Column("per_s", "messages/s"),
                new Column("p99_ms", "worst second's p99 ms"),
                new Column("errors", "errors"),
                new Column("resident_bytes", "server resident"),
                new Column("heap_bytes", "heap in use"));
    }

    private static List<Figure> row(NativeRun run, long at, ServerReading server, List<Second> seconds) {
        double perSecond =
                seconds.stream().mapToLong(Second::messages).average().orElse(0);
        double worst = seconds.stream().mapToDouble(Second::p99Ms).max().orElse(0);
        return List.of(
                Figure.count(at),
                Figure.count(Math.round(perSecond)),
                Figure.ms(worst),
                Figure.count(run.errors()),
                Figure.bytes(server.residentBytes()),
                Figure.bytes(server.heapBytes()));
    }
}
