/**
 * Thousands of client connections on one thread, and steps at times that were fixed beforehand.
 *
 * <p><b>Way in.</b> A {@link io.quotewire.lab.load.link.Loop} has the thread and the clock; a {@link
 * io.quotewire.lab.load.link.Connection} is opened on it and tells its {@link io.quotewire.lab.load.link.Ear} what it hears. A
 * {@link io.quotewire.lab.load.link.Pacer} hands steps to the loop at a rate.
 *
 * <p><b>Time.</b> What is read has the time of its read, once for all messages in it. The server's clock is asked for ({@link
 * io.quotewire.lab.load.link.ClockProbe}) and believed as far as its answer was quick.
 *
 * <p><b>Threads.</b> The loop's, unless it is said otherwise.
 *
 * <p><b>Not here:</b> what is said and heard ({@code run}), frames ({@code wire}).
 */
@NullMarked
package io.quotewire.lab.load.link;

import org.jspecify.annotations.NullMarked;
