/**
 * The limits of the venues, and how much of each we have used: the only door to a venue.
 *
 * <p><b>What is limited.</b> {@link io.quotewire.venue.limit.Limits} says how often one may connect, speak, subscribe and ask
 * over REST. The rules are a table, {@code limits.tsv}, with the venue's own figure, its source and the day it was read; an
 * operator may set each of them otherwise. Ours are below the published ones, and all of them are paced: a rest earns nothing.
 *
 * <p><b>Who keeps count.</b> {@link io.quotewire.venue.limit.Ledger}, one for each venue and address, which all connections
 * and all REST of the process share: what counts for the venue is our address. What counts per connection is kept by a
 * {@link io.quotewire.venue.limit.ConnectionPace} each. A refusal by the venue becomes a ban that stops everything.
 *
 * <p><b>What survives.</b> Attempts to connect, requests, weights, month budgets and bans lie in one small text file of the
 * data directory, so that a process that ends and begins every two seconds keeps to the limits as one that runs for a year.
 * Nothing goes out before it has been written down: a caller draws a {@link io.quotewire.venue.limit.Ticket} and goes when
 * the ticket says so, a tick later. A crash in between costs an attempt that was never made, never one too many. A file that
 * cannot be understood is set aside and everything counts as just used up; only a missing file is a fresh start.
 *
 * <p><b>Time.</b> A wall clock may jump between two processes. The file therefore bears the time by both clocks and the name
 * of the boot: within one boot the age of what it says is measured by the monotonic clock, so that no jump lifts a ban early
 * or frees a budget; after a reboot only the wall clock is left, and one that went back frees nothing.
 *
 * <p><b>Threads.</b> A ledger may be used by any thread and never blocks: it decides in memory, and a writer thread of {@link
 * io.quotewire.venue.limit.Ledgers} does all that touches the disk. <b>Not here:</b> sockets, what is asked, who is first.
 */
@NullMarked
package io.quotewire.venue.limit;

import org.jspecify.annotations.NullMarked;
