package io.quotewire.gateway.rest;

import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
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
     * The topic that {@code request} names.
     *
     * @throws Refusal with near names if there is none of that name, or if who asks may not see it
     */
    static Topic topic(RestApi.Parts parts, Request request, String name) {
        Topic topic = parse(name);
        if (topic == null || !parts.directory().catalog().has(topic)) {
            throw new Refusal(Problem.of(Problem.Type.UNKNOWN_TOPIC, name)
                    .near(parts.near().of(name)));
        }
        Entitlement entitlement = request.principal().entitlement();
        if (!entitlement.sees(topic) || !entitlement.reaches(topic)) {
            throw new Refusal(Problem.of(Problem.Type.NOT_ENTITLED, "the account may not see " + topic));
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
