/**
 * What was told: trades, closed candles and samples of tickers, kept for a while, in the order and under the numbers under which
 * clients saw them.
 *
 * <p><b>Way in:</b> {@link io.quotewire.store.history.History}; updates come in by its {@link
 * io.quotewire.store.history.HistoryWriter}, which stands beside the broadcaster on the shards' threads and never makes them
 * wait.
 *
 * <p><b>The way of a row.</b> Queue, one writer thread, <i>journal</i>: a file of ours that only grows, in blocks with a
 * checksum each, which the disk is told to keep at every commit. What is in the journal is also in a table in memory, where
 * readers find it. When journal and table are full, or their partition of time is over, the table is sorted into a <i>segment</i>:
 * a DuckDB file that never changes again, with a file beside it that has a checksum of each of its pages and of itself, and says
 * which numbers of which topics are in it. Then the journal goes.
 *
 * <p><b>Why so, and not one DuckDB file that is written to.</b> A file that another library changes in place can only be trusted as
 * far as that library looks: a flipped bit in its log silently ends what it replays, and one in its pages may end the process. Here
 * machine code never opens what has not been held against our checksums, the tests can take away what was not yet on disk, and a
 * torn tail is cut by code of ours. A segment can be read by others while we run: nobody writes to it.
 *
 * <p><b>What is never silent.</b> A row that was not written is a {@link io.quotewire.store.history.Item.Lost}: one that found the
 * queue full or the disk out of order, as the writer told when it could; one in a segment that was set aside, as the file beside
 * it tells; and any hole in the numbers between two that are there, as the reader sees. Across a restart epochs tell: what came
 * between the last number of one and the first of the next nobody knows.
 *
 * <p><b>Threads:</b> each type says. <b>Time</b> comes with the updates and from the clock that was handed in. <b>Not here:</b>
 * values that a restart serves at once ({@code store.last}), raw frames, and JSON.
 */
@NullMarked
package io.quotewire.store.history;

import org.jspecify.annotations.NullMarked;
