package io.quotewire.lab.load.run;

import io.quotewire.lab.load.measure.Generator;
import io.quotewire.lab.load.report.LoadReport;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A load test from its plan to its report. */
public final class LoadTest {
    /** Files that a process has open beside its connections. */
    private static final int OTHER_FILES = 300;

    private LoadTest() {}

    /**
     * Runs it to its end, or until {@code stop} is completed; then the report is of the time until then.
     *
     * @throws CannotConnect if no client at all could connect
     * @throws IllegalArgumentException if this process may not have so many connections
     */
    public static LoadReport run(LoadPlan plan, Onlooker onlooker, CompletableFuture<?> stop)
            throws CannotConnect, InterruptedException {
        checkFiles(plan.most());
        try (Workbench bench = new Workbench(plan, onlooker, stop)) {
            LoadReport report = run(bench);
            bench.checkItself();
            return report.with(PlanSection.of(plan));
        }
    }

    private static LoadReport run(Workbench bench) throws CannotConnect, InterruptedException {
        return switch (bench.plan().profile()) {
            case FANOUT -> FanoutProfile.run(bench);
            case QUOTES -> QuotesProfile.run(bench);
            case TICKS, CLIENT_REPORT -> TicksProfile.run(bench);
            case HERD -> HerdProfile.run(bench);
            case SLOW -> SlowProfile.run(bench);
            case SOAK -> SoakProfile.run(bench);
        };
    }

    private static void checkFiles(int clients) {
        OptionalLong most = Generator.mostFiles();
        long room = most.orElse(Long.MAX_VALUE) - OTHER_FILES;
        if (clients > room) {
            throw new IllegalArgumentException(
                    "load.clients: %d connections need %d open files, this process may have %d: at most %d clients, or raise ulimit -n"
                            .formatted(clients, clients + OTHER_FILES, most.orElse(0), room));
        }
    }
}
