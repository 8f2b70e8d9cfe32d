package io.quotewire.app.command;

import io.quotewire.app.node.Version;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says which build this is, and what it runs on. */
@Command(
        name = "version",
        header = "Say which build this is.",
        footer = {
            "  quotewire version                            build, Java and system",
            "  quotewire version | cut -d' ' -f2            the number alone",
            "  quotewire version >> report.txt              into a report of yours"
        })
final class VersionCommand implements Callable<Integer> {
    private final Shell shell;

    VersionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String system = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
        shell.out().printf("quotewire %s · Java %s · %s%n", Version.read(), Runtime.version(), system);
        return ExitCode.OK.code();
    }
}
