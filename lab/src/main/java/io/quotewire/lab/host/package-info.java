/**
 * Plays one venue at a loopback address: sockets, handshakes, subscriptions and keep-alive, for whatever makes the data.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.host.VenueServer} opens the address. A client meets the door, which answers REST,
 * refuses, or agrees to the handshake and makes it a {@link io.quotewire.lab.host.Client}. What a client says goes first
 * past the {@link io.quotewire.lab.host.Guard}, then to the {@code Stage}, whose reaction is carried out here.
 *
 * <p><b>Way out.</b> The {@link io.quotewire.lab.host.Backstage} is told who begins and ends which stream, and sends frames to
 * {@link io.quotewire.lab.host.Outlet}s when it likes; answers precede the data of what they begin. Every handshake and every
 * HTTP answer carries {@code X-Quotewire-Simulated: true}.
 *
 * <p><b>Endings.</b> A closing is sent, then only read from, until the client has gone or a second has passed: so whoever
 * still talks sees why it was closed. From the closing on it holds no subscription. A silence beyond the stage's patience
 * ends a connection, as at the venue.
 *
 * <p><b>Limits.</b> 256 connections an address, 30 s for a request of at most 64 KiB and its answer, 1 MiB a message, 10,000 streams a
 * connection. What a venue itself limits is the guard's to know.
 *
 * <p><b>Threads.</b> One event loop, given from outside, owns everything; all calls to backstage and guard come on it.
 *
 * <p><b>Not here:</b> what a message means ({@code stage}), where data comes from ({@code replay}, {@code simulate}).
 */
@NullMarked
package io.quotewire.lab.host;

import org.jspecify.annotations.NullMarked;
