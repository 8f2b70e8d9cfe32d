package io.quotewire.venue.limit;

import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Both clocks, and within which boot of the machine the monotonic one counts.
 *
 * @param clock the time of the process
 * @param monotonicUs never jumps; comparable between processes of one boot
 * @param boot names it; empty where the system does not say, and then only the wall clock is left
 */
record Moments(MicroClock clock, LongSupplier monotonicUs, String boot) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    static Moments of(MicroClock clock) {
        return new Moments(clock, () -> System.nanoTime() / 1_000, readBoot());
    }

    private static String readBoot() {
        try {
            String text = Files.readString(BOOT).strip();
            return text.matches("[0-9a-f-]{1,64}") ? text : "";
        } catch (IOException e) {
            return "";
        }
    }
}
