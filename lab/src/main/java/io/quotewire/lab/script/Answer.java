package io.quotewire.lab.script;

import java.nio.charset.StandardCharsets;

/** A venue's answer to a REST request. Immutable as long as nobody writes to {@link #body}. */
public final class Answer {
    private final int status;
    private final int weight;
    private final byte[] body;

    Answer(int status, int weight, String json) {
        this.status = status;
        this.weight = weight;
        this.body = json.getBytes(StandardCharsets.UTF_8);
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** What the request counts against {@link Limits#weight}, above zero. */
    public int weight() {
        return weight;
    }

    /** JSON in UTF-8, not to be written to. */
    public byte[] body() {
        return body;
    }
}
