package io.quotewire.gateway.near;

import io.quotewire.model.Directory;
import io.quotewire.model.MicroClock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Existing topics with a name near a wrong one, as long as there have not been too many searches. Any thread. */
public final class NearTopics {
    /** Searches a second, and as many at once. */
    public static final int PER_S = 20;

    private static final long SECOND_US = TimeUnit.SECONDS.toMicros(1);
    private static final long COST_US = SECOND_US / PER_S;

    private final Directory directory;
    private final MicroClock clock;

    /** When the budget is full again; ahead of now by what has been spent. */
    private final AtomicLong fullAtUs = new AtomicLong();

    public NearTopics(Directory directory, MicroClock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Up to three, nearest first; empty where nothing is near, and where nothing was searched. */
    public List<String> of(String wanted) {
        return admits() ? directory.catalog().near(wanted) : List.of();
    }

    private boolean admits() {
        long nowUs = clock.nowUs();
        long before = fullAtUs.get();
        long after = Math.max(nowUs, before) + COST_US;
        return after - nowUs <= SECOND_US && fullAtUs.compareAndSet(before, after);
    }
}
