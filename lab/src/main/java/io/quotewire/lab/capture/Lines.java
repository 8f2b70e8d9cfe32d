package io.quotewire.lab.capture;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file, plain or compressed by its name, without their ends.
 *
 * <p><b>Threads:</b> one.
 */
final class Lines implements Closeable {
    static final int MAX_LINE = 16 << 20;

    private static final int BUFFER = 64 << 10;

    private final Path file;
    private final InputStream bytes;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long number;

    private Lines(Path file, InputStream bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static Lines open(Path file) throws IOException {
        return new Lines(file, bytes(file));
    }

    /** The bytes of {@code file}, inflated if its name ends in {@code .gz}. */
    static InputStream bytes(Path file) throws IOException {
        InputStream raw = raw(file);
        if (!file.toString().endsWith(".gz")) {
            return raw;
        }
        try {
            return new GZIPInputStream(raw, BUFFER);
        } catch (ZipException | EOFException e) {
            raw.close();
            throw new BadCapture(file, "is no gzip file, in spite of its name", e);
        }
    }

    private static InputStream raw(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadCapture(file, "is a folder; name the files in it");
        }
        try {
            return new BufferedInputStream(Files.newInputStream(file), BUFFER);
        } catch (IOException e) {
            throw new BadCapture(file, "cannot be opened", e);
        }
    }

    /** The next line, null at the end. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream begun = null; // Set only where a line spans buffers.
        while (true) {
            if (from == to && !fill()) {
                return begun == null ? null : line(begun.toByteArray());
            }
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            if (end < to && begun == null) {
                byte[] whole = Arrays.copyOfRange(buffer, from, end);
                from = end + 1;
                return line(whole);
            }
            begun = begun == null ? new ByteArrayOutputStream() : begun;
            begun.write(buffer, from, end - from);
            if (begun.size() > MAX_LINE) {
                throw new BadCapture(file, number + 1, "longer than " + MAX_LINE + " bytes");
            }
            from = end < to ? end + 1 : to;
            if (end < to) {
                return line(begun.toByteArray());
            }
        }
    }

    private byte[] line(byte[] bytes) {
        number++;
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private boolean fill() throws IOException {
        try {
            from = 0;
            to = Math.max(0, bytes.read(buffer));
            return to > 0;
        } catch (ZipException | EOFException e) {
            throw new BadCapture(file, "damaged gzip after line " + number, e);
        }
    }

    /** How many lines were read. */
    long number() {
        return number;
    }

    /** Complains of the line read last. */
    BadCapture bad(String why) {
        return new BadCapture(file, number, why);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
