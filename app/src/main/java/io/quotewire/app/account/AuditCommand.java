package io.quotewire.app.account;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.text.DurationText;
import io.quotewire.store.Account;
import io.quotewire.store.Accounts;
import io.quotewire.store.Audit;
import io.quotewire.store.Store;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints who did what. */
@Command(
        name = "audit",
        header = "Print who did what with accounts, the newest first: time, who, what, to whom, from where, more.",
        footer = {
            "  quotewire audit",
            "  quotewire audit --account ada --since 24h",
            "  quotewire audit --since 2026-01-31 --limit 10000 | grep refresh-reused"
        })
public final class AuditCommand extends StoreCommand {
    private static final int MOST = 1_000_000;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "How long ago, such as 24h, or when: 2026-01-31, 2026-01-31T12:00:00Z.")
    private @Nullable String since;

    @Option(names = "--account", paramLabel = "NAME", description = "What it did, and what was done to it.")
    private @Nullable String name;

    @Option(names = "--limit", paramLabel = "N", description = "Most lines. Default ${DEFAULT-VALUE}.")
    private int limit = 100;

    public AuditCommand(Shell shell) {
        super(shell);
    }

    @Override
    ExitCode on(Store store) throws Failure {
        if (limit < 1 || limit > MOST) {
            throw new Failure(ExitCode.USAGE, "--limit must be 1 to " + MOST + ", was " + limit);
        }
        long sinceUs = since == null ? 0 : sinceUs(since);
        Predicate<Audit.Entry> wanted = name == null ? entry -> true : about(store, name);
        int left = limit;
        long before = 0;
        List<Audit.Row> page;
        do {
            page = store.audit().list(before, Audit.MOST_LISTED);
            for (Audit.Row row : page) {
                if (left == 0 || row.entry().atUs() < sinceUs) {
                    return printed();
                }
                before = row.id();
                if (wanted.test(row.entry())) {
                    left--;
                    show(row.entry());
                }
            }
        } while (page.size() == Audit.MOST_LISTED);
        return printed();
    }

    private void show(Audit.Entry entry) {
        print(time(entry.atUs()), entry.actor(), entry.action(), entry.subject(), entry.address(), entry.detail());
    }

    /** An account that is gone has left its name. */
    private static Predicate<Audit.Entry> about(Store store, String name) throws Failure {
        String folded = Accounts.foldedOrNull(name);
        if (folded == null) {
            throw new Failure(ExitCode.USAGE, "--account: no account can have the name " + name);
        }
        Account account = store.accounts().find(folded);
        String numbered = account == null ? folded : "account " + account.id();
        return entry -> entry.actor().equals(folded)
                || entry.actor().equals(numbered)
                || entry.subject().equals(folded)
                || entry.subject().endsWith(" of " + folded);
    }

    private static long sinceUs(String text) throws Failure {
        try {
            Instant at = text.contains("T")
                    ? Instant.parse(text)
                    : text.contains("-")
                            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                            : Instant.now().minus(DurationText.read(text));
            return ChronoUnit.MICROS.between(Instant.EPOCH, at);
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--since must be a time such as 24h, 2026-01-31 or 2026-01-31T12:00:00Z, was " + text);
        }
    }
}
