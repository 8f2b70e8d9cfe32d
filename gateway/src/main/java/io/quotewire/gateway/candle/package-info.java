/**
 * The last candles of each candle topic, for those who come later.
 *
 * <p><b>Way in.</b> {@link io.quotewire.gateway.candle.CandleRing} keeps what is told of one topic, the newest word on each
 * span of time, and the candle that grows. <b>Way out.</b> A {@link io.quotewire.gateway.candle.CandlePage} with all of that.
 *
 * <p><b>Bounds.</b> {@link io.quotewire.gateway.candle.CandleRing#MOST} candles; the oldest leave. <b>Threads.</b> A ring belongs
 * to its topic's broadcaster; pages are immutable.
 *
 * <p><b>Not here:</b> JSON, HTTP; candles of the time before, which venues are asked for.
 */
@NullMarked
package io.quotewire.gateway.candle;

import org.jspecify.annotations.NullMarked;
