package io.quotewire.app.command;

import io.quotewire.app.account.AuditCommand;
import io.quotewire.app.account.BackupCommand;
import io.quotewire.app.account.KeyCommand;
import io.quotewire.app.account.LoginCommand;
import io.quotewire.app.account.RestoreCommand;
import io.quotewire.app.account.UserCommand;
import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.config.Origin;
import io.quotewire.app.history.HistoryCommand;
import io.quotewire.app.record.RecordCommand;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.tls.TlsCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line as a function: arguments in, an exit code out. */
public final class Cli {
    private static final Logger LOG = LoggerFactory.getLogger(Cli.class);

    private final Shell shell;

    public Cli(Shell shell) {
        this.shell = shell;
    }

    /** Runs one command to its end and says how it ended. */
    public int run(String... arguments) {
        CommandLine line = line(arguments.length == 0 ? "" : arguments[0]);
        CommandLines.prepare(line);
        line.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((e, words) -> end(ExitCode.USAGE, CommandLines.mistake(e)));
        line.setExecutionExceptionHandler((e, command, parsed) -> ended(e));
        if (arguments.length == 0) {
            line.usage(line.getErr());
            return ExitCode.USAGE.code();
        }
        return line.execute(arguments);
    }

    /** With the command of that name, or with all where there is none: reading what a command looks like takes time. */
    private CommandLine line(String name) {
        CommandLine line = new CommandLine(new Root());
        Map<String, Supplier<Object>> commands = commands();
        Supplier<Object> named = commands.get(name);
        if (named == null) {
            commands.forEach((other, command) -> line.addSubcommand(other, command.get()));
        } else {
            line.addSubcommand(name, named.get());
        }
        return line;
    }

    private Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", () -> DemoCommand.line(shell));
        commands.put("serve", () -> new ServeCommand(shell));
        commands.put("replay", () -> new ReplayCommand(shell));
        commands.put("record", () -> RecordCommand.line(shell));
        commands.put("watch", () -> new WatchCommand(shell));
        commands.put("simulate", () -> new SimulateCommand(shell));
        commands.put("bench", () -> new BenchCommand(shell));
        commands.put("tail", () -> new TailCommand(shell));
        commands.put("doctor", () -> new DoctorCommand(shell));
        commands.put("config", () -> ConfigCommand.line(shell));
        commands.put("user", () -> UserCommand.line(shell));
        commands.put("key", () -> KeyCommand.line(shell));
        commands.put("login", () -> new LoginCommand(shell));
        commands.put("audit", () -> new AuditCommand(shell));
        commands.put("backup", () -> new BackupCommand(shell));
        commands.put("restore", () -> new RestoreCommand(shell));
        commands.put("history", () -> HistoryCommand.line(shell));
        commands.put("tls", () -> TlsCommand.line(shell));
        commands.put("version", () -> new VersionCommand(shell));
        return commands;
    }

    private int ended(Exception e) {
        return switch (e) {
            case Failure failure -> end(failure.code(), String.valueOf(failure.getMessage()));
            case ConfigInvalid invalid -> end(blame(invalid), String.valueOf(invalid.getMessage()));
            default -> bug(e);
        };
    }

    private int bug(Throwable thrown) {
        String report = UUID.randomUUID().toString().substring(0, 8);
        LOG.atError().addKeyValue("report", report).setCause(thrown).log("internal error");
        return end(ExitCode.INTERNAL, "internal error, report " + report);
    }

    private int end(ExitCode code, String message) {
        message.lines().forEach(shell.err()::println);
        return code.code();
    }

    /** A wrong flag is a mistake of this call; anything else is one of the installation. */
    private static ExitCode blame(ConfigInvalid invalid) {
        boolean flags = invalid.problems().stream().allMatch(problem -> problem.origin() instanceof Origin.Flag);
        return flags ? ExitCode.USAGE : ExitCode.CONFIG;
    }

    @Command(
            name = "quotewire",
            header = "Live cryptocurrency prices from many exchanges as one honest stream.",
            footer = {
                "  quotewire demo                                          see it work, without a network",
                "  quotewire watch                                         a table of prices that follows them",
                "  quotewire serve                                         live prices on http://127.0.0.1:8000",
                "  quotewire tail ticker:best:BTC-USDT                     one line of JSON for each change"
            },
            synopsisSubcommandLabel = "COMMAND")
    private static final class Root {}
}
