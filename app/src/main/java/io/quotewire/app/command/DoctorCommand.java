package io.quotewire.app.command;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.config.Configuration;
import io.quotewire.app.config.Origin;
import io.quotewire.app.doctor.Diagnosis;
import io.quotewire.app.doctor.Doctor;
import io.quotewire.app.doctor.Finding;
import io.quotewire.app.log.Logging;
import io.quotewire.app.options.VenueOptions;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.watch.Style;
import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether a gateway would do well here, and what to change. */
@Command(
        name = "doctor",
        header = "Look whether machine, settings and the way to the venues are in order.",
        footer = {
            "  quotewire doctor                             everything; ends with 1 if something is wrong",
            "  quotewire doctor -c quotewire.yaml --venues okx",
            "  quotewire doctor --json | jq '.checks[] | select(.status != \"ok\")'"
        })
final class DoctorCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private final VenueOptions venues = new VenueOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours; the variables NO_COLOR and FORCE_COLOR are obeyed too.")
    private boolean noColor;

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws ConfigInvalid, Failure {
        Diagnosis diagnosis = diagnose();
        shell.out().print(json ? diagnosis.json() : diagnosis.text(color()));
        shell.out().flush();
        return (diagnosis.count(Finding.Mark.ERROR) == 0 ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private Diagnosis diagnose() throws ConfigInvalid, Failure {
        try {
            AppConfig config = gateway.load(shell, venues.flags()).values();
            Logging.apply(config.log(), shell.err());
            return new Doctor(config, shell.directory().resolve(config.data()), origin()).examine();
        } catch (ConfigInvalid e) {
            return withoutSettings(e);
        }
    }

    /** Wrong settings are a finding; a wrong flag is a mistake of this call, as with any command. */
    private static Diagnosis withoutSettings(ConfigInvalid e) throws ConfigInvalid {
        if (e.problems().stream().allMatch(problem -> problem.origin() instanceof Origin.Flag)) {
            throw e;
        }
        List<Finding> findings = String.valueOf(e.getMessage())
                .lines()
                .map(line -> Finding.error("config", line, null))
                .toList();
        return Doctor.withoutSettings(findings);
    }

    private String origin() {
        Path named = gateway.file();
        if (named != null) {
            return named.toString();
        }
        boolean found = Files.exists(shell.directory().resolve(Configuration.FILE));
        return found ? Configuration.FILE : "no file: defaults, environment and flags";
    }

    private boolean color() {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return Style.choose(noColor, shell.variables(), terminal) == Style.COLOR;
    }
}
