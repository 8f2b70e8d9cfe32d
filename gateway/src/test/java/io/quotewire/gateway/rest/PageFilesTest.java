package io.quotewire.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the page needs no browser; node, where there is one, runs it. */
class PageFilesTest {
    private static final Path WEB = Path.of("src/main/resources/web");
    private static final Path SCRIPT = Path.of("src/test/resources/page-test.mjs");
    private static final long DEADLINE_S = 60;

    @TempDir
    Path folder;

    @BeforeEach
    void node_isThere() throws InterruptedException {
        if (!hasNode()) {
            if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
                fail("the page's modules are not tested: node 20 or newer is not on the PATH, and QUOTEWIRE_STRICT=1");
            }
            assumeTrue(false, "the page's modules are not tested: node 20 or newer is not on the PATH");
        }
    }

    @Test
    void pageModules_doAsTheyPromise() throws Exception {
        copy();
        File output = folder.resolve("output.txt").toFile();
        Process node = new ProcessBuilder("node", SCRIPT.toString(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        if (!node.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
            node.destroyForcibly();
            fail("node did not end within %d s: %s", DEADLINE_S, Files.readString(output.toPath()));
        }
        assertThat(node.exitValue()).as(Files.readString(output.toPath())).isZero();
    }

    /** Beside a word that tells node that they are modules, which a browser hears from the page. */
    private void copy() throws IOException {
        Files.writeString(folder.resolve("package.json"), "{\"type\":\"module\"}");
        Files.createDirectory(folder.resolve("page"));
        try (Stream<Path> files = Files.walk(WEB)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                Files.copy(file, folder.resolve(WEB.relativize(file).toString()));
            }
        }
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
