package io.quotewire.app.account;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.store.Account;
import io.quotewire.store.Accounts;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import io.quotewire.store.Store;
import io.quotewire.store.Usage;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
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
                .addSubcommand(new Used(shell))
                .addSubcommand(new Remove(shell));
    }

    private abstract static class OnAccount extends StoreCommand {
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
    private static final class Add extends StoreCommand {
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
    private static final class ListAll extends StoreCommand {
        ListAll(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store) {
            String after = "";
            List<Account> page;
            do {
                page = store.accounts().list(after, PAGE);
                page.forEach(this::show);
                after = page.isEmpty() ? after : page.getLast().name();
            } while (page.size() == PAGE);
            return printed();
        }

        private void show(Account account) {
            print(
                    account.name(),
                    account.role().name().toLowerCase(Locale.ROOT),
                    account.disabled() ? "disabled" : "enabled",
                    time(account.createdUs()),
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
            store.accounts().setScope(account.id(), scope.change(account.scope()), StoreOptions.nowUs());
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
            name = "usage",
            header = "Print what was sent to an account, a line for each day (UTC): day, connections, messages, bytes.",
            footer = {"  quotewire user usage bob", "  quotewire user usage bob --days 400"})
    private static final class Used extends OnAccount {
        @Option(names = "--days", paramLabel = "N", description = "How far back, 1 to 400. Default ${DEFAULT-VALUE}.")
        private int days = 30;

        Used(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(Store store, Account account) throws Failure {
            if (days < 1 || days > Usage.KEPT_DAYS) {
                throw new Failure(ExitCode.USAGE, "--days must be 1 to " + Usage.KEPT_DAYS + ", was " + days);
            }
            long today = TimeUnit.MICROSECONDS.toDays(StoreOptions.nowUs());
            for (Usage.Day day : store.usage().list(account.id(), today - days + 1, today)) {
                print(LocalDate.ofEpochDay(day.day()), day.connections(), day.messages(), day.bytes());
            }
            return printed();
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
