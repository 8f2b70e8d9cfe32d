/**
 * Recording what venues send, and finding out whether a recording says the same twice.
 *
 * <p>{@code record} runs feeds without a gateway and writes down all that passes; {@code record dump} reads what the flight recorder of a
 * gateway has kept. {@link io.quotewire.app.record.HashedReplay} plays a recording on one thread, by its own times, through
 * decoders, chains, books and engine, and sums up every update: what the sum is of two runs must be the same.
 */
@NullMarked
package io.quotewire.app.record;

import org.jspecify.annotations.NullMarked;
