/**
 * Sources that have no stream: they are asked over REST now and then, or make something up by themselves.
 *
 * <p><b>Way in.</b> {@link io.quotewire.venue.poll.PacedSources} turns all of them on one event loop. <b>Way out.</b> Market
 * events to the sink, a report, figures. What a full shard refuses waits and is offered again: a value that is told once in
 * twelve hours must not be lost for a moment's crowd.
 *
 * <p>{@link io.quotewire.venue.poll.Errand} is what differs from one to the next: what to ask, how to read it, what to tell,
 * and when to ask again. {@link io.quotewire.venue.poll.Poller} is what does not: one question at a time, through the only
 * door, within the limits that survive a restart; an answer of no use changes nothing but the report.
 *
 * <p><b>Threads.</b> All belongs to the event loop, but for reading an answer, which is aside, and reports and figures, which
 * are for any. <b>Not here:</b> the limits, what any source says in particular.
 */
@NullMarked
package io.quotewire.venue.poll;

import org.jspecify.annotations.NullMarked;
