/**
 * Views of books: from what a shard publishes of a book in full depth to what the followers of {@code book.N} are told.
 *
 * <p><b>Way in.</b> {@link io.quotewire.gateway.book.Mirror} takes each update of one book in turn and is, by that, a copy of
 * it. It says whether the copy may be served: not while the book is being found anew, has no source, or is that of a source
 * that was just left.
 *
 * <p><b>Way out.</b> A {@link io.quotewire.gateway.book.BookView} is the mirror's N best levels a side. After each update it takes
 * them over and notes at which number a price became what it is, or left. So it can print, for followers at any rate, every
 * price that was another at any moment since they were told last: with the size that stands there now, {@code 0} for one that
 * is not in the view. Where nothing differs nothing is printed, and the next message chains to the last that was. A view that
 * nobody follows costs nothing.
 *
 * <p><b>Spelling.</b> A price keeps the digits with which it entered a view until it has left it for all who follow, whatever
 * the venue writes meanwhile, because clients may keep levels by the text of their price.
 *
 * <p><b>Threads.</b> The broadcaster's. <b>Time.</b> None.
 *
 * <p><b>Not here:</b> who follows what and what happens to those who do not keep up ({@code gateway.fanout}), the spelling
 * of messages ({@code gateway.wire}), whether a book is true (the engine).
 */
@NullMarked
package io.quotewire.gateway.book;

import org.jspecify.annotations.NullMarked;
