package io.quotewire.gateway.proxy;

import java.net.InetAddress;

/**
 * From where a request is.
 *
 * @param encrypted whether nobody on the way could read it, as far as is known
 */
public record Caller(InetAddress address, boolean encrypted) {}
