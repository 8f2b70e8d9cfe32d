package io.quotewire.gateway.rest;

import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What slow routes need to ask a shard. */
final class Asking {
    /** A shard that turns at all has answered by then. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Asking() {}

    /**
     * Waits for a shard's answer.
     *
     * @param patience for which the shard itself may wait
     * @throws Refusal if there is none
     */
    static <T> T await(@Nullable Future<T> answer, Duration patience) {
        if (answer == null) {
            throw busy();
        }
        try {
            return answer.get(patience.plus(LONGEST).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw busy();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("asking a shard", bug.getCause());
        }
    }

    /**
     * The topic that a request names.
     *
     * @throws Refusal with near names if there is none of that name
     */
    static Topic topic(RestApi.Parts parts, String name) {
        Topic topic = parse(name);
        if (topic == null || !parts.directory().catalog().has(topic)) {
            throw new Refusal(Problem.of(Problem.Type.UNKNOWN_TOPIC, name)
                    .near(parts.near().of(name)));
        }
        return topic;
    }

    private static @Nullable Topic parse(String name) {
        try {
            return Topic.parse(name);
        } catch (IllegalArgumentException notATopic) {
            return null;
        }
    }

    private static Refusal busy() {
        return new Refusal(Problem.of(Problem.Type.OVERLOADED, "the gateway has too much to do"));
    }
}
