/**
 * The gateway, put together: {@link io.quotewire.gateway.Gateway}.
 *
 * <p><b>Way in.</b> Updates come to the broadcaster of each shard, on the shard's thread; clients come to the port. What
 * exists is read from the {@code Directory}; what clients want beyond that goes to {@code Demand}.
 *
 * <p><b>Way out.</b> {@code gateway.fanout} prints each update once and carries it to the sessions of {@code
 * gateway.session}; {@code gateway.book} cuts books and {@code gateway.tape} keeps the last trades on the way; {@code
 * gateway.rest} shows what there is, {@code gateway.dialect} speaks to clients of other services; {@code gateway.http} is the port that both share, and {@code
 * gateway.wire} the protocol. These packages meet only here.
 *
 * <p><b>Threads.</b> The lanes, event loops that each own their connections, are made and ended here; shards' threads are
 * the caller's.
 *
 * <p><b>Not here:</b> where updates come from, configuration files, the process.
 */
@NullMarked
package io.quotewire.gateway;

import org.jspecify.annotations.NullMarked;
