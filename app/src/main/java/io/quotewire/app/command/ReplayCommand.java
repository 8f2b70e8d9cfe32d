package io.quotewire.app.command;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.log.Logging;
import io.quotewire.app.node.Node;
import io.quotewire.app.record.Verification;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.lab.capture.BadCapture;
import io.quotewire.lab.replay.Moment;
import io.quotewire.lab.replay.ReplayConfig;
import io.quotewire.lab.replay.Replayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the gateway on recorded traffic. */
@Command(
        name = "replay",
        header = "Serve recorded traffic as if the venues sent it now; every message says that it is simulated.",
        footer = {
            "  quotewire replay samples/okx-binance-btc.tsv",
            "  quotewire replay okx.tsv.gz binance.jsonl.gz --speed 10           ten times as fast",
            "  quotewire replay samples/okx-binance-btc.tsv --speed 0 --exit     flat out, then end",
            "  quotewire replay incident.qwr --at 13:37:02                       from then on (UTC)",
            "  quotewire replay incident.qwr --verify                            twice, without sockets: the same updates?"
        })
final class ReplayCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings; those of one venue are merged.")
    private List<Path> files = List.of();

    @Option(names = "--speed", paramLabel = "N", description = "How many times as fast as recorded; 0 is flat out.")
    private String speed = "1";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Where to begin: 13:37:02 or 2026-11-30T13:37:02Z (UTC), or microseconds since 1970."
                    + " What came before is played first, flat out.")
    private @Nullable String at;

    @Option(
            names = "--verify",
            description =
                    "Play files *.qwr twice in this process, by their own times, and compare every update; serves nobody.")
    private boolean verify;

    @Option(names = "--exit", description = "End when everything has been played.")
    private boolean exit;

    ReplayCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws ConfigInvalid, Failure, InterruptedException {
        AppConfig config = gateway.load(shell, List.of()).values();
        Logging.apply(config.log(), shell.err());
        if (verify) {
            return new Verification(shell.out(), shell.err())
                    .of(paths(), config)
                    .code();
        }
        try (Replayer replayer = replayer()) {
            Node node = GatewayOptions.simulated(recorded(config, replayer));
            return new Foreground(shell)
                    .run(node, List.of(new ReplayWatch(replayer, node, exit, shell.err())))
                    .code();
        }
    }

    private static AppConfig recorded(AppConfig config, Replayer replayer) throws Failure, InterruptedException {
        try {
            return RecordedVenues.settings(config, replayer);
        } catch (IOException e) {
            throw new Failure(ExitCode.INPUT, String.valueOf(e.getMessage()));
        }
    }

    private Replayer replayer() throws Failure {
        ReplayConfig pace = pace();
        List<Path> paths = paths();
        try {
            return Replayer.start(paths, pace);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--at " + e.getMessage());
        } catch (BadCapture e) {
            throw new Failure(ExitCode.INPUT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Failure(ExitCode.INPUT, "cannot play " + files + ": " + e.getMessage());
        }
    }

    private List<Path> paths() throws Failure {
        List<Path> paths = new ArrayList<>();
        for (Path file : files) {
            Path path = shell.directory().resolve(file);
            if (!Files.isRegularFile(path)) {
                throw new Failure(ExitCode.NOT_FOUND, file + ": there is no such file");
            }
            paths.add(path);
        }
        return paths;
    }

    private ReplayConfig pace() throws Failure {
        try {
            return ReplayConfig.atSpeed(Integer.parseInt(speed)).from(moment());
        } catch (NumberFormatException e) {
            throw new Failure(ExitCode.USAGE, "--speed must be a whole number, was " + speed);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()).replace("replay.speed", "--speed"));
        }
    }

    private @Nullable Moment moment() throws Failure {
        try {
            return at == null ? null : Moment.parse(at);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--at: " + e.getMessage());
        }
    }
}
