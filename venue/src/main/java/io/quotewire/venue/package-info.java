/**
 * Exchanges in, market events out: hops 1 to 3 of the way of a price.
 *
 * <p><b>Way in.</b> A venue's WebSocket, spoken to by {@link io.quotewire.venue.FeedHandler}, one class for all venues,
 * and its REST list of instruments. What differs from venue to venue is a {@link io.quotewire.venue.VenueAdapter}: data
 * and pure functions, one file each, in {@code io.quotewire.venue.adapter}.
 *
 * <p>{@link io.quotewire.venue.list.InstrumentChanges} tells two lists of a venue apart. {@link io.quotewire.venue.Probe} goes to a
 * venue once, for those who want to know whether it can be reached. How often one may do any of that is kept by {@code
 * io.quotewire.venue.limit}. What a venue has to say of past trades and candles is asked for over REST too, behind all else.
 *
 * <p><b>Way through.</b> A frame's bytes are read once, in place, by {@link io.quotewire.venue.frame.Frame}; numbers become
 * exact decimals straight from their digits and symbols become listings by {@link io.quotewire.venue.frame.Symbols} without a
 * string in between. A frame counts as a whole or not at all: events leave {@link io.quotewire.venue.frame.FrameDecoder} only
 * when its last byte has been understood. {@link io.quotewire.venue.trade.TradeSync} then looks for holes in the trade numbers.
 *
 * <p>A connection whose end is known beforehand is replaced while it is still up, one at a time: {@code Rotations} says when, and
 * a {@code Succession} lets each channel of each listing change hands where both connections are at the same point, so that each
 * is spoken for by one of them at any moment.
 *
 * <p><b>Way out.</b> {@link io.quotewire.model.EventSink}. What it refuses for lack of room is announced as lost, never
 * forgotten.
 *
 * <p><b>Threads.</b> A feed lives on one event loop and has no locks. Other threads reach it by posting to that loop, and
 * read immutable snapshots that it publishes. Name look-ups and REST run aside, on virtual threads, and come back as messages.
 *
 * <p><b>Time</b> comes from a {@link io.quotewire.model.MicroClock} given at construction. All that decides by time
 * (back-off, silence, pacing, subscriptions) is a small class without Netty that takes {@code nowUs} as an argument.
 *
 * <p><b>Not here:</b> the state of the market, the verdict that a quiet listing is stale, the choice between venues.
 */
@NullMarked
package io.quotewire.venue;

import org.jspecify.annotations.NullMarked;
