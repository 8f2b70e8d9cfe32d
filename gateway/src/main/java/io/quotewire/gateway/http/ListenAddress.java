package io.quotewire.gateway.http;

import io.quotewire.model.Check;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where the gateway listens, written {@code 127.0.0.1:8000}, {@code [::1]:8000} or {@code localhost:8000}.
 *
 * @param host a literal address or a name, without brackets
 * @param port 0 to 65535; 0 lets the system choose
 */
public record ListenAddress(String host, int port) {
    public ListenAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("listen needs a host, as in 127.0.0.1:8000");
        }
        Check.range("listen port", port, 0, 65_535);
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException naming the text and what was expected
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || (host.contains(":") && !bracketed)) {
            throw new IllegalArgumentException(
                    "listen must be HOST:PORT, as in 127.0.0.1:8000 or [::1]:8000, was " + text);
        }
        return new ListenAddress(bracketed ? host.substring(1, host.length() - 1) : host, port(text, colon));
    }

    /** Whether only this machine can reach it. Names other than {@code localhost} are not looked up and count as no. */
    public boolean isLoopback() {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    /**
     * The address to bind.
     *
     * @throws UnknownHostException if the host is a name that nobody knows
     */
    InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static int port(String text, int colon) {
        String digits = text.substring(colon + 1);
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("listen port must be 0 to 65535, was " + text);
        }
        return Integer.parseInt(digits);
    }
}
