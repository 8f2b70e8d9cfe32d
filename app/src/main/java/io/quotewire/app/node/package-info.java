/**
 * One running gateway: its parts, the threads that turn them, its start and its end.
 *
 * <p><b>Way in.</b> {@link io.quotewire.app.node.Node} is built by {@code Wiring}, the only place where feeds, engine,
 * broadcasters and the gateway meet.
 *
 * @see io.quotewire.app.config.AppConfig
 */
@NullMarked
package io.quotewire.app.node;

import org.jspecify.annotations.NullMarked;
