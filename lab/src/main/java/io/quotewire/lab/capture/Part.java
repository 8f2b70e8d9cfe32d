package io.quotewire.lab.capture;

import io.quotewire.lab.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What one file holds of one venue.
 *
 * @param lists instrument lists recorded in the file itself, by name
 * @param answers what was asked over REST and answered, beyond the lists
 * @param opener reads the frames, from the first
 */
record Part(Path file, Stage stage, Tally tally, Map<String, byte[]> lists, Set<String> answers, Opener opener) {
    /** Begins to read. */
    @FunctionalInterface
    interface Opener {
        FrameReader open() throws IOException;
    }

    /** The folder that holds the venue's channels, by the layout {@code VENUE/CHANNEL/FILE}. */
    Path home() {
        return home(file);
    }

    static Path home(Path file) {
        return file.toAbsolutePath().normalize().resolveSibling("..").normalize();
    }
}
