/**
 * Native sessions and those in a dialect, one WebSocket connection each, and event streams: from the welcome to the close.
 *
 * <p><b>Way in.</b> {@link io.quotewire.gateway.session.Sessions#handlerFor} gives the handler that ends a channel's
 * pipeline once the handshake is done; it reads the library's WebSocket frames. A message is put together within its
 * limits, counted against the connection's budget, read, and done by the command desk. What a connection follows is its
 * {@code Subscriptions}: exact topics, wildcards, and the seats that both of them come to.
 *
 * <p><b>Event streams.</b> {@link io.quotewire.gateway.session.Sessions#order} reads what a request asks for, and refuses it
 * while there is still a status to say so; {@link io.quotewire.gateway.session.Sessions#streamFor} serves it. Both kinds of
 * connection are {@code Guest}s: they come, fall behind and go alike. What is a command to a session, a stream has once, in
 * its request; where its client stands it is told as a {@code Bookmark}.
 *
 * <p><b>Dialects.</b> {@link io.quotewire.gateway.session.Sessions#dialectFor} serves who speaks another way. A {@code FramedGuest} is
 * what both kinds of WebSocket connection are: what is heard and said is the one's desk or the other's talk, and nothing else
 * differs.
 *
 * <p><b>Way out.</b> Everything leaves through the session's {@link io.quotewire.gateway.fanout.Outbox} as finished frames,
 * so that replies and data keep their order. While the socket has no room nothing more is read from it: a client that
 * does not listen cannot make the gateway talk.
 *
 * <p><b>How it ends.</b> Each limit has its close code. A fault in one session's code closes that session with 1011,
 * is counted and logged at most once a second, and touches nobody else. A drain says goodbye to everybody, each with its
 * own time to come back.
 *
 * <p><b>Threads.</b> A session and its group belong to their lane's event loop; {@code DemandLedger} and the counters are
 * reached by all. <b>Time</b> is the lane's tick and the clock it was given; <b>chance</b> is seeded.
 *
 * <p><b>Not here:</b> the handshake, origins, HTTP; who gets which bytes when.
 */
@NullMarked
package io.quotewire.gateway.session;

import org.jspecify.annotations.NullMarked;
