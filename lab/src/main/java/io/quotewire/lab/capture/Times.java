package io.quotewire.lab.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The receive times that lie beside a {@code .jsonl} file.
 *
 * <p><b>Threads:</b> one.
 */
final class Times implements Closeable {
    private final @Nullable Lines lines;
    private long lastNs;

    private Times(@Nullable Lines lines) {
        this.lines = lines;
    }

    /** All zero where {@code file} is null. */
    static Times open(@Nullable Path file) throws IOException {
        return new Times(file == null ? null : Lines.open(file));
    }

    /** Where the times of {@code frames} lie, null if they do not. */
    static @Nullable Path beside(Path frames) {
        Path plain = plain(frames);
        Path packed = plain.resolveSibling(plain.getFileName() + ".gz");
        return Files.exists(plain) ? plain : Files.exists(packed) ? packed : null;
    }

    static Path plain(Path frames) {
        String name = String.valueOf(frames.getFileName());
        return frames.resolveSibling(name.substring(0, name.lastIndexOf(".jsonl")) + ".recv_ns.txt");
    }

    /** The time of the next line of {@code frames}. */
    long nextNs(Lines frames) throws IOException {
        if (lines == null) {
            return 0;
        }
        byte[] line = lines.next();
        if (line == null) {
            throw frames.bad("there are only " + lines.number() + " receive times beside this file");
        }
        lastNs = Math.max(lastNs, readNs(line, lines));
        return lastNs;
    }

    /** Complains if there are more times than frames. */
    void end(Lines frames) throws IOException {
        if (lines != null && lines.next() != null) {
            throw lines.bad("a receive time too many: there are only " + frames.number() + " frames");
        }
    }

    static long readNs(byte[] digits, Lines where) throws BadCapture {
        String text = new String(digits, StandardCharsets.UTF_8);
        try {
            long recvNs = Long.parseLong(text);
            if (recvNs >= 0) {
                return recvNs;
            }
        } catch (NumberFormatException ignored) {
            // Said below.
        }
        throw where.bad("nanoseconds since 1970 were expected, was '" + text + "'");
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
