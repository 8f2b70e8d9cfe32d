/**
 * For whom a proxy speaks.
 *
 * <p>What a request says of its own way counts only where the connection comes from a proxy that the settings trust. Then the
 * list of addresses is read from its end, where that proxy wrote, up to the first address that is no trusted proxy's: what
 * stands before was sent by the client itself, who may write what it likes. A list that is none leaves the proxy's own address.
 * Immutable; any thread.
 */
@NullMarked
package io.quotewire.gateway.proxy;

import org.jspecify.annotations.NullMarked;
