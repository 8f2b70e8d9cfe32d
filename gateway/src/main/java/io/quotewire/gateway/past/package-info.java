/**
 * What came before the rings, for who wants to go on from there: a {@link io.quotewire.gateway.past.Stretch} of a topic's history
 * after the other, each from one life of the gateway and without a hole, until the ring has the rest.
 *
 * <p><b>Threads.</b> {@link io.quotewire.gateway.past.Archive} may be asked from any thread, a lane too; it reads on virtual threads.
 *
 * <p><b>Not here:</b> what is kept, and where ({@code store.history}); what is printed of it.
 */
@NullMarked
package io.quotewire.gateway.past;

import org.jspecify.annotations.NullMarked;
