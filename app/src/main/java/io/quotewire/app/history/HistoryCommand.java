package io.quotewire.app.history;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.model.Topic;
import io.quotewire.store.history.History;
import io.quotewire.store.history.HistoryUnavailable;
import io.quotewire.store.history.Verification;
import io.quotewire.store.history.duck.Export;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The past, from the command line. */
@Command(
        name = "history",
        header = "Write what was kept into a file, or look whether it is whole. Works beside a running gateway.",
        footer = {
            "  quotewire history export --topic trade:okx:BTC-USDT --from 24h --parquet trades.parquet",
            "  quotewire history verify"
        },
        synopsisSubcommandLabel = "COMMAND")
public final class HistoryCommand {
    private HistoryCommand() {}

    /** The command with those below it. */
    public static CommandLine line(Shell shell) {
        return new CommandLine(new HistoryCommand())
                .addSubcommand(new ExportFile(shell))
                .addSubcommand(new Verify(shell));
    }

    @Command(
            name = "export",
            header =
                    "Write what came of a topic in a span of time into a file, which is there as a whole or not at all.",
            footer = {
                "  quotewire history export --topic trade:okx:BTC-USDT --parquet trades.parquet",
                "  quotewire history export --topic candle.1m:best:ETH-USDT --from 2026-01-31 --to 2026-02-01 --csv candles.csv",
                "  quotewire history export --topic ticker:okx:BTC-USDT --from 1h --csv tickers.csv"
            })
    private static final class ExportFile extends FolderCommand {
        @Option(
                names = "--topic",
                required = true,
                paramLabel = "TOPIC",
                description = "One of trades, candles or tickers.")
        private String topic = "";

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "How long ago, such as 24h, or when: 2026-01-31, 2026-01-31T12:00:00Z. Default: all.")
        private @Nullable String from;

        @Option(names = "--to", paramLabel = "TIME", description = "Likewise; what came before that. Default: all.")
        private @Nullable String to;

        @ArgGroup(multiplicity = "1")
        private Target target = new Target();

        /** Where to. */
        private static final class Target {
            @Option(names = "--parquet", paramLabel = "FILE", description = "A Parquet file, compressed.")
            private @Nullable Path parquet;

            @Option(names = "--csv", paramLabel = "FILE", description = "Lines of text under a line of names.")
            private @Nullable Path csv;
        }

        ExportFile(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(History history) throws Failure, HistoryUnavailable {
            Topic wanted = topic();
            Path name = target.parquet != null ? target.parquet : target.csv;
            if (name == null) {
                throw new Failure(ExitCode.USAGE, "--parquet or --csv must name a file");
            }
            if (!history.topics().contains(wanted)) {
                throw new Failure(
                        ExitCode.NOT_FOUND,
                        "nothing is kept of " + wanted
                                + "\ntrades, closed candles and tickers of the configured instruments are");
            }
            long rows = history.export(
                    wanted,
                    from == null ? 0 : TimeText.us("--from", from),
                    to == null ? Long.MAX_VALUE : TimeText.us("--to", to),
                    shell().directory().resolve(name),
                    target.parquet != null ? Export.Format.PARQUET : Export.Format.CSV);
            shell().err().println(rows + " rows of " + wanted + " are in " + name);
            return ExitCode.OK;
        }

        private Topic topic() throws Failure {
            try {
                return Topic.parse(topic);
            } catch (IllegalArgumentException e) {
                throw new Failure(ExitCode.USAGE, "--topic: " + e.getMessage());
            }
        }
    }

    @Command(
            name = "verify",
            header = "Read all that is kept, and say what is not as it was written. Ends with 0 where everything is.",
            footer = {"  quotewire history verify", "  quotewire history verify --data /var/lib/quotewire"})
    private static final class Verify extends FolderCommand {
        Verify(Shell shell) {
            super(shell);
        }

        @Override
        ExitCode on(History history) throws HistoryUnavailable {
            Verification found = history.verify();
            found.told().forEach(text -> shell().err().println("told when it was lost: " + text));
            found.problems().forEach(shell().out()::println);
            shell().out().flush();
            shell().err()
                    .println("%d segments and %d items: %s"
                            .formatted(
                                    found.segments(),
                                    found.items(),
                                    found.problems().isEmpty()
                                            ? "all as it was written"
                                            : found.problems().size() + " problems"));
            return found.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
