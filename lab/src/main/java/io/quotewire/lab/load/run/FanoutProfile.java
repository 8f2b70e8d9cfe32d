package io.quotewire.lab.load.run;

import io.quotewire.lab.load.report.LoadReport;
import java.util.List;
import java.util.Map;

/** {@link Profile#FANOUT}: clients follow topics. */
final class FanoutProfile {
    private FanoutProfile() {}

    static LoadReport run(Workbench bench) throws InterruptedException, CannotConnect {
        NativeRun run = new NativeRun(bench, bench.plan().clients());
        run.connect();
        run.warmUp();
        run.measure("run", bench.plan().duration());
        run.settle();
        return run.report(run.measured(), List.of(), Map.of(), List.of());
    }
}
