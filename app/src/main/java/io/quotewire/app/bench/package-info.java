/**
 * What a load test has on the command line beside its command: flags that make a plan, and how far it is.
 *
 * <p><b>Way in.</b> {@link io.quotewire.app.bench.BenchOptions} is mixed into the command; {@link
 * io.quotewire.app.bench.BenchProgress} is told by the run.
 *
 * <p><b>Mistakes.</b> {@code lab} names the settings of a plan {@code load.…}; here they are flags, and a message names the flag.
 *
 * <p><b>Threads.</b> The command's.
 *
 * <p><b>Not here:</b> the load test ({@code lab.load}), exit codes and where reports go ({@code command}).
 */
@NullMarked
package io.quotewire.app.bench;

import org.jspecify.annotations.NullMarked;
