package io.quotewire.lab.tape;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which files a reel writes.
 *
 * @param name the file without its ending where there is one file only, else what the names of all begin with
 * @param rotateBytes a file that has so many is followed by another; 0 for one file only
 * @param rotateAfter likewise by age
 * @param keepBytes of all files together, beyond which the oldest are deleted; 0 for no limit
 * @param keep how old a file may be, since its last record; zero for no limit
 * @param yields whether the oldest are given up where the disk is full
 * @param force whether what is written is forced to the disk every second, and not only when a file is complete
 */
record ReelPlan(
        Path folder,
        String name,
        long rotateBytes,
        Duration rotateAfter,
        long keepBytes,
        Duration keep,
        boolean yields,
        boolean force) {
    boolean rotates() {
        return rotateBytes > 0;
    }
}
