package io.quotewire.venue.adapter;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The recorded traffic beside the checkout. Where it is absent a test is skipped, and fails where skips are forbidden. */
final class Recordings {
    private static final Path ROOT = Path.of(System.getProperty("quotewire.recordings", "../shared/exchange-data"));

    private Recordings() {}

    static Path root() {
        if (!Files.isDirectory(ROOT)) {
            String message = "no recorded traffic in " + ROOT + " (property quotewire.recordings)";
            if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
                throw new AssertionError(message);
            }
            abort(message);
        }
        return ROOT;
    }

    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    /** Files of messages, one a line, in a folder such as {@code okx/tickers}; none if there is no such folder. */
    static List<Path> files(String folder) {
        Path path = root().resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().matches(".*\\.(jsonl|jsonl\\.gz|tsv\\.gz)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The messages that the venue sent over WebSocket. */
    static List<String> messages(Path file) {
        Stream<String> lines = new String(bytes(file), StandardCharsets.UTF_8).lines();
        return file.toString().endsWith(".tsv.gz")
                ? lines.map(line -> line.split("\t", 4))
                        .filter(parts -> parts[2].equals("<") && !parts[1].equals("http"))
                        .map(parts -> parts[3])
                        .toList()
                : lines.filter(line -> !line.isBlank()).toList();
    }

    static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return plain.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
