/**
 * How to get at somebody over REST: where, by whose certificates, and with which key.
 *
 * <p><b>Way in.</b> {@link io.quotewire.venue.access.Access} as the configuration has it. <b>Way out.</b> Requests that bear
 * the key, and texts that do not.
 *
 * <p><b>The key.</b> {@link io.quotewire.venue.access.ApiKey} is read from a file and prints nothing. A path or a header has
 * <code>{key}</code> in its place until the request leaves, so that nothing that is logged, counted or told has ever borne it.
 *
 * <p><b>Not here:</b> sockets, limits, answers.
 */
@NullMarked
package io.quotewire.venue.access;

import org.jspecify.annotations.NullMarked;
