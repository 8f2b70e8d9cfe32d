/**
 * What the gateway does with a socket itself.
 *
 * <p>Who connects too fast is turned away before HTTP has a say ({@link io.quotewire.gateway.socket.Arrivals}), and where a
 * protocol has no question that its clients must answer, the kernel asks ({@link io.quotewire.gateway.socket.Unanswered}).
 *
 * <p>Bytes for many connections are made once, so that what is left to do for each of them is one system call. The library's
 * way there (a task in the pipeline, an entry in a queue, a promise, two counts of a reference) costs a third as much again
 * as the call, and is there for cases that are not this one: several handlers, several writers, sockets that are full. So
 * the ordinary case, an idle socket that takes all that it is given, goes the direct way, and everything else the long one,
 * which also finds out what is wrong with a socket that takes nothing.
 */
@NullMarked
package io.quotewire.gateway.socket;

import org.jspecify.annotations.NullMarked;
