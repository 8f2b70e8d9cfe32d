/**
 * Simulated venues with real sockets, the venues' own limits, and faults at run time.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.simulate.Simulator#start} opens one market and an address for each venue. Clients
 * connect, subscribe and ask as they would at the venue: the {@code Stage} has its manners, the {@code Script} its frames.
 * {@link io.quotewire.lab.simulate.Simulator#fault} lets something go wrong.
 *
 * <p><b>Way out.</b> What happens in the market is written in the venue's shape once and goes to everybody who is subscribed;
 * what nobody is subscribed to is not written. Before a frame leaves, its happening is in the {@code EventLog}. Everything
 * that is said over HTTP, handshakes included, carries {@code X-Quotewire-Simulated: true}.
 *
 * <p><b>Limits.</b> Those of {@code Script.limits()} hold. A client that breaks one meets what it would meet at the venue:
 * status 429 for connections and requests, a closing with 1008 for messages, requests and streams, with 1009 for a request too
 * long. Besides, it leaves a {@link io.quotewire.lab.simulate.Violation}, by which a test fails. To be closed for silence or
 * old age is none. A client for which more than 4 MiB pile up is cut off.
 *
 * <p><b>Faults</b> are of a venue or, where they take a symbol, of that one. They hold until healed, and several may hold at
 * once. The market goes on meanwhile, and trade numbers with it.
 *
 * <ul>
 *   <li>{@code kill}: connections are closed with 1001, new ones at once, until healed. {@code refuse}: only new ones are.
 *   <li>{@code reset}: every connection is broken off, once.
 *   <li>{@code mute}, {@code mute-one}: answers and pongs, but no data.
 *   <li>{@code garbage}: every data frame is wrong, in turn as {@code Nonsense} lists them; none of them is logged.
 *   <li>{@code duplicate}: every data frame twice. {@code reorder}: those of a stream in swapped pairs.
 *   <li>{@code stale}: the venue's times are 60 s old. {@code slow}: data frames leave 8 s late.
 *   <li>{@code shutdown-notice}: all who are connected are told in the venue's own words, and closed with 1001 three seconds later.
 *   <li>{@code rate-limit}: connections are closed with 1008, handshakes and requests answered with 429 and {@code
 *       Retry-After: 5}.
 *   <li>{@code heal}: ends those of the venue, or those of the symbol. What was held back leaves at once, in order.
 * </ul>
 *
 * <p>A frame passes stale, garbage, duplicate, reorder, slow, mute in this order, so that each works on what the former made.
 *
 * <p><b>Threads.</b> One loop, {@code simulator}, owns everything: sockets, market and faults. A turn every 5 ms is all that
 * it does by itself. {@link io.quotewire.lab.simulate.Simulator} may be used from any other thread.
 *
 * <p><b>Time</b> of the market, the limits and the faults comes from a clock, which tests turn by hand; only keep-alive and
 * goodbyes are timed by the loop.
 *
 * <p><b>Not here:</b> how prices move ({@code market}), what frames look like ({@code script}), sockets ({@code host}).
 */
@NullMarked
package io.quotewire.lab.simulate;

import org.jspecify.annotations.NullMarked;
