/**
 * What one listing's channels say of its price, and what of that is believed and shown.
 *
 * <p><b>Way in.</b> {@link io.quotewire.engine.price.Gate} refuses what cannot be, {@link
 * io.quotewire.engine.price.Quarantine} holds what is too far off until somebody confirms it. What remains becomes the {@link
 * io.quotewire.engine.price.Part}s of a {@link io.quotewire.engine.price.TickerMix}, of which two that say the same are one
 * {@link io.quotewire.engine.price.Drawn}.
 *
 * <p><b>Not here:</b> who is silent and what follows from it; numbers, topics.
 */
@NullMarked
package io.quotewire.engine.price;

import org.jspecify.annotations.NullMarked;
