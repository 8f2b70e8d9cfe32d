package io.quotewire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's {@code quotewire.js} keeps the same rule as this module; node, where there is one, runs it. */
class BrowserFileTest {
    private static final Path BROWSER_FILE = Path.of("../gateway/src/main/resources/web/quotewire.js");
    private static final Path SCRIPT = Path.of("src/test/resources/browser-test.mjs");
    private static final int SCRIPTS = 400;
    private static final int STEPS = 40;
    private static final long DEADLINE_S = 60;

    @TempDir
    Path folder;

    @BeforeEach
    void node_isThere() throws InterruptedException {
        if (!hasNode()) {
            if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
                fail("quotewire.js is not tested: node 20 or newer is not on the PATH, and QUOTEWIRE_STRICT=1");
            }
            assumeTrue(false, "quotewire.js is not tested: node 20 or newer is not on the PATH");
        }
    }

    @Test
    void browserFile_scriptedMessages_doesAndTellsAsWritten() throws Exception {
        run(RuleVectorsTest.VECTORS);
    }

    /** Where the vectors stop, chance goes on: whatever the Java client makes of a script, the browser's must make. */
    @Test
    void browserFile_randomMessages_doesAndTellsAsTheJavaClient() throws Exception {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        List<String> vectors = new ArrayList<>();
        for (int i = 0; i < SCRIPTS; i++) {
            vectors.add(RandomScript.write("seed " + seed + " script " + i, random.split(), STEPS));
        }
        Path file = folder.resolve("random-vectors.json");
        Files.writeString(file, "{\"vectors\":[" + String.join(",\n", vectors) + "]}");

        run(file);
    }

    private void run(Path vectors) throws IOException, InterruptedException {
        // As .mjs, because node of every version takes that for a module.
        Path module = Files.copy(BROWSER_FILE, folder.resolve("quotewire.mjs"));
        File output = folder.resolve("output.txt").toFile();
        Process node = new ProcessBuilder("node", SCRIPT.toString(), module.toString(), vectors.toString())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        if (!node.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
            node.destroyForcibly();
            fail("node did not end within %d s: %s", DEADLINE_S, Files.readString(output.toPath()));
        }
        assertThat(node.exitValue()).as(Files.readString(output.toPath())).isZero();
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("node", "--version").start();
            String printed = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            version.waitFor();
            return printed.matches("(?s)v\\d+\\..*")
                    && Integer.parseInt(printed.substring(1, printed.indexOf('.'))) >= 20;
        } catch (IOException _) {
            return false;
        }
    }
}
