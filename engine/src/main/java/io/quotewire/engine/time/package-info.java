/**
 * When things happen: timers, and how those who speak keep time.
 *
 * <p><b>Way in.</b> Moments, in microseconds, as arguments. {@link io.quotewire.engine.time.Speech} is told when somebody
 * spoke, {@link io.quotewire.engine.time.Lag} also when the venue says that it did; {@link io.quotewire.engine.time.Timers}
 * are armed.
 *
 * <p><b>Way out.</b> How long the pauses of a speaker are ({@link io.quotewire.engine.time.Cadence}), how long a silence is
 * to be borne for that ({@link io.quotewire.engine.time.Patience}), how far behind an event is, which timer fires next, and when the
 * same may be asked again ({@link io.quotewire.engine.time.Insistence}).
 *
 * <p><b>Threads.</b> All belongs to one shard. <b>Time</b> is an input. <b>Bounds:</b> a speaker is a few counts, however
 * long it speaks; a timer is made once for its owner.
 *
 * <p><b>Not here:</b> what a silence proves, which is for who sees all venues to say.
 */
@NullMarked
package io.quotewire.engine.time;

import org.jspecify.annotations.NullMarked;
