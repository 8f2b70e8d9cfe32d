package io.quotewire.gateway.rest;

import io.quotewire.model.Route;
import io.quotewire.model.Topic;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes prices in other currencies for those who ask once. */
final class OnDemand {
    private static final long FIRST_US = TimeUnit.SECONDS.toMicros(1);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private OnDemand() {}

    /** The same for one topic, where that is a conversion. */
    static void begin(RestApi.Parts parts, Topic topic) {
        if (way(parts, topic) != null) {
            begin(parts, List.of(topic));
        }
    }

    /** Wants conversions, and waits a moment for those that nobody wanted before, as far as what they are made of is there. */
    static void begin(RestApi.Parts parts, List<Topic> conversions) {
        conversions.forEach(parts.shards()::want);
        long endUs = parts.clock().nowUs() + FIRST_US;
        while (parts.clock().nowUs() < endUs && conversions.stream().anyMatch(topic -> isAwaited(parts, topic))) {
            LockSupport.parkNanos(parts, LOOK_NS);
        }
    }

    private static boolean isAwaited(RestApi.Parts parts, Topic conversion) {
        Route way = way(parts, conversion);
        return way != null
                && parts.snapshots().last(conversion) == null
                && parts.snapshots().last(new Topic(conversion.kind(), Topic.BEST, way.from())) != null;
    }

    private static @Nullable Route way(RestApi.Parts parts, Topic topic) {
        return topic.source().equals(Topic.BEST) ? parts.directory().catalog().route(topic.instrument()) : null;
    }
}
