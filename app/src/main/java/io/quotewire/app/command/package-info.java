/**
 * The command line.
 *
 * <p><b>Way in.</b> {@link io.quotewire.app.command.Cli#run}: arguments in, an exit code out; nothing here ends the process
 * or touches the standard streams, which are in {@link io.quotewire.app.shell.Shell}, so tests run whole commands in
 * their own process. Data goes to {@code out} and everything else to {@code err}.
 *
 * <p>A mistake is told in one or two lines that name what is wrong and the nearest right thing ({@code Failure}, {@code
 * ConfigInvalid}, {@code CommandLines}); a stack trace is for bugs only, in the log, with the id that the message names.
 *
 * <p><b>Threads.</b> A command runs on the calling thread until it ends.
 */
@NullMarked
package io.quotewire.app.command;

import org.jspecify.annotations.NullMarked;
