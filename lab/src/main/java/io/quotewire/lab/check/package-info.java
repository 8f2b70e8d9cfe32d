/**
 * Proves from what a client received what was lost, doubled or invented on the way from a simulated venue.
 *
 * <p><b>Way in.</b> The simulator writes what it tells into an {@link io.quotewire.lab.check.EventLog}; a client's messages
 * are fed to a {@code Checker} in their order.
 *
 * <p><b>Way out.</b> Findings, one line each, and a summary.
 *
 * <p><b>Threads.</b> The log has one writer and any readers; a checker has one owner.
 *
 * <p><b>Time.</b> None is read.
 *
 * <p><b>Not here:</b> how prices are made ({@code market}), how old they may be (the gateway's own figures say that).
 */
@NullMarked
package io.quotewire.lab.check;

import org.jspecify.annotations.NullMarked;
