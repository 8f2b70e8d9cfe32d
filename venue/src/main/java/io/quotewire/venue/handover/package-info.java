/**
 * What a connection that is to take another's place has heard meanwhile, and when it may speak.
 *
 * <p><b>Way in.</b> While the old connection still speaks for a channel of a listing, what the new one hears of it is put
 * here. <b>Way out.</b> An answer whether the two meet: whether the old one has said all that came before. From then on the
 * new one speaks, beginning with what was kept; what the old one has said too is known again by its number or name.
 *
 * <p>Nothing is guessed: where two do not meet in time, the owner lets the new one speak all the same, and the hole is seen
 * in the numbers and told as any other.
 *
 * <p><b>Threads.</b> One owner, the feed's event loop. <b>Not here:</b> time, sockets, who owns what ({@code Succession}).
 */
@NullMarked
package io.quotewire.venue.handover;

import org.jspecify.annotations.NullMarked;
