/**
 * Prices that nobody trades at, for trying things out where there is no market.
 *
 * <p><b>Way in.</b> {@link io.quotewire.venue.random.RandomSource}, turned with other sources that need no connection. <b>Way
 * out.</b> Quotes, trades and tickers of {@code random}, each of which says that it is simulated.
 *
 * <p>{@link io.quotewire.venue.random.Walk} is pure: the same seed and the same times give the same events.
 *
 * <p><b>Threads.</b> The event loop's. <b>Not here:</b> a whole exchange with books and faults, which is the simulator's.
 */
@NullMarked
package io.quotewire.venue.random;

import org.jspecify.annotations.NullMarked;
