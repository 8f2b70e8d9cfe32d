package io.quotewire.app.command;

import io.quotewire.app.account.KeyFileOption;
import io.quotewire.app.bench.BenchOptions;
import io.quotewire.app.bench.BenchProgress;
import io.quotewire.app.node.Version;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.shell.Signals;
import io.quotewire.app.tls.CaFile;
import io.quotewire.app.watch.Style;
import io.quotewire.lab.load.report.Figure;
import io.quotewire.lab.load.report.HtmlReport;
import io.quotewire.lab.load.report.JsonReport;
import io.quotewire.lab.load.report.LoadReport;
import io.quotewire.lab.load.report.Section;
import io.quotewire.lab.load.report.Section.Fact;
import io.quotewire.lab.load.report.TextReport;
import io.quotewire.lab.load.run.CannotConnect;
import io.quotewire.lab.load.run.LoadPlan;
import io.quotewire.lab.load.run.LoadTest;
import io.quotewire.lab.load.run.Onlooker;
import io.quotewire.lab.load.run.Profile;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a gateway to the test. */
@Command(
        name = "bench",
        header = "Load a gateway and say how it did; ends with 99 if anything was not as it must be.",
        footer = {
            "  quotewire bench                              1000 clients for 30 s on this machine's gateway",
            "  quotewire bench --clients 5000 --transport ws=80,sse=20 --threshold 'p99<50ms' --html report.html",
            "  quotewire bench --profile herd --clients 2000 --json | jq .herd"
        })
final class BenchCommand implements Callable<Integer> {
    private static final Path QUOTES_LOG = Path.of("log", "quotes_load_test.log");

    private final Shell shell;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Mixin
    private final KeyFileOption key = new KeyFileOption();

    @Mixin
    private final CaFile caFile = new CaFile();

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as a page with pictures too.")
    private @Nullable Path html;

    @Option(names = "--json", description = "Print the report as one JSON object.")
    private boolean json;

    @Option(names = "--no-progress", description = "Do not tell how far it is.")
    private boolean noProgress;

    @Option(names = "--no-color", description = "No colours; the variables NO_COLOR and FORCE_COLOR are obeyed too.")
    private boolean noColor;

    BenchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        LoadPlan plan = plan();
        if (html != null) {
            checkWritable(html);
        }
        CompletableFuture<Signals.Signal> stop = new CompletableFuture<>();
        shell.signals().handle(stop::complete);
        LoadReport report = run(plan, stop).with(build());
        shell.out().print(json ? JsonReport.of(report) : TextReport.of(report, style() == Style.COLOR));
        shell.out().flush();
        if (html != null) {
            write(html, HtmlReport.of(report), false);
        }
        if (plan.profile() == Profile.QUOTES) {
            String when = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + plan.target() + "\n";
            write(QUOTES_LOG, when + TextReport.of(report, false) + "\n", true);
        }
        return code(report, stop.getNow(null)).code();
    }

    private LoadPlan plan() throws Failure {
        try {
            return options.plan(caFile.context(shell), key.read(shell));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private LoadReport run(LoadPlan plan, CompletableFuture<?> stop) throws Failure, InterruptedException {
        BenchProgress progress = new BenchProgress(shell.err(), style() != Style.PLAIN);
        Onlooker onlooker = noProgress ? nothing -> {} : progress;
        try {
            return LoadTest.run(plan, onlooker, stop);
        } catch (CannotConnect e) {
            throw new Failure(
                    ExitCode.NO_CONNECTION, "cannot connect to " + e.getMessage() + "\nstart one: ./quotewire demo");
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, BenchOptions.inFlags(String.valueOf(e.getMessage())));
        } finally {
            if (!noProgress) {
                progress.end();
            }
        }
    }

    private static Section build() {
        Version version = Version.read();
        return new Section.Facts(
                "quotewire",
                "QUOTEWIRE",
                List.of(
                        new Fact("version", "", Figure.text(version.number())),
                        new Fact("commit", "commit", Figure.text(version.commit()))));
    }

    /** Before the run: who has waited for an hour wants to have the report. */
    private void checkWritable(Path file) throws Failure {
        try {
            Path path = place(file);
            boolean isNew = Files.notExists(path);
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            if (isNew) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "--html must be a file that can be written, was " + file);
        }
    }

    /** Where a file goes, in a folder that is there by then. */
    private Path place(Path file) throws IOException {
        Path path = shell.directory().resolve(file).toAbsolutePath();
        Path folder = path.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return path;
    }

    private void write(Path file, String text, boolean append) throws Failure {
        try {
            Files.writeString(
                    place(file),
                    text,
                    StandardOpenOption.CREATE,
                    append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            shell.err().println("report: " + file);
        } catch (IOException e) {
            throw new Failure(ExitCode.CANNOT_CREATE, file + ": " + e.getMessage());
        }
    }

    /** Who ended it early wants to know of that, unless there is worse to know. */
    private static ExitCode code(LoadReport report, Signals.@Nullable Signal signal) {
        if (!report.passed()) {
            return ExitCode.BROKEN_THRESHOLD;
        }
        return switch (signal) {
            case INT -> ExitCode.INTERRUPTED;
            case HUP, TERM -> ExitCode.TERMINATED;
            case null -> ExitCode.OK;
        };
    }

    private Style style() {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return Style.choose(noColor, shell.variables(), terminal);
    }
}
