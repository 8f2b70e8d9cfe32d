package io.quotewire.app.command;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.config.Configuration;
import io.quotewire.app.config.LogConfig;
import io.quotewire.app.config.Origin;
import io.quotewire.app.demo.DemoRoutes;
import io.quotewire.app.demo.EventFile;
import io.quotewire.app.demo.SimulatedVenues;
import io.quotewire.app.log.Logging;
import io.quotewire.app.node.Node;
import io.quotewire.app.node.Wiring;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.gateway.Gateway;
import io.quotewire.lab.simulate.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the gateway on simulated exchanges that can be broken while it runs. Loopback only. */
@Command(
        name = "demo",
        header = "See it work without a network: the whole gateway on simulated exchanges that you can break.",
        footer = {
            "  quotewire demo                               then open http://127.0.0.1:8000",
            "  quotewire demo fault okx kill                in a second terminal: break an exchange",
            "  quotewire demo --port 0 --seed 7             a free port and other prices"
        },
        synopsisSubcommandLabel = "[COMMAND]")
final class DemoCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final SimulationOptions simulation = new SimulationOptions();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings; else ./quotewire.yaml, where it exists.")
    private @Nullable Path file;

    @Option(names = "--port", paramLabel = "N", description = "Port on 127.0.0.1; 0 takes a free one. Default 8000.")
    private @Nullable String port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Write down here what the exchanges sent, with their hidden ids. Default: nowhere.")
    private @Nullable Path data;

    @Option(names = "--exit", description = "End as soon as it is ready, as a check that it starts.")
    private boolean exit;

    private DemoCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine line(Shell shell) {
        return new CommandLine(new DemoCommand(shell)).addSubcommand(new DemoFaultCommand(shell));
    }

    @Override
    public Integer call() throws ConfigInvalid, Failure, InterruptedException {
        Configuration configuration = GatewayOptions.load(shell, file, List.of());
        AppConfig config = onLoopback(configuration.values());
        Logging.apply(log(configuration), shell.err());
        try (Simulator simulator = simulation.start()) {
            return data == null
                    ? run(simulator, config).code()
                    : writingDown(simulator, config, data).code();
        }
    }

    private ExitCode run(Simulator simulator, AppConfig config) throws Failure, InterruptedException {
        DemoRoutes routes = new DemoRoutes(simulator, simulation.seed());
        Node node = node(SimulatedVenues.settings(config, simulator), new Gateway.Extras(routes.routes(), true));
        Watch banner = new DemoBanner(node, simulator, simulation.seed(), exit, shell.err());
        return new Foreground(shell).run(node, List.of(banner, new SourceWatch(node, shell.err())));
    }

    private ExitCode writingDown(Simulator simulator, AppConfig config, Path folder)
            throws Failure, InterruptedException {
        try (EventFile file = EventFile.open(shell.directory().resolve(folder), simulator.log())) {
            shell.err().println("what the exchanges send is written down in " + file.path());
            return run(simulator, config);
        } catch (IOException e) {
            throw new Failure(ExitCode.CANNOT_CREATE, "--data " + folder + ": " + e.getMessage());
        }
    }

    /** A demo can be broken by whoever reaches it, so nobody but this machine does. */
    private AppConfig onLoopback(AppConfig config) throws Failure {
        int configured = config.listen().getFirst().port();
        return config.onPort(port == null ? configured : GatewayOptions.portNumber(port));
    }

    /** Banner and lines about the sources say what a newcomer needs; who has set a level gets that. */
    private static LogConfig log(Configuration configuration) {
        LogConfig log = configuration.values().log();
        boolean isSet = !(configuration.origin("log.level") instanceof Origin.BuiltIn);
        return isSet ? log : new LogConfig(LogConfig.Level.WARN, log.format());
    }

    private static Node node(AppConfig config, Gateway.Extras extras) throws Failure {
        try {
            return Wiring.demo(config, extras);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }
}
