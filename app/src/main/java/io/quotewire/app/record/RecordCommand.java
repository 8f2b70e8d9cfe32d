package io.quotewire.app.record;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.config.Configuration;
import io.quotewire.app.config.Configuration.FlagValue;
import io.quotewire.app.log.Logging;
import io.quotewire.app.node.Version;
import io.quotewire.app.options.VenueOptions;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.shell.Signals.Signal;
import io.quotewire.app.text.DurationText;
import io.quotewire.app.text.SizeText;
import io.quotewire.lab.tape.Recorder;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.limit.Ledgers;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes down what venues send. */
@Command(
        name = "record",
        header = "Write down all that passes between feeds and venues, to be played again by quotewire replay.",
        footer = {
            "  quotewire record --out day.qwr --for 10m",
            "  quotewire record --venues okx --instruments BTC-USDT --books --out okx.qwr",
            "  quotewire record --out recordings --max-size 2GiB      a folder; the oldest files are deleted beyond that",
            "  quotewire record dump --out incident.qwr               what a running gateway has kept, for a bug report"
        })
public final class RecordCommand implements Callable<Integer> {
    private static final long MIN_SIZE = 1 << 20;

    private final Shell shell;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings; else ./quotewire.yaml, where it exists.")
    private @Nullable Path file;

    @Mixin
    private final VenueOptions venues = new VenueOptions();

    @Option(names = "--instruments", paramLabel = "A,B", description = "Instruments to subscribe.")
    private @Nullable String instruments;

    @Option(names = "--books", description = "Subscribe to their books, too.")
    private boolean books;

    @Option(
            names = "--out",
            paramLabel = "FILE|FOLDER",
            description = "A file *.qwr, or a folder of several. Default recording.qwr.")
    private Path out = Path.of("recording.qwr");

    @Option(names = "--for", paramLabel = "TIME", description = "End after that time, such as 30s or 10m.")
    private @Nullable String time;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            description = "A file ends then, such as 500MiB; of a folder the oldest files are deleted. Default 1GiB.")
    private String maxSize = "1GiB";

    private RecordCommand(Shell shell) {
        this.shell = shell;
    }

    /** The command with the one below it. */
    public static CommandLine line(Shell shell) {
        return new CommandLine(new RecordCommand(shell)).addSubcommand(new DumpCommand(shell));
    }

    @Override
    public Integer call() throws ConfigInvalid, Failure, InterruptedException {
        CompletableFuture<Signal> told = new CompletableFuture<>();
        shell.signals().handle(told::complete);
        Duration span = time == null ? null : duration("--for", time);
        long most = size();
        AppConfig config = Configuration.load(
                        new Configuration.Sources(file, shell.directory(), shell.variables(), flags()))
                .values();
        Logging.apply(config.log(), shell.err());
        MicroClock clock = MicroClock.system();
        try (Ledgers ledgers = ledgers(shell.directory().resolve(config.data()), clock)) {
            Recorder recorder = recorder(config, most, clock);
            Recording recording = new Recording(shell.err(), recorder, out, isFile() ? most : Long.MAX_VALUE, span);
            try (recorder;
                    RecordedFeeds feeds = feeds(config, ledgers, clock, recorder)) {
                recorder.start();
                feeds.start();
                recording.watch(told, feeds.fault());
            }
            return recording.end().code();
        } catch (IOException e) {
            throw new Failure(ExitCode.INPUT, String.valueOf(e.getMessage()));
        }
    }

    private List<FlagValue> flags() throws Failure {
        List<FlagValue> flags = new ArrayList<>(venues.flags());
        if (instruments != null) {
            flags.add(new FlagValue("instruments", "--instruments", instruments));
        }
        return flags;
    }

    private RecordedFeeds feeds(AppConfig config, Ledgers ledgers, MicroClock clock, Recorder recorder) throws Failure {
        try {
            return new RecordedFeeds(config, ledgers, clock, recorder, books);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    private boolean isFile() {
        return out.toString().endsWith(".qwr");
    }

    private Recorder recorder(AppConfig config, long most, MicroClock clock) throws Failure {
        Path path = shell.directory().resolve(out);
        Map<String, String> about =
                about("venues", String.join(",", config.venues().enabled()));
        try {
            return isFile() ? Recorder.file(path, about, clock) : Recorder.folder(path, most, about, clock);
        } catch (IOException e) {
            throw cannotWrite(out, e);
        }
    }

    /** What a file says of itself. */
    static Map<String, String> about(String key, String value) {
        return Map.of("program", "quotewire " + Version.read(), key, value);
    }

    /** Why nothing can be written there. */
    static Failure cannotWrite(Path out, IOException e) {
        return switch (e) {
            case Recorder.InUse inUse -> new Failure(ExitCode.UNAVAILABLE, String.valueOf(inUse.getMessage()));
            case FileAlreadyExistsException there ->
                new Failure(
                        ExitCode.CANNOT_CREATE,
                        there.getMessage()
                                + " is there already\n--out names another file; a *.part is being written, or was cut off:"
                                + " quotewire replay reads it");
            case AccessDeniedException denied ->
                new Failure(ExitCode.PERMISSION, denied.getMessage() + " cannot be written: permission denied");
            default ->
                new Failure(
                        ExitCode.CANNOT_CREATE,
                        out + " cannot be written: " + e.getClass().getSimpleName() + " " + e.getMessage());
        };
    }

    private static Ledgers ledgers(Path data, MicroClock clock) throws Failure {
        try {
            return Ledgers.open(data, Ledgers.GATEWAY, clock);
        } catch (Ledgers.InUse e) {
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    "the data folder " + data + " is in use by a gateway, which counts what venues allow\n"
                            + "quotewire record dump takes what that gateway has recorded; --data names another folder");
        } catch (IOException e) {
            throw new Failure(ExitCode.CANNOT_CREATE, "the data folder " + data + " cannot be written: " + e);
        }
    }

    private long size() throws Failure {
        try {
            long bytes = SizeText.read(maxSize);
            if (bytes >= MIN_SIZE) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new Failure(ExitCode.USAGE, "--max-size must be a size from 1MiB on, such as 500MiB, was " + maxSize);
    }

    /** A flag's duration. */
    static Duration duration(String flag, String text) throws Failure {
        try {
            Duration read = DurationText.read(text);
            if (read.isPositive()) {
                return read;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new Failure(ExitCode.USAGE, flag + " must be a duration such as 30s or 10m, was " + text);
    }
}
