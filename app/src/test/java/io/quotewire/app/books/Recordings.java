package io.quotewire.app.books;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The recorded traffic beside the checkout. Where it is absent a test is skipped, and fails where skips are forbidden. */
final class Recordings {
    private static final Path ROOT = Path.of(System.getProperty("quotewire.recordings", "../shared/exchange-data"));

    private Recordings() {}

    static String text(String name) {
        Path file = root().resolve(name);
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those lines of a file that have anything in them. */
    static List<String> lines(String name) {
        return text(name).lines().filter(line -> !line.isBlank()).toList();
    }

    static boolean has(String name) {
        return Files.exists(root().resolve(name));
    }

    /** The names of the files of a folder, in order. */
    static List<String> files(String folder) {
        try (var files = Files.list(root().resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        if (!Files.isDirectory(ROOT)) {
            String message = "no recorded traffic in " + ROOT + " (property quotewire.recordings)";
            if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
                throw new AssertionError(message);
            }
            abort(message);
        }
        return ROOT;
    }
}
