package io.quotewire.app.account;

import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes all accounts into a file. */
@Command(
        name = "backup",
        header = "Write all accounts into a file that only you can read. Works beside a running gateway.",
        footer = {"  quotewire backup accounts.backup", "  quotewire restore accounts.backup --data elsewhere"})
public final class BackupCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Parameters(paramLabel = "FILE", description = "Replaced as a whole where it is there.")
    private Path file = Path.of("");

    public BackupCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws ConfigInvalid, Failure {
        return options.with(shell, false, (store, _) -> backup(store));
    }

    private ExitCode backup(Store store) throws Failure {
        try {
            store.backup(shell.directory().resolve(file));
        } catch (IOException e) {
            throw new Failure(ExitCode.CANNOT_CREATE, file + " cannot be written: " + e);
        }
        StoreOptions.note(store, "backup", file.toString());
        shell.err()
                .println("all accounts are in " + file + ", as hashes of what they come in with: keep it for yourself");
        return ExitCode.OK;
    }
}
