/**
 * Simulated venues with real sockets, the venues' own limits, and faults at run time.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.simulate.Simulator#start} opens one market and an address for each venue. Clients
 * connect, subscribe and ask as they would at the venue: the {@code Stage} has its manners, the {@code Script} its frames.
 * {@link io.quotewire.lab.simulate.Simulator#fault} lets something go wrong.
 *
 * <p><b>Way out.</b> What happens in the market is written in the venue's shape once and goes to everybody who is subscribed;
 * what nobody is subscribed to is not written. Before a frame leaves, its happening is in the {@code EventLog}, and before
 * REST tells of past trades or a book they are there as such. Everything that is said over HTTP, handshakes included, carries {@code
 * X-Quotewire-Simulated: true}.
 *
 * <p><b>Limits.</b> Those of {@code Script.limits()} hold. A client that breaks one meets what it would meet at the venue:
 * the venue's own refusal for connections and requests over REST, shut out at last where it goes on asking (Binance: 418 after
 * the third 429; Bybit: 403 for ten minutes at once); a closing with 1008 for messages, requests and streams, with 1009 for a
 * request too long. Besides, it leaves a {@link io.quotewire.lab.simulate.Violation}, by which a test fails; so does a request
 * or a handshake that comes earlier than a {@code Retry-After} to its kind said. To be closed for silence or old age is none.
 * A client for which more than 4 MiB pile up is cut off.
 *
 * <p><b>Faults</b> are of a venue or, where they take a symbol, of that one. They hold until healed, and several may hold at
 * once. The market goes on meanwhile, and trade numbers with it.
 *
 * <p>Of connections:
 *
 * <ul>
 *   <li>{@code kill}: connections are closed with 1001, new ones at once, until healed. {@code refuse}: only new ones are.
 *   <li>{@code flap}: that, for 5 s, and then for 5 s not, and so on. {@code reset}: every connection is broken off, once.
 *   <li>{@code shutdown-notice}: all who are connected are told in the venue's own words, if it has any, and closed with 1001
 *       three seconds later. {@code close-24h}: connections are closed when they are 24 s old.
 *   <li>{@code rate-limit}: connections are closed with 1008, handshakes and requests refused as too many, with {@code
 *       Retry-After: 5}.
 *   <li>{@code no-ack}: requests to subscribe have neither answer nor effect. {@code refuse-one}: those of one symbol are
 *       refused in the venue's words; Binance has none, and is silent about it for ever.
 * </ul>
 *
 * <p>Of what the venue believes:
 *
 * <ul>
 *   <li>{@code halt}: one symbol is listed as not trading, {@code delist}: it is not listed; either way nothing is said of it.
 *   <li>{@code stale}: the venue's times are 60 s old. {@code frozen}: instead of each quote and each figures the last ones
 *       are told again, and of trades and books nothing.
 *   <li>{@code zero}: quotes, trades and figures are at the price zero. {@code crossed}: the best bid is above the best ask, in
 *       books too, whose checksums agree with that. Neither is logged.
 *   <li>{@code outlier}: the next quote, trade and figures are at ten times the price, once.
 *   <li>{@code reset-sequence}: numbers of books begin anew, in the way of the venue: at Bybit with a snapshot numbered 1, at
 *       OKX with a message that names the number before it. Once.
 *   <li>{@code old-snapshot}: REST has the books of the time when the fault began. {@code slow-snapshot}: it has them 20 s late.
 * </ul>
 *
 * <p>Of frames:
 *
 * <ul>
 *   <li>{@code bad-checksum}: a book's checksum is one off, where the venue has any (Kraken). Not logged.
 *   <li>{@code gap}: the next trade and the next change of a book are lost, once; where connections are counted, their numbers
 *       are missing too.
 *   <li>{@code garbage}: every data frame is wrong, in turn as {@code Nonsense} lists them; none of them is logged.
 *   <li>{@code duplicate}: every data frame twice. {@code reorder}: those of a stream in swapped pairs.
 *   <li>{@code slow}: data frames leave 8 s late. {@code mute}, {@code mute-one}: answers, pongs and heartbeats, but no data.
 * </ul>
 *
 * <p>{@code heal} ends those of the venue, or those of the symbol. What was held back leaves at once, in order. A frame passes
 * bad-checksum, gap, garbage, duplicate, reorder, slow, mute in this order, so that each works on what the former made.
 *
 * <p><b>Providers</b>, who are asked over REST and stream nothing, stand beside the venues at addresses of their own, with limits
 * and violations like theirs. Of the faults they know {@code kill}, {@code refuse}, {@code reset}, {@code rate-limit} (with
 * {@code Retry-After: 600}), {@code garbage} (a page), {@code zero} and {@code stale} (by five days).
 *
 * <p><b>Threads.</b> One loop, {@code simulator}, owns everything: sockets, market and faults. A turn every 5 ms is all that
 * it does by itself. {@link io.quotewire.lab.simulate.Simulator} may be used from any other thread.
 *
 * <p><b>Time</b> of the market, the limits and the faults comes from a clock, which tests turn by hand; only keep-alive and
 * goodbyes are timed by the loop. A loop that is given can be one whose time is the clock's, and then all of it is.
 *
 * <p><b>Not here:</b> how prices move ({@code market}), what frames look like ({@code script}), sockets ({@code host}).
 */
@NullMarked
package io.quotewire.lab.simulate;

import org.jspecify.annotations.NullMarked;
