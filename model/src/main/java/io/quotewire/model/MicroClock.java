package io.quotewire.model;

import java.time.Instant;

/** Microseconds since 1970 UTC. Any thread. */
@FunctionalInterface
public interface MicroClock {
    long nowUs();

    /**
     * The system's wall clock as it stood at this call, carried on by the monotonic clock: a jump of the wall clock
     * neither ages a price nor revives one.
     */
    static MicroClock system() {
        Instant start = Instant.now();
        long startUs = start.getEpochSecond() * 1_000_000 + start.getNano() / 1_000;
        long startNs = System.nanoTime();
        return () -> startUs + (System.nanoTime() - startNs) / 1_000;
    }
}
