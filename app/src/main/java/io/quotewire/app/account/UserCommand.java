package io.quotewire.app.account;

import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.store.Account;
import io.quotewire.store.Accounts;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import io.quotewire.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accounts, from the command line. */
@Command(
        name = "user",
        header = "Make, show and change accounts. Works beside a running gateway, which notices within a second.",
        footer = {
            "  quotewire user add ada --admin               asks for a password",
            "  pwgen 20 1 | quotewire user add bob --topics 'ticker:*:BTC-*' --connections 3",
            "  quotewire user list",
            "  quotewire user disable bob                   ends all that he has open"
        },
        synopsisSubcommandLabel = "COMMAND")
public final class UserCommand {
    private static final int PAGE = 1_000;

    private UserCommand() {}

    /** The command with those below it. */
    public static CommandLine line(Shell shell) {
        return new CommandLine(new UserCommand())
                .addSubcommand(new Add(shell))
                .addSubcommand(new ListAll(shell))
                .addSubcommand(new Passwd(shell))
                .addSubcommand(new Grant(shell))
                .addSubcommand(new Disable(shell))
                .addSubcommand(new Enable(shell))
                .addSubcommand(new Remove(shell));
    }

    /** What all of them have. */
    private abstract static class OnStore implements Callable<Integer> {
        private final Shell shell;

        @Mixin
        private final StoreOptions options = new StoreOptions();

        OnStore(Shell shell) {
            this.shell = shell;
        }

        Shell shell() {
            return shell;
        }

        @Override
        public final Integer call() throws ConfigInvalid, Failure {
            return options.with(shell, makes(), this::on);
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
    }

    private abstract static class OnAccount extends OnStore {
        @Parameters(paramLabel = "NAME", description = "Of the account.")
        private String name = "";

        OnAccount(Shell shell) {
            super(shell);
        }

        String name() {
            return name;
        }

        @Override
        ExitCode on(Store store) throws Failure {
            return on(store, StoreOptions.account(store, name));
        }

        abstract ExitCode on(Store store, Account account) throws Failure;
    }

    @Command(
            name = "add",
            header = "Make an account. The password is asked for, or is the first line of the input.",
            footer = {
                "  quotewire user add ada --admin",
                "  quotewire user add bot --topics 'ticker:*:*' --depth 0 < password.txt"
            })
    private static final class Add extends OnStore {
        @Parameters(paramLabel = "NAME", description = "1 to 64 characters; capitals make no difference.")
        private String name = "";

        @Option(names = "--admin", description = "An administrator, who may read metrics too.")
        private boolean admin;

        @Mixin
        private final ScopeOptions scope = new ScopeOptions();

        Add(Shell shell) {
            super(shell);
        }

        @Override
        boolean makes() {
            return true;
        }

        @Override
        ExitCode on(Store store) throws Failure {
            String folded = Accounts.folded(name);
            Scope granted = scope.over(Scope.EVERYTHING);
            if (store.accounts().find(folded) != null) {
                throw taken(folded);
            }
            String hash = PasswordPrompt.hash(shell(), folded);
            Role role = admin ? Role.ADMIN : Role.USER;
            return switch (store.accounts().create(folded, role, granted, hash, StoreOptions.nowUs())) {
                case Accounts.Creation.Created ignored -> {
                    StoreOptions.note(store, "user-add", folded);
                    yield done("account " + folded + " is there");
                }
                case Accounts.Creation.NameTaken ignored -> throw taken(folded);
            };
        }

        private static Failure taken(String name) {
            return new Failure(
                    ExitCode.FAILED,
                    "there is an account " + name + " already\nquotewire user passwd changes its password");
        }
    }

    @Command(
            name = "list",
            header = "Print all accounts, a line each: name, role, state, since when, topics.",
            footer = {"  quotewire user list", "  quotewire user list | grep admin"})
    private static final class ListAll extends OnStore {
        ListAll(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store) {
            String after = "";
            List<Account> page;
            do {
                page = store.accounts().list(after, PAGE);
                page.forEach(this::print);
                after = page.isEmpty() ? after : page.getLast().name();
            } while (page.size() == PAGE);
            shell().out().flush();
            return ExitCode.OK;
        }

        private void print(Account account) {
            shell().out()
                    .printf(
                            "%s\t%s\t%s\t%s\t%s%n",
                            account.name(),
                            account.role().name().toLowerCase(Locale.ROOT),
                            account.disabled() ? "disabled" : "enabled",
                            Instant.ofEpochMilli(account.createdUs() / 1_000),
                            String.join(",", account.scope().topics()));
        }
    }

    @Command(
            name = "passwd",
            header = "Give an account another password, and end all that came in by the old one.",
            footer = {"  quotewire user passwd ada", "  quotewire user passwd bot < password.txt"})
    private static final class Passwd extends OnAccount {
        Passwd(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store, Account account) throws Failure {
            store.accounts()
                    .setPassword(account.id(), PasswordPrompt.hash(shell(), account.name()), StoreOptions.nowUs());
            StoreOptions.note(store, "user-passwd", account.name());
            return done("account " + account.name() + " has another password; its logins have ended, its keys go on");
        }
    }

    @Command(
            name = "grant",
            header = "Change what an account may see. What it has open ends where that is more.",
            footer = {
                "  quotewire user grant bob --topics 'ticker:*:*,book:okx:*' --depth 50",
                "  quotewire user grant bob --connections 10"
            })
    private static final class Grant extends OnAccount {
        @Mixin
        private final ScopeOptions scope = new ScopeOptions();

        Grant(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store, Account account) throws Failure {
            if (!scope.any()) {
                throw new Failure(
                        ExitCode.USAGE,
                        "say what to change: --topics, --rates-ms, --connections, --topics-each or --depth");
            }
            store.accounts().setScope(account.id(), scope.over(account.scope()), StoreOptions.nowUs());
            StoreOptions.note(store, "user-grant", account.name());
            return done("account " + account.name() + " has other rights");
        }
    }

    @Command(
            name = "disable",
            header = "Close an account, and end all that it has open.",
            footer = {"  quotewire user disable bob", "  quotewire user enable bob     opens it again"})
    private static final class Disable extends OnAccount {
        Disable(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store, Account account) {
            store.accounts().setDisabled(account.id(), true, StoreOptions.nowUs());
            StoreOptions.note(store, "user-disable", account.name());
            return done("account " + account.name() + " is closed");
        }
    }

    @Command(name = "enable", header = "Open an account that was closed.", footer = "  quotewire user enable bob")
    private static final class Enable extends OnAccount {
        Enable(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store, Account account) {
            store.accounts().setDisabled(account.id(), false, StoreOptions.nowUs());
            StoreOptions.note(store, "user-enable", account.name());
            return done("account " + account.name() + " is open");
        }
    }

    @Command(
            name = "rm",
            header = "Remove an account with its keys, for good.",
            footer = {"  quotewire user rm bob --yes", "  quotewire user disable bob    closes it, which can be undone"
            })
    private static final class Remove extends OnAccount {
        @Option(names = "--yes", description = "It is meant.")
        private boolean yes;

        Remove(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store, Account account) throws Failure {
            if (!yes) {
                throw new Failure(
                        ExitCode.USAGE, "this cannot be undone: say --yes, or quotewire user disable " + name());
            }
            store.accounts().remove(account.id(), StoreOptions.nowUs());
            StoreOptions.note(store, "user-rm", account.name());
            return done("account " + account.name() + " is gone");
        }
    }
}
