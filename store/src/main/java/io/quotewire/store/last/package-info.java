/**
 * Last values: what each value topic said last, so that a gateway that begins anew can tell it at once, as stale.
 *
 * <p><b>Way in:</b> {@link io.quotewire.store.last.LastValues}, beside the fan-out on each shard's thread. It puts a reference to the
 * newest update of a topic on a shelf, and that is all that such a thread does for it. <b>Way out:</b> {@link
 * io.quotewire.store.last.LastValues#recalled}, before any feed has begun.
 *
 * <p><b>Who writes.</b> Each place ({@code last.file}, and {@code last.redis} where one is configured) has a scribe with a thread of its
 * own, which once a second compares the shelf with what it has written, and writes the difference. So a topic that changes a hundred times
 * costs one write, there is no queue that could fill, and a place that is slow or dead holds up neither the shards nor the other
 * place. After a failure it is left in peace for a while, longer each time and never exactly as long; then all is written anew,
 * because nobody knows what the place has lost.
 *
 * <p><b>What is on disk when.</b> What was told a second ago, and however long the disk takes to be sure. Redis keeps it as
 * safely as it was set up to.
 *
 * <p><b>What is told again.</b> Of both places the newer, by epoch and number. Only what this gateway's topics can say, of sources that
 * it has, not older than the setting and not of the future; what was wanted by nobody any more is not. Everything else is counted
 * by its reason ({@code quotewire_last_values_refused_total}).
 *
 * <p><b>Not here:</b> what a client sees of it (the engine's and the gateway's), history.
 */
@NullMarked
package io.quotewire.store.last;

import org.jspecify.annotations.NullMarked;
