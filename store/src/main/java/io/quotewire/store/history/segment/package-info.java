/**
 * What is in a segment, and whether it is still as it was written: a file beside it that says both, and vouches for itself.
 *
 * <p><b>Threads:</b> {@link io.quotewire.store.history.segment.Contents} any; the rest one. <b>Not here:</b> how a segment is made
 * and read.
 */
@NullMarked
package io.quotewire.store.history.segment;

import org.jspecify.annotations.NullMarked;
