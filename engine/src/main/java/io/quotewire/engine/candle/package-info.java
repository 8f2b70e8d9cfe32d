/**
 * Trades of one listing as candles.
 *
 * <p><b>Way in.</b> {@link io.quotewire.engine.candle.Candles} gets each trade, and hears when trades may have gone by
 * unseen. It keeps a {@code Series} of each length, whose {@code Bucket}s add up what falls into them by the venue's own
 * times.
 *
 * <p><b>Way out.</b> {@link io.quotewire.engine.candle.CandleSink}: a candle that has ended, after a time of grace for trades
 * on their way; the same once more when a late trade changes it; the one that still grows, for those who look.
 *
 * <p><b>What was not seen</b> is kept in {@code Unseen} as spans of time, from a loss to the next trade or to the word that
 * trades flow. A candle that such a span touches is not told as if it were whole: once it has ended, the venue is asked for
 * its own, which is told as filled. Where the venue does not know either, a loss is told in its place. A span that late
 * trades have made good is forgotten. The first candle after a start is asked for too, but nobody is told of its loss:
 * nothing was ever said before it.
 *
 * <p><b>Time</b> is the venue's: the caller works out what its clock says now. <b>Bounds:</b> a bucket is kept for {@code
 * Series.KEPT_US} after its end, and there are at most {@code Unseen.MOST} spans.
 *
 * <p><b>Not here:</b> which trades are believed; numbers, topics.
 */
@NullMarked
package io.quotewire.engine.candle;

import org.jspecify.annotations.NullMarked;
