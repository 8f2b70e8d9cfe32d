/**
 * The compression of WebSocket messages, RFC 7692, without what that keeps from one message to the next: so the bytes of a
 * message are the same for everybody.
 *
 * <p><b>Way in.</b> {@link io.quotewire.gateway.deflate.DeflateOffer} answers what a client offers in its handshake. {@link
 * io.quotewire.gateway.deflate.Deflating} makes a payload shorter, {@link io.quotewire.gateway.deflate.Inflating} reads one
 * within a limit.
 *
 * <p><b>Threads.</b> One of each tool belongs to each thread that asks, and ends with it.
 *
 * <p><b>Not here:</b> frames and their bits ({@code gateway.wire}), who gets which bytes ({@code gateway.fanout}).
 */
@NullMarked
package io.quotewire.gateway.deflate;

import org.jspecify.annotations.NullMarked;
