package io.quotewire.app.account;

import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings back what a backup holds. */
@Command(
        name = "restore",
        header = "Bring back all accounts of a backup, where there are none. Whoever was logged in logs in anew.",
        footer = {
            "  quotewire restore accounts.backup --data elsewhere",
            "  quotewire restore accounts.backup -c other.yaml       into a PostgreSQL, or out of one"
        })
public final class RestoreCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Parameters(paramLabel = "FILE", description = "As quotewire backup wrote it.")
    private Path file = Path.of("");

    public RestoreCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws ConfigInvalid, Failure {
        return options.with(shell, true, this::restore);
    }

    private ExitCode restore(Store store, Path signingKeys) throws Failure {
        Path from = shell.directory().resolve(file);
        if (!Files.isReadable(from)) {
            throw new Failure(ExitCode.INPUT, file + " cannot be read");
        }
        if (!store.accounts().list("", 1).isEmpty()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "there are accounts already, and a backup comes back where there are none\n--data names another folder");
        }
        try {
            Store.check(from);
            endTokens(signingKeys);
            store.restore(from);
        } catch (IOException e) {
            throw new Failure(ExitCode.INPUT, file + ": " + e.getMessage());
        }
        StoreOptions.note(store, "restore", file.toString());
        shell.err().println("the accounts of " + file + " are back; access tokens of before are good no more");
        return ExitCode.OK;
    }

    /** Before, so that it cannot be left out: tokens of then know of revocations that the backup does not. */
    private static void endTokens(Path signingKeys) throws Failure {
        try {
            Files.deleteIfExists(signingKeys);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    "nothing is restored: " + signingKeys + " must be taken away first, and cannot: " + e);
        }
    }
}
