/**
 * The recorded order books of every venue, held against what was found in them without any of this code: the counts and
 * the last prices of {@code INDEX.md} and {@code golden.json}, which come with the recordings.
 *
 * <p><b>Way in.</b> {@link io.quotewire.app.books.Captures} lists the recordings, {@link
 * io.quotewire.app.books.BookRecordingsTest} replays each. A recording is a list of {@link io.quotewire.app.books.Step}s in
 * the order in which they were received: messages of the stream, and answers over REST.
 *
 * <p><b>Shape.</b> A {@link io.quotewire.app.books.Reader} turns steps into what was {@link io.quotewire.app.books.Told}, a
 * {@link io.quotewire.app.books.Runner} turns that into books, and counts. There is one {@link io.quotewire.app.books.Decoder}
 * a venue, written here in the plainest way, whether we speak the venue or not: for derivatives and for venues without an
 * adapter it is the only way in. Where there is an adapter, {@link io.quotewire.app.books.AdapterReader} lets that read, and
 * holds each step against the decoder's reading. {@link io.quotewire.app.books.PlainRunner} keeps the books by the rules as
 * the venues' documents state them, with sorted maps beside {@link io.quotewire.model.book.OrderBook}.
 *
 * <p>{@link io.quotewire.app.books.FeedRunner} is the real way: the feed's chain, a shard, and the shard's updates replayed as a
 * client replays them. What only a living venue could do is stood in for in one place, {@link io.quotewire.app.books.FedBook}:
 * where a shard asks for a picture of a book that has worn away, it gets what the venue had told until then.
 *
 * <p><b>What is counted</b> has one name here, {@link io.quotewire.app.books.Figure}, however a recording's index spells it.
 * Whatever differs from the index is a {@link io.quotewire.app.books.Deviation}; a sound recording has none.
 *
 * <p><b>Twins.</b> {@link io.quotewire.app.books.Twins} makes copies in memory that each differ in one thing: a digit, a
 * checksum, a message left out, two in the wrong order. Each must be noticed, and by the means that the venue offers for it:
 * a chain by the chain, a checksum by the checksum. Where a venue offers none, as Gemini and Coinbase's older feed, a loss can
 * only be seen by counting, which nobody can who does not know how many there were; the twins say so.
 *
 * <p><b>Bounds.</b> The recordings. <b>Threads.</b> The test's. <b>Time.</b> That of the recordings. <b>Not here:</b>
 * tickers, quotes and trades, which the adapters' own tests read.
 */
@NullMarked
package io.quotewire.app.books;

import org.jspecify.annotations.NullMarked;
