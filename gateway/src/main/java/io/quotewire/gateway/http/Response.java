package io.quotewire.gateway.http;

import io.netty.channel.ChannelPipeline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a route answers. Immutable; the body's bytes are handed over and must not change. */
public final class Response {
    /** A header of our own making. */
    public record Header(String name, String value) {}

    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;
    private final List<Header> headers;
    private final boolean closes;
    private final @Nullable Consumer<ChannelPipeline> successor;

    private Response(
            int status,
            @Nullable String contentType,
            byte[] body,
            List<Header> headers,
            boolean closes,
            @Nullable Consumer<ChannelPipeline> successor) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
        this.closes = closes;
        this.successor = successor;
    }

    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, contentType, body, List.of(), false, null);
    }

    /** A 200 with JSON. */
    public static Response json(byte[] body) {
        return of(200, "application/json", body);
    }

    /** A 200 with text of the given type, UTF-8. */
    public static Response text(String contentType, String body) {
        return of(200, contentType + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A 200 whose body ends with the connection.
     *
     * @param successor writes it: adds itself at the end of the pipeline, on the channel's event loop, right after the head was
     *     written. Not called where only the head was asked for
     */
    public static Response stream(String contentType, Consumer<ChannelPipeline> successor) {
        return of(200, contentType, new byte[0]).handedTo(successor);
    }

    /** An answer that has no body by its status, such as 204 and 304. */
    public static Response empty(int status) {
        return new Response(status, null, new byte[0], List.of(), false, null);
    }

    /** The same with one header more. */
    public Response with(String name, String value) {
        List<Header> longer = new ArrayList<>(headers);
        longer.add(new Header(name, value));
        return new Response(status, contentType, body, List.copyOf(longer), closes, successor);
    }

    /** The same, after which the connection ends. */
    Response closing() {
        return new Response(status, contentType, body, headers, true, successor);
    }

    /** The same, after whose head the connection is another's. */
    Response handedTo(Consumer<ChannelPipeline> newSuccessor) {
        return new Response(status, contentType, body, headers, closes, newSuccessor);
    }

    /** Whose the connection is after the head; null where it stays with HTTP. */
    @Nullable
    Consumer<ChannelPipeline> successor() {
        return successor;
    }

    public int status() {
        return status;
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    List<Header> headers() {
        return headers;
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header.name().equals(name));
    }

    boolean closes() {
        return closes;
    }
}
