package io.quotewire.lab.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The recorded exchange traffic beside the checkout. Without it a test says so and is skipped, or fails if it must not be. */
public final class Recordings {
    private Recordings() {}

    public static Path file(String name) {
        Path folder = Path.of(System.getProperty("quotewire.recordings", "recordings"));
        boolean there = Files.isDirectory(folder);
        if (!there && "1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
            throw new AssertionError("QUOTEWIRE_STRICT=1, but there are no recordings in " + folder);
        }
        assumeTrue(there, () -> "skipped: no recordings in " + folder + " (property quotewire.recordings)");
        return folder.resolve(name);
    }
}
