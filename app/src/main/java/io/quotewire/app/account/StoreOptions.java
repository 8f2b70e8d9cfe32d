package io.quotewire.app.account;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.config.Configuration;
import io.quotewire.app.config.Configuration.FlagValue;
import io.quotewire.app.log.Logging;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.store.Account;
import io.quotewire.store.Audit;
import io.quotewire.store.Store;
import io.quotewire.store.StoreBusy;
import io.quotewire.store.StoreConfig;
import io.quotewire.store.StoreUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where accounts are, and the way there. */
final class StoreOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings; else ./quotewire.yaml, where it exists.")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "The gateway's folder. Default ./data.")
    private @Nullable String data;

    /** Does something with the accounts. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it.
         *
         * @param signingKeys file of what access tokens of these accounts are signed with
         */
        ExitCode on(Store store, Path signingKeys) throws Failure;
    }

    /**
     * Opens the store, does {@code work} and closes it.
     *
     * @param makes whether to make one where there is none: a folder with a wrong name would else look like one without accounts
     * @throws Failure if it cannot be opened, or does not answer
     */
    int with(Shell shell, boolean makes, Work work) throws ConfigInvalid, Failure {
        List<FlagValue> flags = data == null ? List.of() : List.of(new FlagValue("data", "--data", data));
        AppConfig config = Configuration.load(
                        new Configuration.Sources(file, shell.directory(), shell.variables(), flags))
                .values();
        Logging.apply(config.log(), shell.err());
        Path folder = shell.directory().resolve(config.data());
        StoreConfig store = config.store().in(folder);
        if (!makes && store.isEmbedded() && !Files.isDirectory(store.folder())) {
            throw new Failure(
                    ExitCode.NOT_FOUND,
                    "there are no accounts in " + store.folder()
                            + "\n--data names another folder; quotewire user add makes the first, restore brings them back");
        }
        return with(store, config.auth().keysIn(folder), work);
    }

    private static int with(StoreConfig config, Path signingKeys, Work work) throws Failure {
        try (Store store = Store.open(config)) {
            return work.on(store, signingKeys).code();
        } catch (StoreUnavailable | StoreBusy e) {
            throw new Failure(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** @throws Failure if there is none of that name */
    static Account account(Store store, String name) throws Failure {
        Account account = store.accounts().find(name);
        if (account == null) {
            throw new Failure(ExitCode.NOT_FOUND, "there is no account " + name + "\nquotewire user list shows them");
        }
        return account;
    }

    /** Keeps for later who did what. */
    static void note(Store store, String action, String subject) {
        store.audit().append(new Audit.Entry("command line", action, subject, "", "", nowUs()));
    }

    static long nowUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
