package io.quotewire.app.account;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.store.Account;
import io.quotewire.store.ApiKey;
import io.quotewire.store.ApiKeys;
import io.quotewire.store.Scope;
import io.quotewire.store.Store;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API keys, from the command line. */
@Command(
        name = "key",
        header = "Make, show, change and take away API keys of an account.",
        footer = {
            "  quotewire key create ada --name scraper --days 90 --topics 'ticker:*:*'",
            "  quotewire key list ada",
            "  quotewire key rotate ada 7 --overlap-hours 24",
            "  quotewire key revoke ada 7"
        },
        synopsisSubcommandLabel = "COMMAND")
public final class KeyCommand {
    private KeyCommand() {}

    /** The command with those below it. */
    public static CommandLine line(Shell shell) {
        return new CommandLine(new KeyCommand())
                .addSubcommand(new Create(shell))
                .addSubcommand(new ListAll(shell))
                .addSubcommand(new Grant(shell))
                .addSubcommand(new Rotate(shell))
                .addSubcommand(new Revoke(shell));
    }

    private abstract static class OfAccount extends StoreCommand {
        @Parameters(index = "0", paramLabel = "USER", description = "Whose keys.")
        private String user = "";

        OfAccount(Shell shell) {
            super(shell);
        }

        @Override
        final ExitCode on(Store store) throws Failure {
            return on(store, StoreOptions.account(store, user));
        }

        /** Keeps for later who did what with which key. */
        void note(Store store, String action, long key, Account account) {
            StoreOptions.note(store, action, "key " + key + " of " + account.name());
        }

        abstract ExitCode on(Store store, Account account) throws Failure;

        /** On the terminal's data side alone, so that a script can put it into a file. */
        ExitCode shown(ApiKeys.Creation.Created created) {
            shell().out().println(created.text());
            shell().out().flush();
            return done("key " + created.key().id() + " is shown this once: keep it");
        }

        String user() {
            return user;
        }
    }

    private abstract static class OfKey extends OfAccount {
        @Parameters(index = "1", paramLabel = "ID", description = "Of the key.")
        private long id;

        OfKey(Shell shell) {
            super(shell);
        }

        long id() {
            return id;
        }

        Failure noSuch() {
            return new Failure(
                    ExitCode.NOT_FOUND,
                    user() + " has no key " + id + "\nquotewire key list " + user() + " shows them");
        }
    }

    @Command(
            name = "create",
            header = "Make a key and print it, once.",
            footer = {
                "  quotewire key create ada --name scraper > key.txt",
                "  quotewire key create bob --name bot --days 30 --topics 'ticker:*:BTC-*'"
            })
    private static final class Create extends OfAccount {
        @Option(names = "--name", required = true, paramLabel = "TEXT", description = "What it is for.")
        private String name = "";

        @Option(names = "--days", paramLabel = "N", description = "How long it is good. Default: for ever.")
        private int days;

        @Mixin
        private final ScopeOptions scope = new ScopeOptions();

        Create(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store, Account account) throws Failure {
            if (days < 0 || days > 3_660) {
                throw new Failure(ExitCode.USAGE, "--days must be 0 to 3660, was " + days);
            }
            long nowUs = StoreOptions.nowUs();
            long expiresUs = days == 0 ? 0 : nowUs + Duration.ofDays(days).toNanos() / 1_000;
            Scope granted = scope.over(Scope.EVERYTHING);
            return switch (store.keys().create(account.id(), name, granted, nowUs, expiresUs)) {
                case ApiKeys.Creation.Created created -> {
                    note(store, "key-create", created.key().id(), account);
                    yield shown(created);
                }
                case ApiKeys.Creation.TooMany full ->
                    throw new Failure(ExitCode.FAILED, "an account has at most " + full.most() + " keys: revoke one");
                case ApiKeys.Creation.NoAccount ignored -> throw new Failure(ExitCode.NOT_FOUND, "the account is gone");
            };
        }
    }

    @Command(
            name = "list",
            header = "Print an account's keys, a line each: id, name, beginning, until when, last used, topics.",
            footer = "  quotewire key list ada")
    private static final class ListAll extends OfAccount {
        ListAll(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store, Account account) {
            for (ApiKey key : store.keys().list(account.id())) {
                print(
                        key.id(),
                        key.name(),
                        "qw_" + key.prefix(),
                        time(key.expiresUs()),
                        time(key.usedUs()),
                        String.join(",", key.scope().topics()));
            }
            return printed();
        }
    }

    @Command(
            name = "grant",
            header = "Change what a key may see. What it has open closes, and returns.",
            footer = {
                "  quotewire key grant ada 7 --topics 'ticker:*:*' --depth 0",
                "  quotewire key grant ada 7 --connections 2"
            })
    private static final class Grant extends OfKey {
        @Mixin
        private final ScopeOptions scope = new ScopeOptions();

        Grant(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store, Account account) throws Failure {
            ApiKey before = store.keys().list(account.id()).stream()
                    .filter(key -> key.id() == id())
                    .findFirst()
                    .orElseThrow(this::noSuch);
            Scope granted = scope.change(before.scope());
            if (store.keys().setScope(account.id(), id(), granted, StoreOptions.nowUs()) == null) {
                throw noSuch();
            }
            note(store, "key-grant", id(), account);
            return done("key " + id() + " has other rights");
        }
    }

    @Command(
            name = "rotate",
            header = "Make another key in the place of one, and print it, once.",
            footer = {
                "  quotewire key rotate ada 7                      the old one ends now",
                "  quotewire key rotate ada 7 --overlap-hours 24"
            })
    private static final class Rotate extends OfKey {
        @Option(
                names = "--overlap-hours",
                paramLabel = "N",
                description = "How long the old one is good yet. Default 0.")
        private int overlapHours;

        Rotate(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store, Account account) throws Failure {
            ApiKeys.Creation.Created rotated =
                    store.keys().rotate(account.id(), id(), Duration.ofHours(overlapHours), StoreOptions.nowUs());
            if (rotated == null) {
                throw noSuch();
            }
            note(store, "key-rotate", id(), account);
            return shown(rotated);
        }
    }

    @Command(
            name = "revoke",
            header = "Take a key away, and end all that came in by it.",
            footer = "  quotewire key revoke ada 7")
    private static final class Revoke extends OfKey {
        Revoke(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store, Account account) throws Failure {
            if (!store.keys().revoke(account.id(), id(), StoreOptions.nowUs())) {
                throw noSuch();
            }
            note(store, "key-revoke", id(), account);
            return done("key " + id() + " is revoked");
        }
    }
}
