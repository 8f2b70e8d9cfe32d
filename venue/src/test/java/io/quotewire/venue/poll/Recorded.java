package io.quotewire.venue.poll;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Recorded answers beside the checkout. Where they are absent a test is skipped, and fails where skips are forbidden. */
public final class Recorded {
    private static final Path ROOT = Path.of(System.getProperty("quotewire.recordings", "../shared/exchange-data"));

    private Recorded() {}

    public static String answer(String file) {
        if (!Files.isDirectory(ROOT)) {
            String message = "no recorded traffic in " + ROOT + " (property quotewire.recordings)";
            if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
                throw new AssertionError(message);
            }
            abort(message);
        }
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
