package io.quotewire.app.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param out for data only
 * @param err for everything else
 * @param in what is read where something is asked for and there is no terminal
 * @param directory where relative file names begin
 */
public record Shell(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Map<String, String> variables,
        Path directory,
        Signals signals) {}
