package io.quotewire.gateway.http;

import io.quotewire.gateway.auth.Principal;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request that a route may answer. Immutable. */
public final class Request {
    private final Head head;
    private final Map<String, String> variables;
    private final Query query;
    private final Sender sender;

    /**
     * From whom it is.
     *
     * @param address from where it came
     * @param principal who that is found to be
     * @param body as it was sent, to be read only
     */
    record Sender(InetAddress address, boolean encrypted, Principal principal, ByteBuffer body) {}

    Request(Head head, Map<String, String> variables, Query query, Sender sender) {
        this.head = head;
        this.variables = variables;
        this.query = query;
        this.sender = sender;
    }

    /**
     * What stands in the path in place of {@code {name}}.
     *
     * @throws IllegalArgumentException if the route has no such place
     */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    /** What was asked for, as it was sent. */
    public String target() {
        return head.target();
    }

    public Query query() {
        return query;
    }

    /** The value of a header, its name in lower case; null where it is absent. */
    public @Nullable String header(String name) {
        return head.one(name);
    }

    public InetAddress address() {
        return sender.address;
    }

    /** Whether it came encrypted, as far as we or a proxy that is trusted can tell. */
    public boolean encrypted() {
        return sender.encrypted;
    }

    /** Who asks. */
    public Principal principal() {
        return sender.principal;
    }

    /** What follows the head, within its limit; empty where that was nothing, and where nothing is done but reading. */
    public byte[] body() {
        ByteBuffer body = sender.body.duplicate();
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    Head head() {
        return head;
    }
}
