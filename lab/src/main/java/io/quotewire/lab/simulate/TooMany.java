package io.quotewire.lab.simulate;

import io.quotewire.lab.host.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a venue answers to who has asked too much: status 429. */
final class TooMany {
    private static final byte[] BODY =
            "{\"code\":-1003,\"msg\":\"Too many requests.\"}".getBytes(StandardCharsets.US_ASCII);

    private static final long FAULT_S = 5;

    private TooMany() {}

    static HttpAnswer retryIn(long seconds) {
        return HttpAnswer.json(429, BODY).with(Map.of("Retry-After", Long.toString(seconds)));
    }

    /** For the fault {@code rate-limit}. */
    static HttpAnswer asked() {
        return retryIn(FAULT_S);
    }
}
