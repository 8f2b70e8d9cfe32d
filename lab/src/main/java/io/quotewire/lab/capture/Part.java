package io.quotewire.lab.capture;

import io.quotewire.lab.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What one file holds of one venue.
 *
 * @param lists instrument lists recorded in the file itself, by name
 * @param opener reads the frames, from the first
 */
record Part(Path file, Stage stage, Tally tally, Map<String, byte[]> lists, Opener opener) {
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
