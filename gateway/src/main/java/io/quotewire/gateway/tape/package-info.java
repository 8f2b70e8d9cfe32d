/**
 * The last trades of each trade topic, for those who come later: the ring of {@code docs/protocol.md}.
 *
 * <p><b>Way in.</b> {@link io.quotewire.gateway.tape.ItemRing#add} keeps each update of one topic: trades, gaps, and changes
 * of status, which take a number too.
 *
 * <p><b>Way out.</b> {@link io.quotewire.gateway.tape.ItemRing#read} gives the {@link io.quotewire.gateway.tape.TradePage} of
 * a {@link io.quotewire.gateway.tape.TradeRange}: trades in the order of their numbers, a gap for whatever of the range is not
 * there and why, and where the next page begins. What was asked for and cannot be given is always said.
 *
 * <p><b>Bounds.</b> {@link io.quotewire.gateway.tape.ItemRing#MOST_ITEMS} items and {@link
 * io.quotewire.gateway.tape.ItemRing#KEPT_US}, whichever is reached first; the oldest leave. A page has a limit.
 *
 * <p><b>Threads.</b> A ring belongs to its topic's broadcaster; ranges and pages are immutable. <b>Time</b> is an argument.
 *
 * <p><b>Not here:</b> JSON, HTTP, resuming a subscription.
 */
@NullMarked
package io.quotewire.gateway.tape;

import org.jspecify.annotations.NullMarked;
