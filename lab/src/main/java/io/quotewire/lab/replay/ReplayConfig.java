package io.quotewire.lab.replay;

import io.quotewire.model.Check;
import java.time.Duration;

/**
 * How recordings are played.
 *
 * @param speed how many times faster than recorded, 1 to 1,000,000; 0 is flat out, as fast as it is read
 * @param subscribeQuiet how long after a subscription no other must have come for the first subscription to be taken for
 *     complete though streams of the recording are still unasked for; 1 ms to 60 s
 */
public record ReplayConfig(int speed, Duration subscribeQuiet) {
    public static final int FLAT_OUT = 0;

    public static final ReplayConfig DEFAULT = new ReplayConfig(1, Duration.ofMillis(500));

    public ReplayConfig {
        Check.range("replay.speed", speed, FLAT_OUT, 1_000_000);
        Check.range("replay.subscribe-quiet (ms)", subscribeQuiet.toMillis(), 1, 60_000);
    }

    public static ReplayConfig atSpeed(int speed) {
        return new ReplayConfig(speed, DEFAULT.subscribeQuiet);
    }

    boolean flatOut() {
        return speed == FLAT_OUT;
    }
}
