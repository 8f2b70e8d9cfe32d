package io.quotewire.client;

import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Topics and wildcards that one listener follows. Any thread. */
public final class Subscription implements AutoCloseable {
    private final Set<TopicPattern> patterns;
    private final int rateMs;
    private final TopicListener listener;
    private final QuotewireClient.Closer closer;
    private volatile boolean closed;

    Subscription(Collection<TopicPattern> patterns, int rateMs, TopicListener listener, QuotewireClient.Closer closer) {
        this.rateMs = rateMs;
        this.patterns = Collections.unmodifiableSet(new LinkedHashSet<>(patterns)); // In the order given, as sent.
        this.listener = listener;
        this.closer = closer;
    }

    public Set<TopicPattern> patterns() {
        return patterns;
    }

    int rateMs() {
        return rateMs;
    }

    /** Ends it. A callback that is under way finishes, and none follows. */
    @Override
    public void close() {
        closed = true; // At once: messages may be on their way to the client's thread.
        closer.close(this);
    }

    boolean isClosed() {
        return closed;
    }

    TopicListener listener() {
        return listener;
    }

    boolean covers(Topic topic) {
        for (TopicPattern pattern : patterns) {
            if (pattern.matches(topic)) {
                return true;
            }
        }
        return false;
    }
}
