package io.quotewire.lab.capture;

import io.quotewire.lab.stage.StreamKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was found of one venue in one file.
 *
 * <p><b>Threads:</b> one while it is filled.
 */
final class Tally {
    static final int MAX_STREAMS = 100_000;

    private final Map<StreamKey, Long> streams = new HashMap<>();
    private long frames;
    private long others;
    private long firstNs;
    private long lastNs;

    /** @param complaint makes of what is wrong what is thrown */
    void frame(StreamKey key, long recvNs, Function<String, BadCapture> complaint) throws BadCapture {
        streams.merge(key, 1L, Long::sum);
        if (streams.size() > MAX_STREAMS) {
            throw complaint.apply("more than " + MAX_STREAMS + " streams");
        }
        firstNs = frames == 0 ? recvNs : firstNs;
        lastNs = recvNs;
        frames++;
    }

    /** An acknowledgement, a notice, or what the client sent. */
    void other() {
        others++;
    }

    Map<StreamKey, Long> streams() {
        return streams;
    }

    long frames() {
        return frames;
    }

    long others() {
        return others;
    }

    long firstNs() {
        return firstNs;
    }

    long lastNs() {
        return lastNs;
    }
}
