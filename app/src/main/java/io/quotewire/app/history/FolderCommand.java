package io.quotewire.app.history;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.config.Configuration;
import io.quotewire.app.config.Configuration.FlagValue;
import io.quotewire.app.log.Logging;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.model.MicroClock;
import io.quotewire.store.history.History;
import io.quotewire.store.history.HistoryConfig;
import io.quotewire.store.history.HistoryUnavailable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that looks at the history in a folder. */
abstract class FolderCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings; else ./quotewire.yaml, where it exists.")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "The gateway's folder. Default ./data.")
    private @Nullable String data;

    FolderCommand(Shell shell) {
        this.shell = shell;
    }

    final Shell shell() {
        return shell;
    }

    abstract ExitCode on(History history) throws Failure, HistoryUnavailable;

    @Override
    public final Integer call() throws ConfigInvalid, Failure {
        List<FlagValue> flags = data == null ? List.of() : List.of(new FlagValue("data", "--data", data));
        AppConfig config = Configuration.load(
                        new Configuration.Sources(file, shell.directory(), shell.variables(), flags))
                .values();
        Logging.apply(config.log(), shell.err());
        HistoryConfig history = config.history().in(shell.directory().resolve(config.data()));
        try (History opened = open(history)) {
            return on(opened).code();
        } catch (HistoryUnavailable e) {
            throw new Failure(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static History open(HistoryConfig config) throws Failure {
        try {
            return History.openToRead(config, MicroClock.system());
        } catch (HistoryUnavailable e) {
            throw new Failure(ExitCode.NOT_FOUND, e.getMessage() + "\n--data names another folder");
        }
    }
}
