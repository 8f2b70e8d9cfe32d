/**
 * Recorded exchange traffic on disk, read as one stream of frames per venue.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.capture.Recording#open} takes files of three forms and reads each once from end to
 * end, so that whatever is wrong with them is said before anything is played, with file and line:
 *
 * <ul>
 *   <li>{@code X.jsonl[.gz]}: one frame a line, as the venue sent it; receive times in nanoseconds since 1970, one a line, in
 *       {@code X.recv_ns.txt[.gz]} beside it. The venue is named by the folder ({@code VENUE/CHANNEL/X.jsonl}) or, where that
 *       names none, by the shape of the frames.
 *   <li>{@code X.tsv[.gz]}: whole connections, {@code recv_ns TAB connection TAB direction TAB payload} a line. Direction
 *       {@code =} opens a connection (its address tells the venue), {@code >} was sent by the client, {@code <} was received.
 *       The connection named {@code http} is REST: {@code > GET /path}, then {@code <} with the body. Lines that begin with
 *       {@code #} are remarks.
 *   <li>{@code X.qwr} and {@code X.qwr.part}: what a recorder wrote ({@code io.quotewire.lab.tape}). What is damaged of it is said in the log and
 *       left out. Its answers over REST come among the frames.
 * </ul>
 *
 * <p><b>Way out.</b> {@link io.quotewire.lab.capture.Recording#read} yields the frames of market data of one venue from all
 * its files, merged by receive time, ties in the order of the files; acknowledgements, notices and what the client sent are
 * left out and counted. The instrument lists are those recorded in the files or beside them.
 *
 * <p><b>Time.</b> The order of lines in a file is never changed: a receive time that goes back is read as the one before it.
 * In a file without times every frame counts as received at time 0.
 *
 * <p><b>Threads and limits.</b> A reader belongs to one thread. A line has at most 16 MiB, a list at most 64 MiB; nothing
 * else of a file is held in memory but one count per stream, of which there are at most 100,000.
 *
 * <p><b>Not here:</b> sockets, clocks, the pace of playing.
 */
@NullMarked
package io.quotewire.lab.capture;

import org.jspecify.annotations.NullMarked;
