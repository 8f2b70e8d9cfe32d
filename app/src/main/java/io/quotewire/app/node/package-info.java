/**
 * One running gateway: its parts, the threads that turn them, its start and its end.
 *
 * <p><b>Way in.</b> {@link io.quotewire.app.node.Wiring} builds a {@link io.quotewire.app.node.Node} from the settings; it is
 * the only place where feeds, engine and gateway meet. {@code Feeds} is what the gateway sees of the venues.
 *
 * <p><b>Threads.</b> {@code feed-0} is the event loop of all feeds, {@code shard-n} a {@code DutyThread} for each shard of the
 * engine and its broadcaster, {@code lane-n} the event loops of the gateway. With one processor the first of them does it all,
 * a shard being a {@code DutyTask} there: threads would only take turns. The port opens first, so that a port that is
 * taken ends the start before any venue has heard of us; it closes first too.
 *
 * <p><b>Faults.</b> An exception on a shard or in what a lane's sessions share completes {@code Node.fault}: whoever runs the
 * node ends the process, since state that others need is not to be trusted. A feed's faults are its own: it goes on.
 *
 * <p><b>Time</b> is one {@code MicroClock} for all. <b>Not here:</b> settings, signals, what is printed.
 */
@NullMarked
package io.quotewire.app.node;

import org.jspecify.annotations.NullMarked;
