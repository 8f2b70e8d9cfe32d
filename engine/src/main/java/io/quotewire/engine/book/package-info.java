/**
 * The shard's book of one listing: what is believed of it, what of it is told, and when it is given up.
 *
 * <p><b>Way in.</b> {@link io.quotewire.engine.book.ShardBook} takes what the feed says of a book, in order.
 *
 * <p><b>Way out.</b> An {@link io.quotewire.engine.book.Outcome} for each: whether there is something to be told, and
 * whether the book is still to be believed. What has changed is read from the book.
 *
 * <p><b>Generations.</b> The feed gives each life of a book a number. Changes of another life than the last snapshot's are
 * none of its business and are left alone. A snapshot that comes while the book is sound replaces it without a break: what
 * differs is told as an ordinary change.
 *
 * <p><b>What ends a life.</b> The feed has lost the thread; a checksum does not come out; a level cannot be; the book stays
 * crossed; the venue's own picture says otherwise. A book whose life has ended tells nothing until a snapshot, and the feed
 * is asked for one once in each life, however many wrong messages follow.
 *
 * <p><b>Crossed</b> books, and locked ones, are held back: nothing is told until the book is sound again, and then one
 * change tells all. One that is crossed for more than {@link io.quotewire.engine.book.ShardBook#CROSSED_MESSAGES} messages
 * and {@link io.quotewire.engine.book.ShardBook#CROSSED_US}, or for {@link
 * io.quotewire.engine.book.ShardBook#CROSSED_LONGEST_US} whatever comes, has gone wrong.
 *
 * <p><b>Known range.</b> A part of a book wears away, as levels beyond its end are not known. When less than half of it is
 * left, and less than is served, the venue's picture is asked for; where that agrees and reaches further it is taken over.
 *
 * <p><b>Threads.</b> All belongs to one shard. <b>Time</b> is an argument. <b>Bounds:</b> as in {@code model.book}.
 *
 * <p><b>Not here:</b> numbers of updates, topics, {@code best}, who is asked: all of that is the listing's.
 */
@NullMarked
package io.quotewire.engine.book;

import org.jspecify.annotations.NullMarked;
