package io.quotewire.app.command;

import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.shell.Signals;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs simulated exchanges alone, for a gateway or another program to connect to. */
@Command(
        name = "simulate",
        header = "Run simulated exchanges on this machine, for programs that speak their protocols.",
        footer = {
            "  quotewire simulate                           where each exchange is, as flags of serve",
            "  quotewire simulate --venues okx --seed 7",
            "  quotewire serve $(cat flags)                 a gateway on them; it says that it is simulated"
        })
final class SimulateCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final SimulationOptions simulation = new SimulationOptions();

    SimulateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        CompletableFuture<Signals.Signal> end = new CompletableFuture<>();
        shell.signals().handle(end::complete);
        try (Simulator simulator = simulation.start()) {
            shell.out().println(flags(simulator));
            shell.err()
                    .println("simulating " + String.join(", ", simulator.venues())
                            + "; the line above is for quotewire serve; Ctrl-C ends it");
            Signals.Signal signal = end.join();
            report(simulator.violations());
            return Foreground.code(new Ending.Told(signal)).code();
        }
    }

    private static String flags(Simulator simulator) {
        List<String> flags = new ArrayList<>();
        flags.add("--venues " + String.join(",", simulator.venues()));
        for (String venue : simulator.venues()) {
            flags.add("--venue-url " + venue + "=" + simulator.wsUrl(venue));
            flags.add("--venue-url " + venue + "=" + simulator.restUrl(venue));
        }
        return String.join(" ", flags);
    }

    private void report(List<Violation> violations) {
        for (Violation violation : violations) {
            shell.err()
                    .println("limit of " + violation.venue() + " broken: " + violation.rule() + ", "
                            + violation.detail());
        }
    }
}
