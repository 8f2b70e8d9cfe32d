/**
 * Whether a venue's trades are all there, each once.
 *
 * <p><b>Way in.</b> {@link io.quotewire.venue.trade.TradeSync} judges each trade by its number: seen before, the next one, or
 * one behind a hole. Where a venue numbers none, {@link io.quotewire.venue.trade.TradeIds} remembers the names of the last ones.
 *
 * <p><b>Way out.</b> A verdict, for the caller to act upon; and a {@link io.quotewire.venue.trade.TradeHole}, which gathers what was
 * missing as it is found elsewhere, each once and in order.
 *
 * <p><b>Bounds.</b> A hole of more than {@link io.quotewire.venue.trade.TradeHole#MOST} trades is not filled; {@link
 * io.quotewire.venue.trade.TradeIds#KEPT} names are remembered.
 *
 * <p><b>Threads.</b> The feed's event loop. <b>Time</b> is an argument. <b>Not here:</b> requests, the engine.
 */
@NullMarked
package io.quotewire.venue.trade;

import org.jspecify.annotations.NullMarked;
