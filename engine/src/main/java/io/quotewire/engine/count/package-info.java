/**
 * What the engine counts.
 *
 * <p><b>Way in.</b> A shard's parts count in its {@link io.quotewire.engine.count.Tally}; {@link
 * io.quotewire.engine.count.EngineMetric} is what becomes of it outside. A {@link io.quotewire.engine.count.Verdict} knows
 * which of the counts it is.
 */
@NullMarked
package io.quotewire.engine.count;

import org.jspecify.annotations.NullMarked;
