package io.quotewire.app.account;

import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that does something with the store, and says on the terminal's other side what it did. */
abstract class StoreCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    StoreCommand(Shell shell) {
        this.shell = shell;
    }

    Shell shell() {
        return shell;
    }

    @Override
    public final Integer call() throws ConfigInvalid, Failure {
        return options.with(shell, makes(), (store, _) -> on(store));
    }

    abstract ExitCode on(Store store) throws Failure;

    /** Whether there need be no accounts yet. */
    boolean makes() {
        return false;
    }

    ExitCode done(String what) {
        shell.err().println(what);
        return ExitCode.OK;
    }

    /** One line of a list, with tabs between its fields. */
    void print(Object... fields) {
        shell.out()
                .println(String.join(
                        "\t", List.of(fields).stream().map(Object::toString).toList()));
    }

    /** All lines are there. */
    ExitCode printed() {
        shell.out().flush();
        return ExitCode.OK;
    }

    /** @param us 0 for never */
    static String time(long us) {
        return us == 0 ? "never" : Instant.ofEpochMilli(us / 1_000).toString();
    }
}
