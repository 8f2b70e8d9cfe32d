/**
 * From one update to everybody who follows its topic: hops 7 to 9 of {@code docs/architecture.md}.
 *
 * <p><b>Way in.</b> A shard calls {@link io.quotewire.gateway.fanout.Broadcaster#on}. The broadcaster remembers the update
 * and, where anybody follows the topic, prints it once for each rate at which they do, as a {@link io.quotewire.gateway.fanout.Publication}: immutable
 * bytes that all deliveries share. Each {@link io.quotewire.gateway.fanout.Lane} that has followers gets a reference. A book
 * comes in full depth; each depth that is followed is a topic of its own, cut by {@code gateway.book}, and told only what
 * concerns it.
 *
 * <p><b>Way out.</b> A lane is an event loop with its sessions. Woken once for however much has come, it notes each
 * publication in the {@link io.quotewire.gateway.fanout.Outbox} of each follower and then writes every outbox once. A
 * delivery costs a reference in an array and a copy of its bytes; it allocates nothing. Outboxes that received the same
 * publications in the same drain share one gathered buffer. A connection has one {@link
 * io.quotewire.gateway.fanout.Encoding}; the bytes of a publication in another than the plain one are made when the first
 * lane wants them, once for all. A dialect prints the publication's {@link io.quotewire.gateway.wire.Change} in its own words; what it
 * has none for is no delivery there.
 *
 * <p><b>Rates.</b> A {@link io.quotewire.gateway.fanout.RateClass} is the followers of one topic at one rate, with their own place in
 * the chain. What comes between two moments of the rate is not copied for them: a value is the newest, trades lie in the
 * topic's ring, a book's view knows since when each price is what it is. The {@link io.quotewire.gateway.fanout.Cadence} calls all
 * topics of a rate at the same moments. A change of status or source waits for none of them, nor does what was waiting before it.
 *
 * <p><b>Joining.</b> A {@link io.quotewire.gateway.fanout.Seat} is one session's place at one topic. It waits until the
 * first message that the broadcaster sends for it comes through the lane's mailbox: before that it gets nothing, from
 * there on everything. One request is under way for each topic, rate and lane, however many seats wait. A seat whose client
 * says where it stood is answered by itself: its {@link io.quotewire.gateway.fanout.Continuation} brings what the ring holds behind that
 * number, printed on the lane, and marks the place in the stream from which on it gets everything.
 *
 * <p><b>When there is too much.</b> A lane whose mailbox is full is marked at the topic; when it has room it gets one
 * snapshot, in event topics one gap. An outbox whose socket has taken no more than its cap keeps the newest value of each
 * value topic and the last number sent of each event topic, and tells {@code slow} and {@code gap} when it goes on. A book
 * that missed a change is given up at once: its seat waits for a first message again, as if it had just come.
 * Everything not delivered is counted: {@code accepted = sent + conflated + dropped + queued}, each side by itself.
 *
 * <p><b>Those who only look.</b> {@link io.quotewire.gateway.fanout.Fanout#look} and {@code read} ask a broadcaster for a book or
 * for past trades, once; it answers on its own thread, between updates.
 *
 * <p><b>Threads.</b> A broadcaster belongs to its shard's thread, a lane with everything in it to its event loop. They
 * meet at two inboxes: the lane's mailbox and the broadcaster's requests. {@link io.quotewire.gateway.fanout.LastValues}
 * is read by anybody. <b>Time</b> is the argument of {@code doWork} and {@code tick}; only the way of slow clients reads
 * the clock that it was given.
 *
 * <p><b>Not here:</b> what commands mean, who may follow what, HTTP.
 */
@NullMarked
package io.quotewire.gateway.fanout;

import org.jspecify.annotations.NullMarked;
