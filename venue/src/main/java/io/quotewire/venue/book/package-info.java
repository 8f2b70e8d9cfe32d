/**
 * Whether what a venue says of a book follows on what it said before.
 *
 * <p><b>Way in.</b> {@link io.quotewire.venue.book.BookSync} gets each message of one book on one connection, and the states that
 * were asked for over REST.
 *
 * <p><b>Way out.</b> {@link io.quotewire.venue.book.BookOut}: events for the engine, in an order that holds, and what was dropped.
 *
 * <p><b>The chain.</b> There is one rule for all venues. A change follows if its first number is one more than the last number
 * before it. Venues that name the number before instead (OKX) say the same in other words, which is why the numbers may fall when
 * they count anew, and stay when nothing happened. A state from elsewhere, numbered L, makes changes up to L old, and the first
 * one behind it may reach back before L, for sizes are absolute; after that the rule holds again. A venue without numbers is
 * believed; its checksum, if it has one, is looked at by the shard, which alone has the book.
 *
 * <p><b>A hole</b> ends the book's life, once, however many messages come behind it: {@code BookLost}, and a new state is wanted. A
 * state in the stream begins a new life at any time, asked for or not. Each life has a generation of its own, greater than
 * any before, so that a command about an old one can be told from one about the new.
 *
 * <p><b>Waiting.</b> Where the state comes over REST the changes since are kept, {@link io.quotewire.venue.book.BookSync#MOST_WAITING}
 * at most; beyond that all are given up, and the state that is asked for next will have to be a newer one.
 *
 * <p><b>Threads.</b> The feed's event loop. <b>Time</b> is an argument. <b>Not here:</b> the book, requests, subscriptions.
 */
@NullMarked
package io.quotewire.venue.book;

import org.jspecify.annotations.NullMarked;
