package io.quotewire.lab.load.link;

import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslHandler;
import io.quotewire.client.AccessKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * What is put to the test.
 *
 * @param path with its query; empty where none was named
 * @param tls whom to believe, where TLS is spoken; null where it is not
 * @param key shown with each connection; null for none
 */
public record Target(
        String host,
        int port,
        String path,
        @Nullable SSLContext tls,
        @Nullable AccessKey key) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** A value of a query with what is before it; what has no name is a value. */
    private static final Pattern QUERY_VALUE = Pattern.compile("([?&])([^=&\\s]+=)?[^&\\s]+");

    /** Without TLS. */
    public Target(String host, int port, String path) {
        this(host, port, path, null, null);
    }

    /** Reads an address, and believes those whom Java believes. */
    public static Target parse(String text) {
        return parse(text, null);
    }

    /**
     * Reads {@code ws://host:port/path} or {@code http://host:port/path}, also with {@code wss} and {@code https}.
     *
     * @param trust whom to believe over TLS; null for those whom Java believes
     * @throws IllegalArgumentException naming the text if it is anything else
     */
    public static Target parse(String text, @Nullable SSLContext trust) {
        URI uri = URI.create(text);
        String scheme = String.valueOf(uri.getScheme());
        boolean encrypted = scheme.equals("wss") || scheme.equals("https");
        boolean plain = scheme.equals("ws") || scheme.equals("http");
        if (uri.getHost() == null || !(plain || encrypted) || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("an address is ws://HOST:PORT/PATH or http://HOST:PORT, was " + text);
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String path = String.valueOf(uri.getRawPath());
        int usual = encrypted ? HTTPS_PORT : HTTP_PORT;
        return new Target(
                uri.getHost(),
                uri.getPort() < 0 ? usual : uri.getPort(),
                path.equals("/") ? query : path + query,
                encrypted ? (trust == null ? whomJavaBelieves() : trust) : null,
                null);
    }

    private static SSLContext whomJavaBelieves() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no TLS on this machine", e);
        }
    }

    /** {@code host:port}. */
    public String authority() {
        return host + ":" + port;
    }

    public String origin() {
        return (tls == null ? "http://" : "https://") + authority();
    }

    /** Another path of the same server. */
    public Target at(String otherPath) {
        return new Target(host, port, otherPath, tls, key);
    }

    /** The same for who comes by that key. */
    public Target with(@Nullable AccessKey otherKey) {
        return new Target(host, port, path, tls, otherKey);
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

    /** What stands before a connection to it, where TLS is spoken: it checks that the certificate is that of the host. */
    ChannelHandler guard(SSLContext believed) {
        SSLEngine engine = believed.createSSLEngine(host.replaceAll("[\\[\\]]", ""), port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return new SslHandler(engine);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port);
    }

    /** For people, so without the values of a query. */
    @Override
    public String toString() {
        return (tls == null ? "ws://" : "wss://") + authority() + masked(path);
    }
}
