/**
 * HTTP/1.1 on one port: reads requests, refuses what is not exactly a request, answers, and hands WebSockets over.
 *
 * <p><b>Way in.</b> {@link io.quotewire.gateway.http.HttpServer} accepts; each connection is one {@code HttpConnection} on
 * one event loop, behind TLS or not. The head of a request is read by a grammar of our own ({@code HeadReader}, {@code Head}) and not by a
 * lenient parser with checks around it: what the grammar does not name (a folded header, a bare line feed, a space before
 * a colon, two lengths, a transfer coding) is refused and the connection closed, so that no two readers can disagree on
 * where a request ends. Then {@code Doorkeeper} looks at host, origin and credentials in the URL, and {@code Router} finds
 * the {@link io.quotewire.gateway.http.Route}.
 *
 * <p><b>Way out.</b> A route returns a {@link io.quotewire.gateway.http.Response} or throws a {@link
 * io.quotewire.gateway.http.Refusal}; {@code AnswerWriter} prints either with the headers that every answer carries. A
 * native handshake hands the pipeline to {@link io.quotewire.gateway.http.WebSockets}, any other and an event stream to whom
 * the route names.
 *
 * <p><b>Threads.</b> Everything of a connection runs on its event loop; routes too, unless they say that they are slow. What
 * all connections share ({@code Connections}, {@code HttpCounters}, {@code Origins}) is concurrent or immutable.
 *
 * <p><b>Time</b> is the event loop's ticker; each state of a connection has a deadline ({@link
 * io.quotewire.gateway.http.HttpLimits}). One request is under way at a time; what a client sends ahead waits, bounded.
 *
 * <p><b>Not here:</b> what the routes say ({@code gateway.rest}), sessions and fan-out, TLS ({@code gateway.tls}), for whom
 * proxies speak ({@code gateway.proxy}), bodies of requests (they are
 * counted and dropped: nothing here takes one yet).
 */
@NullMarked
package io.quotewire.gateway.http;

import org.jspecify.annotations.NullMarked;
