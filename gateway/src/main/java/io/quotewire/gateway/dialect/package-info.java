/**
 * Clients of other services connect unchanged: each of those services is a {@link io.quotewire.gateway.dialect.Dialect} here.
 *
 * <p>A dialect is to the way out what a venue's adapter is to the way in: one file of data and pure functions, and one line in
 * {@link io.quotewire.gateway.dialect.Dialects}. It says at which addresses it is spoken ({@link
 * io.quotewire.gateway.dialect.Place}), what is said on a connection ({@link io.quotewire.gateway.dialect.Talk}), and how a
 * change of the market is told in its words, which is printed once for all who follow. It has no state, no thread and no
 * socket, and knows the library of neither.
 *
 * <p><b>Way in.</b> The gateway makes a route of each place. A plain GET is answered by {@code read}. A handshake asks {@code
 * talk} first, which may still refuse with a status; then the connection is a session like the native ones, which counts,
 * bounds and assembles what the client sends and hands whole messages to the talk.
 *
 * <p><b>Way out.</b> What a talk says leaves by its {@link io.quotewire.gateway.dialect.Line}, what the market says by the same
 * fan-out as everybody's: {@code follow} takes a seat at a topic, and {@code tell} prints each publication when the first
 * lane wants it. Values conflate for who is slow. Who only answers questions {@code want}s his topics, which costs nothing
 * per update, and reads the {@link io.quotewire.gateway.dialect.Outlook} when he is asked.
 *
 * <p><b>Rules.</b> Nothing but the registry names a dialect; what two of them need stands beside them. What is stale is never
 * told as if it were fresh. A fault in a dialect's words ends or silences its own connections and no others.
 *
 * <p><b>Not here:</b> limits, pings, closes ({@code gateway.session}), handshakes and origins ({@code gateway.http}).
 */
@NullMarked
package io.quotewire.gateway.dialect;

import org.jspecify.annotations.NullMarked;
