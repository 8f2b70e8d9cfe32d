/**
 * The client's end of WebSocket and of event streams, made to read millions of messages a second on one core.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.load.wire.Handshake} says what to send first and judges the answer; then each read
 * of a socket goes through the one {@link io.quotewire.lab.load.wire.Intake} of its loop to a {@link
 * io.quotewire.lab.load.wire.FrameReader} or an {@link io.quotewire.lab.load.wire.EventReader}.
 *
 * <p><b>Way out.</b> {@link io.quotewire.lab.load.wire.Payloads}: a message is a range of the intake's array, and no object. A
 * library's frames would be two or three objects a message, which is what most load clients spend their time on.
 *
 * <p><b>Limits.</b> 4 MiB a message, 16 KiB a head. No compression is offered, no TLS is spoken.
 *
 * <p><b>Threads.</b> One loop owns everything.
 *
 * <p><b>Not here:</b> what a message means ({@code check}), who connects when ({@code run}).
 */
@NullMarked
package io.quotewire.lab.load.wire;

import org.jspecify.annotations.NullMarked;
