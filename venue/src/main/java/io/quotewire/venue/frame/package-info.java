/**
 * From the bytes of one message to what it says, in one pass: hop 2 of the way of a price.
 *
 * <p><b>Way in:</b> {@link io.quotewire.venue.frame.FrameDecoder}, with a venue's {@link
 * io.quotewire.venue.frame.FrameReader} and the {@link io.quotewire.venue.frame.Symbols} that are followed.
 *
 * <p><b>Way through:</b> {@link io.quotewire.venue.frame.Frame} scans JSON in place. Keys are found by a perfect hash
 * ({@link io.quotewire.venue.frame.Keys}), symbols by their bytes, and decimals are put together from their digits; {@link
 * io.quotewire.venue.frame.Figures}, {@link io.quotewire.venue.frame.Deal} and {@link io.quotewire.venue.frame.Depth} gather and
 * judge what makes one event. The event is all that is allocated.
 *
 * <p><b>Way out:</b> {@link io.quotewire.venue.frame.FrameSink}, once the whole frame has proved sound, or {@link
 * io.quotewire.venue.frame.MalformedFrame}, and then nothing of it counts.
 *
 * <p><b>Threads:</b> a decoder and its frame have one owner, which keeps and reuses them. <b>Time:</b> the receive time is
 * an argument.
 *
 * <p><b>Not here:</b> any venue, any socket, any state of the market.
 */
@NullMarked
package io.quotewire.venue.frame;

import org.jspecify.annotations.NullMarked;
