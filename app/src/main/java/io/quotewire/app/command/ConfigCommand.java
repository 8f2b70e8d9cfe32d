package io.quotewire.app.command;

import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.config.Configuration;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at the settings without starting anything. */
@Command(
        name = "config",
        header = "Look at the settings.",
        footer = {
            "  quotewire config check -c quotewire.yaml     is the file right?",
            "  quotewire config show                        what is in force, as a file",
            "  quotewire config show --origin               and where each value was written"
        },
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {
    private ConfigCommand() {}

    static CommandLine line(Shell shell) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new Check(shell))
                .addSubcommand(new Show(shell));
    }

    @Command(
            name = "check",
            header = "Say whether the settings can be used, and what is wrong with them.",
            footer = {
                "  quotewire config check                       quotewire.yaml, environment and defaults",
                "  quotewire config check -c other.yaml         another file",
                "  quotewire config check && quotewire serve"
            })
    private static final class Check implements Callable<Integer> {
        private final Shell shell;

        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "Settings; else ./quotewire.yaml, where it exists.")
        private @Nullable Path file;

        Check(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() throws ConfigInvalid {
            GatewayOptions.load(shell, file, List.of());
            shell.err().println("the settings are valid");
            return ExitCode.OK.code();
        }
    }

    @Command(
            name = "show",
            header = "Print the settings in force, as a file that could be used.",
            footer = {
                "  quotewire config show --origin               where does each value come from?",
                "  quotewire config show > quotewire.yaml       begin a file of your own",
                "  QUOTEWIRE_LISTEN=127.0.0.1:0 quotewire config show"
            })
    private static final class Show implements Callable<Integer> {
        private final Shell shell;

        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "Settings; else ./quotewire.yaml, where it exists.")
        private @Nullable Path file;

        @Option(names = "--origin", description = "Say behind each value where it was written.")
        private boolean origin;

        Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() throws ConfigInvalid {
            Configuration configuration = GatewayOptions.load(shell, file, List.of());
            shell.out().print(configuration.print(origin));
            shell.out().flush();
            return ExitCode.OK.code();
        }
    }
}
