/**
 * Plays recorded exchange traffic over real loopback sockets, as the venues would have sent it.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.replay.Replayer#start} reads the files and opens one address per venue, for
 * WebSocket and REST alike. Clients connect and subscribe as they would at the venue; the {@code Stage} answers them.
 *
 * <p><b>Way out.</b> A frame goes to every connection that is subscribed to its stream at that moment, byte for byte as
 * recorded; a frame that nobody is subscribed to passes unsent and is counted. Nothing is invented: recorded acknowledgements and
 * notices are not played, and a stream that the recording lacks is acknowledged and stays silent. Every handshake and every
 * REST answer carries {@code X-Quotewire-Simulated: true}.
 *
 * <p><b>When it starts.</b> All files of a venue are one stream, merged by receive time; its earliest frame is the stream's
 * time zero. The stream starts when its first subscription is complete: as soon as every stream of the recording that a
 * gateway can want ({@code Stage.spotSymbol}) has been subscribed to by anyone, or else when no further subscription has come
 * for {@link io.quotewire.lab.replay.ReplayConfig#subscribeQuiet} after the last one. Each venue starts by itself, so the
 * starts are aligned as far as their subscriptions are. The answers precede the first frame.
 *
 * <p><b>Pace.</b> At speed N a frame is due its recorded distance from time zero, divided by N, after the start; time passes
 * whether or not anybody listens, and a later connection continues at the stream's present position. A venue that is mute
 * before its start begins when it is healed. At speed 0 (flat out)
 * there are no timers: the receivers set the pace, and the stream waits while it is muted or nobody is subscribed; when
 * all have left it starts again by the rule above, where it stood, so that a reconnect loses nothing.
 *
 * <p>With a moment to begin at, what came before it is played first, flat out, so that books and figures are as they were then; the
 * pace begins there.
 *
 * <p><b>REST.</b> Lists of instruments are answered at once. What else was asked when it was recorded is answered with the newest answer
 * that has passed, or, where none has, with the next one when it does; what was not asked then is a 404.
 *
 * <p><b>Flow.</b> A frame is sent only when each of its receivers can take it: the slowest receiver of a venue sets the pace,
 * nothing is dropped and nothing piles up. A reader thread per venue keeps at most a few batches ahead.
 *
 * <p><b>At the end</b> connections stay open, keep-alive is answered, and no data comes.
 *
 * <p><b>Threads.</b> One event loop owns all connections and streams; a virtual thread per venue reads files and meets the
 * loop at a bounded queue. {@link io.quotewire.lab.replay.Replayer} may be used from any other thread.
 *
 * <p><b>Time</b> comes from an injected clock and an injected alarm, so tests turn the crank by hand.
 *
 * <p><b>Not here:</b> sockets ({@code host}), what a venue's messages look like ({@code stage}), what a recording looks like ({@code capture}).
 */
@NullMarked
package io.quotewire.lab.replay;

import org.jspecify.annotations.NullMarked;
