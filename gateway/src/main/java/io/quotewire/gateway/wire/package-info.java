/**
 * The native protocol as bytes: messages out, commands in. One file of {@code docs/protocol.md}, section 2, in code.
 *
 * <p><b>Way out.</b> {@link io.quotewire.gateway.wire.DataMessages} prints what is shared by all subscribers of a topic,
 * {@link io.quotewire.gateway.wire.ServerMessages} what is said to one connection. Both print into a {@link
 * io.quotewire.gateway.wire.JsonWriter}, whose bytes {@link io.quotewire.gateway.wire.Frames} wraps as a WebSocket frame.
 * Names, order of fields and spelling are those of the document, literally, and golden tests hold them.
 *
 * <p><b>Way in.</b> {@link io.quotewire.gateway.wire.CommandReader} turns one text message into a {@link
 * io.quotewire.gateway.wire.Command} or refuses it with {@link io.quotewire.gateway.wire.BadCommand}, which carries the
 * error code that the client sees. It is the only place that reads JSON from clients. Depth, lengths, count of items and
 * digits are bounded before anything is kept, and a name that appears twice is refused.
 *
 * <p><b>Threads.</b> A {@code JsonWriter} belongs to one thread; everything else is static or immutable. <b>Time</b> comes as an argument.
 *
 * <p><b>Not here:</b> what a command does, who gets a message, sockets.
 */
@NullMarked
package io.quotewire.gateway.wire;

import org.jspecify.annotations.NullMarked;
