package io.quotewire.lab.host;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer over HTTP, but for what every answer carries. Never changes. */
public final class HttpAnswer {
    private final int status;
    private final String type;
    private final byte[] body;
    private final Map<String, String> headers;

    private HttpAnswer(int status, String type, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.headers = Map.copyOf(headers);
    }

    /**
     * JSON as it is.
     *
     * @param status the HTTP status; after any but 200 the connection is closed
     * @param body not to be changed any more
     */
    public static HttpAnswer json(int status, byte[] body) {
        return new HttpAnswer(status, "application/json", body, Map.of());
    }

    /** One line for a person to read. */
    public static HttpAnswer text(int status, String line) {
        byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
        return new HttpAnswer(status, "text/plain; charset=utf-8", body, Map.of());
    }

    /** The same with these headers, beyond length, type and the mark of a simulation. */
    public HttpAnswer with(Map<String, String> others) {
        return new HttpAnswer(status, type, body, others);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    byte[] body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }
}
