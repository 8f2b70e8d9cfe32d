package io.quotewire.venue.limit;

import java.time.Duration;

/** Both clocks of a machine, under the test's hand. */
final class TestMoments {
    private long wallUs = 1_795_255_445_000_000L; // 2026-11-21
    private long monotonicUs = 77_000_000;
    private String boot = "b00t-1";

    Moments moments() {
        return new Moments(() -> wallUs, () -> monotonicUs, boot);
    }

    long nowUs() {
        return wallUs;
    }

    void advance(Duration by) {
        wallUs += by.toNanos() / 1_000;
        monotonicUs += by.toNanos() / 1_000;
    }

    /** Somebody sets the wall clock. */
    void jump(Duration by) {
        wallUs += by.toNanos() / 1_000;
    }

    void reboot() {
        boot += "x";
        monotonicUs = 1_000_000;
    }
}
