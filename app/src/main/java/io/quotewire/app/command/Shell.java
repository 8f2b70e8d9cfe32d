package io.quotewire.app.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param out for data only
 * @param err for everything else
 * @param directory where relative file names begin
 */
public record Shell(PrintStream out, PrintStream err, Map<String, String> variables, Path directory, Signals signals) {}
