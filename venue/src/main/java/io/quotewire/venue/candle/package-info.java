/**
 * A venue's own candles, asked for over REST: for those whose trades we did not see.
 *
 * <p><b>Way in.</b> A venue's {@link io.quotewire.venue.candle.CandleShape}: how to ask, and which column of an answer's rows
 * means what. {@link io.quotewire.venue.candle.CandleSpan} says which candles are wanted.
 *
 * <p><b>Way out.</b> {@link io.quotewire.venue.candle.CandleAnswer}: the candles that have ended and had trades, and the part of the
 * span that they speak for; or {@link io.quotewire.venue.frame.MalformedFrame}, and then nothing of the answer counts.
 *
 * <p><b>What counts.</b> Some venues make up candles for spans without a trade, of the price before and of no volume; others leave
 * them out. Here there are none. A candle that has not ended is not told, and the answer speaks for what lies before it. An
 * answer of as many rows as a venue gives at most may not reach back to where the span begins: it speaks for what its earliest
 * row leads to.
 *
 * <p><b>Bounds.</b> An answer has at most as many candles as the span that was asked for, and that is cut to the newest {@link
 * io.quotewire.venue.candle.CandleShape#most}.
 *
 * <p><b>Numbers</b> are exact: prices are decimals from their digits, volumes may have more digits than those.
 *
 * <p><b>Threads, time.</b> Pure functions, from any thread; the time is the frame's.
 *
 * <p><b>Not here:</b> any venue, requests and their budget, the question which candles are missing.
 */
@NullMarked
package io.quotewire.venue.candle;

import org.jspecify.annotations.NullMarked;
