package io.quotewire.app;

import io.quotewire.app.command.Cli;
import io.quotewire.app.command.ProcessSignals;
import io.quotewire.app.shell.Shell;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the process begins, and the only place that ends it. */
public final class Main {
    private Main() {}

    /** Runs the command that {@code arguments} name; {@code quotewire --help} lists them. */
    public static void main(String[] arguments) {
        PrintStream out = print(FileDescriptor.out);
        PrintStream err = print(FileDescriptor.err);
        Shell shell = new Shell(out, err, System.in, System.getenv(), Path.of(""), new ProcessSignals());
        int code = new Cli(shell).run(arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Lines leave one by one and in UTF-8, whatever the machine's settings. */
    private static PrintStream print(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
    }
}
