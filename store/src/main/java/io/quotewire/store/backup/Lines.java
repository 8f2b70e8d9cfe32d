package io.quotewire.store.backup;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The lines of a backup, bounded, one after the other. One thread. */
final class Lines implements AutoCloseable {
    /** Far beyond what the columns of any table can hold. */
    private static final int LONGEST = 1 << 18;

    private final InputStream in;
    private final MessageDigest digest = digest();
    private byte[] line = {};
    private long number;

    Lines(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The next one's members; null where the file has ended. */
    @Nullable
    Map<String, @Nullable Object> next() throws IOException {
        digest.update(line);
        number++;
        line = read();
        if (line.length == 0) {
            return null;
        }
        if (line[line.length - 1] != '\n') {
            throw refused("the file ends in the middle of it: it was cut", null);
        }
        try {
            return Members.read(line);
        } catch (JacksonException e) {
            throw refused("it is no JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /** Of all that came before the line that came last. */
    String sum() {
        return HexFormat.of().formatHex(digest.digest());
    }

    BackupRefused refused(String why, @Nullable Throwable cause) {
        return new BackupRefused(number, why, cause);
    }

    /** With its end; empty where the file has ended. */
    private byte[] read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        int next;
        do {
            next = in.read();
            if (next >= 0) {
                bytes.write(next);
            }
            if (bytes.size() > LONGEST) {
                throw refused("it is longer than %d bytes".formatted(LONGEST), null);
            }
        } while (next >= 0 && next != '\n');
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
