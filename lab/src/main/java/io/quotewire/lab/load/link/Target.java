package io.quotewire.lab.load.link;

import io.quotewire.client.AccessKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is put to the test.
 *
 * @param path with its query; empty where none was named
 * @param key shown with each connection; null for none
 */
public record Target(
        String host, int port, String path, @Nullable AccessKey key) {
    private static final int HTTP_PORT = 80;

    /** A value of a query with what is before it; what has no name is a value. */
    private static final Pattern QUERY_VALUE = Pattern.compile("([?&])([^=&\\s]+=)?[^&\\s]+");

    public Target(String host, int port, String path) {
        this(host, port, path, null);
    }

    /**
     * Reads {@code ws://host:port/path} or {@code http://host:port/path}.
     *
     * @throws IllegalArgumentException naming the text if it is anything else
     */
    public static Target parse(String text) {
        URI uri = URI.create(text);
        String scheme = String.valueOf(uri.getScheme());
        if (scheme.equals("wss") || scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "a load test speaks no TLS: name the plain address behind it, was " + text);
        }
        if (uri.getHost() == null || !(scheme.equals("ws") || scheme.equals("http")) || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("an address is ws://HOST:PORT/PATH or http://HOST:PORT, was " + text);
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String path = String.valueOf(uri.getRawPath());
        return new Target(
                uri.getHost(), uri.getPort() < 0 ? HTTP_PORT : uri.getPort(), path.equals("/") ? query : path + query);
    }

    /** {@code host:port}. */
    public String authority() {
        return host + ":" + port;
    }

    public String origin() {
        return "http://" + authority();
    }

    /** Another path of the same server. */
    public Target at(String otherPath) {
        return new Target(host, port, otherPath, key);
    }

    /** The same for who comes by that key. */
    public Target with(@Nullable AccessKey otherKey) {
        return new Target(host, port, path, otherKey);
    }

    /** Whether what is sent to it stays on this machine, which is so for each of the machine's own addresses. */
    public boolean isLoopback() {
        try {
            InetAddress address = InetAddress.getByName(host.replaceAll("[\\[\\]]", ""));
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    /** An address, or a sentence with one, without the values of its query: they may be somebody's secrets. */
    public static String masked(String text) {
        return QUERY_VALUE.matcher(text).replaceAll("$1$2***");
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port);
    }

    /** For people, so without the values of a query. */
    @Override
    public String toString() {
        return "ws://" + authority() + masked(path);
    }
}
