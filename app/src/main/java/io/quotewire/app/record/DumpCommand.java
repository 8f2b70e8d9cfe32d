package io.quotewire.app.record;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.config.Configuration;
import io.quotewire.app.config.Configuration.FlagValue;
import io.quotewire.app.log.Logging;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.lab.replay.Moment;
import io.quotewire.lab.tape.Damage;
import io.quotewire.lab.tape.FlightConfig;
import io.quotewire.lab.tape.FlightDump;
import io.quotewire.lab.tape.FlightDump.Dumped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes one file of what the flight recorder of a gateway has kept. */
@Command(
        name = "dump",
        header =
                "Put the last minutes that a gateway has recorded into one file. Only reads, also while the gateway runs.",
        footer = {
            "  quotewire record dump --out incident.qwr --last 5m",
            "  quotewire replay incident.qwr                          the same minutes again"
        })
final class DumpCommand implements Callable<Integer> {
    private static final int MOST_TOLD = 20;

    private final Shell shell;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings; else ./quotewire.yaml, where it exists.")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "The gateway's folder. Default ./data.")
    private @Nullable String data;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "A new file *.qwr.")
    private Path out = Path.of("");

    @Option(
            names = "--last",
            paramLabel = "TIME",
            description = "How far back, such as 5m. Default: all that there is.")
    private @Nullable String last;

    private int damages;

    DumpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws ConfigInvalid, Failure {
        Duration span = last == null ? Duration.ofDays(1_000) : RecordCommand.duration("--last", last);
        if (!out.toString().endsWith(".qwr")) {
            throw new Failure(ExitCode.USAGE, "--out must be a file *.qwr, was " + out);
        }
        List<FlagValue> flags = data == null ? List.of() : List.of(new FlagValue("data", "--data", data));
        AppConfig config = Configuration.load(
                        new Configuration.Sources(file, shell.directory(), shell.variables(), flags))
                .values();
        Logging.apply(config.log(), shell.err());
        dump(shell.directory().resolve(config.data()).resolve(FlightConfig.FOLDER), span);
        return ExitCode.OK.code();
    }

    private void dump(Path folder, Duration span) throws Failure {
        Dumped dumped = null;
        if (Files.isDirectory(folder)) {
            try {
                Path to = shell.directory().resolve(out).toAbsolutePath();
                dumped = FlightDump.write(folder, span, to, RecordCommand.about("of", "flight recorder"), this::tell);
            } catch (IOException e) {
                throw RecordCommand.cannotWrite(out, e);
            }
        }
        if (dumped == null) {
            throw new Failure(
                    ExitCode.NOT_FOUND,
                    "no flight recorder has written to " + folder
                            + "\n--data names the folder of the gateway; flight-recorder.enabled switches it on");
        }
        shell.err()
                .println(String.format(
                        Locale.ROOT,
                        "%,d records from %s to %s, %.1f MB: %s",
                        dumped.records(),
                        Moment.text(dumped.firstUs()),
                        Moment.text(dumped.lastUs()),
                        dumped.bytes() / 1e6,
                        out));
    }

    private void tell(Damage damage) {
        damages++;
        if (damages <= MOST_TOLD) {
            shell.err().println("damaged, and left out: " + damage);
        }
    }
}
