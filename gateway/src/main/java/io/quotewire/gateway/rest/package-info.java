/**
 * What the gateway answers over REST: last values, what exists, how it fares, and the files of the browser client.
 *
 * <p><b>Way in.</b> {@link io.quotewire.gateway.rest.RestApi} lists the routes; each class ending in {@code Routes} holds
 * those of one concern and turns one {@code Request} into one {@code Response}. Names and order of fields are those of
 * section 4 of {@code docs/protocol.md}, and tests compare whole bodies with it.
 *
 * <p><b>Way out.</b> Values are not printed here: {@link io.quotewire.gateway.rest.Snapshots} gives the bytes that WebSocket
 * clients get, so that both say the same. Books and past trades are a shard's to tell, asked through {@link
 * io.quotewire.gateway.rest.Shards} by routes that may wait. The rest is read from the {@code Directory} at the time of the
 * request.
 *
 * <p><b>Threads.</b> Any; routes hold no state of their own but whether the gateway is stopping.
 *
 * <p><b>Time</b> is asked of the clock given at the start.
 *
 * <p><b>Simulated data</b> is marked: {@code "simulated":true} at the top of each body that has a value of a source that is
 * no real market; the header is the server's.
 *
 * <p><b>Not here:</b> sockets, limits, origins ({@code gateway.http}).
 */
@NullMarked
package io.quotewire.gateway.rest;

import org.jspecify.annotations.NullMarked;
