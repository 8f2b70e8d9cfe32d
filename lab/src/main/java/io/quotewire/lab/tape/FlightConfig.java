package io.quotewire.lab.tape;

import io.quotewire.model.Check;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The flight recorder: the last minutes of each venue, in a ring of files.
 *
 * @param enabled whether there is one
 * @param keep how far back it goes at least, where its bytes suffice; 1 minute to 24 hours
 * @param maxBytes of each venue, 1 MiB to 64 GiB
 */
public record FlightConfig(boolean enabled, Duration keep, long maxBytes) {
    public static final FlightConfig DEFAULT = new FlightConfig(true, Duration.ofMinutes(10), 64L << 20);

    /** The folder in the data folder. */
    public static final String FOLDER = "flight";

    private static final int FILES = 8;

    public FlightConfig {
        Check.range("flight-recorder.keep (s)", keep.toSeconds(), 60, 86_400);
        Check.range("flight-recorder.max-bytes", maxBytes, 1L << 20, 64L << 30);
    }

    /** The files of one venue. A file goes when its newest record is older than that, so one more file is kept than are needed. */
    ReelPlan plan(Path folder, String venue) {
        return new ReelPlan(folder, venue, maxBytes / FILES, keep.dividedBy(FILES), maxBytes, keep, true, false);
    }
}
