/**
 * The order book as a structure: the one that shards keep, that views are cut from and that tests hold against a venue's.
 *
 * <p><b>Way in.</b> {@link io.quotewire.model.book.OrderBook#replace} takes a whole state, {@code apply} what changed in it.
 * Both say whether the levels could be taken at all.
 *
 * <p><b>Way out.</b> Each {@link io.quotewire.model.book.BookSide} is a {@link io.quotewire.model.Ladder}, the best level
 * first.
 *
 * <p><b>Shape.</b> A side is parallel arrays, sorted, the best level last: most changes are near the best price and move few
 * neighbours. Prices are whole numbers of the side's finest step so far, so that one comparison of two numbers orders them; the
 * digits that were sent are kept beside them, and printed again as they came.
 *
 * <p><b>What changed.</b> A book that is {@link io.quotewire.model.book.OrderBook#watched} keeps in mind what stood at the
 * prices that are touched, and tells the difference between then and now: of one message or of several, and also where a new
 * state took the place of the old one. Its owner settles it, or what it keeps in mind grows.
 *
 * <p><b>Bounds.</b> {@link io.quotewire.model.book.BookSide#MOST} levels a side. Each side knows how far its knowledge
 * reaches; a level beyond is not taken in, because between it and the last one known there may be others.
 *
 * <p><b>Threads.</b> One owner. <b>Time.</b> None. <b>Not here:</b> sequences, checksums, what is published.
 */
@NullMarked
package io.quotewire.model.book;

import org.jspecify.annotations.NullMarked;
