package io.quotewire.app.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file system in memory that one process sees, and no other.
 *
 * @param folder where it sees it
 * @param options as those of {@code mount}
 */
record OwnMount(Path folder, String options) {
    private static final String SCRIPT = "mount -t tmpfs -o \"$1\" none \"$0\" && shift && exec \"$@\"";

    /**
     * One of {@code options}.
     *
     * @throws org.opentest4j.TestAbortedException with one line if that cannot be; where all must run, that is a failure
     */
    static OwnMount at(Path folder, String options) throws IOException, InterruptedException {
        OwnMount mount = new OwnMount(folder, options);
        String why = "a disk that is full or read-only is not tested: unshare and mount do not make one here";
        boolean possible = isPossible(mount);
        if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
            assertThat(possible).as(why).isTrue();
        }
        if (!possible) {
            System.out.println("skipped: " + why);
        }
        assumeTrue(possible, why);
        return mount;
    }

    private static boolean isPossible(OwnMount mount) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(mount.around(List.of("true")))
                    .inheritIO()
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What runs {@code command} there. */
    List<String> around(List<String> command) {
        List<String> all =
                new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", SCRIPT));
        all.add(folder.toString());
        all.add(options);
        all.addAll(command);
        return all;
    }

    /** The file of that name, as the process with the number sees it. */
    Path file(long pid, String name) {
        return Path.of("/proc", String.valueOf(pid), "root")
                .resolve(folder.toString().substring(1))
                .resolve(name);
    }
}
