package io.quotewire.gateway.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request that a route may answer. Immutable. */
public final class Request {
    private final Head head;
    private final Map<String, String> variables;
    private final Query query;

    Request(Head head, Map<String, String> variables, Query query) {
        this.head = head;
        this.variables = variables;
        this.query = query;
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

    public Query query() {
        return query;
    }

    /** The value of a header, its name in lower case; null where it is absent. */
    public @Nullable String header(String name) {
        return head.one(name);
    }

    Head head() {
        return head;
    }
}
