/**
 * Small rules that decide by time: how long to wait before the next attempt, whether a silent connection lives, how far
 * events lag behind.
 *
 * <p><b>Way in and out.</b> Calls, each with the time as an argument; a verdict or a time comes back. Chance comes from the
 * generator that is given at construction.
 *
 * <p><b>Threads.</b> One owner each, the feed's event loop. <b>Not here:</b> a clock, a timer, a socket; the venues' limits.
 */
@NullMarked
package io.quotewire.venue.pace;

import org.jspecify.annotations.NullMarked;
