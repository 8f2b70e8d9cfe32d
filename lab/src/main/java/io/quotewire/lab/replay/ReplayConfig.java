package io.quotewire.lab.replay;

import io.quotewire.model.Check;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How recordings are played.
 *
 * @param speed how many times faster than recorded, 1 to 1,000,000; 0 is flat out, as fast as it is read
 * @param subscribeQuiet how long after a subscription no other must have come for the first subscription to be taken for
 *     complete though streams of the recording are still unasked for; 1 ms to 60 s
 * @param at from when on it is played at that speed; what came before is played first, flat out; null for the beginning
 */
public record ReplayConfig(
        int speed, Duration subscribeQuiet, @Nullable Moment at) {
    public static final int FLAT_OUT = 0;

    public static final ReplayConfig DEFAULT = new ReplayConfig(1, Duration.ofMillis(500));

    public ReplayConfig {
        Check.range("replay.speed", speed, FLAT_OUT, 1_000_000);
        Check.range("replay.subscribe-quiet (ms)", subscribeQuiet.toMillis(), 1, 60_000);
    }

    /** From the beginning. */
    public ReplayConfig(int speed, Duration subscribeQuiet) {
        this(speed, subscribeQuiet, null);
    }

    public static ReplayConfig atSpeed(int speed) {
        return new ReplayConfig(speed, DEFAULT.subscribeQuiet);
    }

    /** The same from that moment on; null for the beginning. */
    public ReplayConfig from(@Nullable Moment moment) {
        return new ReplayConfig(speed, subscribeQuiet, moment);
    }

    boolean flatOut() {
        return speed == FLAT_OUT;
    }
}
