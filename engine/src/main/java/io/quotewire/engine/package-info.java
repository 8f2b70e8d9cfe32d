/**
 * The market's state and the rules that change it.
 *
 * <p><b>Way in.</b> {@link io.quotewire.engine.MarketEngine#offer} puts a venue's event into the mailbox of the shard that
 * owns the instrument. {@code Shard.doWork} takes it out, {@code Market} finds the {@code ListingState}, and that applies
 * it: {@code Gate} decides what is believed, {@code TickerMix} keeps what each channel said and which of them is drawn
 * from, {@code Tape} makes trades and losses into numbered items.
 *
 * <p><b>Way out.</b> A {@code VenueTopic} numbers each update, hands it to the sink and to {@code Best}, which repeats the
 * chosen venue's under numbers of its own, and tells a switch. So of two updates that one event makes, a venue's comes
 * before that of {@code best}.
 *
 * <p><b>What a status means.</b> Live: data came and its channel is not silent for longer than it may be. Stale: it is.
 * Down: the feed said that it lost track. Closed: nobody wants the listing. Trades promise no cadence, so they follow the
 * connection. A status is told once, under a number, with the value that it applies to; a last value is never told again
 * as if it were new.
 *
 * <p><b>Threads.</b> One thread for each shard owns all of that shard's state; there is no lock. Other threads reach it by
 * the mailbox only, and read its counters.
 *
 * <p><b>Time</b> is an input: an event brings the time at which it was received, {@code doWork} the time now. Before an
 * event of time t every timer due by t has fired, each at its own time; time never goes back. The epoch is an input too,
 * and nothing is random, so there is no seed: the same events in the same order give the same updates, however the calls
 * of {@code doWork} fall between them.
 *
 * <p><b>Bounds.</b> A mailbox refuses when full, but keeps room for the word that something was lost. Listings are
 * bounded and never forgotten; each has one timer and each {@code best} topic one, so timers are bounded too.
 *
 * <p><b>Not here:</b> I/O, clocks, threads, logs, libraries; encoding, rings and rate classes (the gateway's); the sequence
 * of a venue's frames (the venue's).
 */
@NullMarked
package io.quotewire.engine;

import org.jspecify.annotations.NullMarked;
