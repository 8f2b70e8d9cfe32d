package io.quotewire.gateway.http;

import io.quotewire.model.MicroClock;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one log line a second through. Any thread. */
final class Sampler {
    private static final long PAUSE_US = 1_000_000;

    private final MicroClock clock;
    private final AtomicLong nextUs = new AtomicLong();

    Sampler(MicroClock clock) {
        this.clock = clock;
    }

    boolean admits() {
        long nowUs = clock.nowUs();
        long dueUs = nextUs.get();
        return nowUs >= dueUs && nextUs.compareAndSet(dueUs, nowUs + PAUSE_US);
    }
}
