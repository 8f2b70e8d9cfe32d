/**
 * Proves from what a client received what was lost, doubled or invented on the way from a simulated venue.
 *
 * <p><b>Way in.</b> The simulator writes what it tells into an {@link io.quotewire.lab.check.EventLog}; a client's messages
 * are fed to a {@code Checker} in their order.
 *
 * <p><b>Late trades</b> were missed and fetched afterwards. Such a one must be of those that the venue tells over REST, and fill
 * a hole that a gap has announced; those of a hole from before the client's first trade are taken as they come.
 *
 * <p><b>Books</b> are built from a client's messages and held to the venue's at the moment that the mark in their best bid
 * names, level by level; a book of an earlier moment than the one before goes back.
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
