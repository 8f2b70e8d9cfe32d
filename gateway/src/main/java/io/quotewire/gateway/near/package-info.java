/**
 * What a client that named no topic probably meant.
 *
 * <p><b>Way in and out.</b> {@link io.quotewire.gateway.near.NearTopics#of} takes the wrong name and gives right ones. A
 * search looks at every name there is, so all clients together, whichever protocol they speak, have one budget of them.
 *
 * <p><b>Threads.</b> Any. <b>Time</b> is the clock it was given.
 *
 * <p><b>Not here:</b> how near is measured, which is the model's; what a single connection may ask for.
 */
@NullMarked
package io.quotewire.gateway.near;

import org.jspecify.annotations.NullMarked;
