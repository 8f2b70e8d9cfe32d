package io.quotewire.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/** The two files, as they are on disk. */
record KeyFiles(Path certificate, Path key) {
    private static final int MOST_BYTES = 1 << 20;

    /** What was in both at one time. */
    record Contents(String certificate, String key) {
        /** Without what is in them: one is a key. */
        @Override
        public String toString() {
            return certificate.length() + " and " + key.length() + " bytes";
        }
    }

    Contents read() throws BadKeyMaterial {
        return new Contents(read("tls.certificate", certificate), read("tls.key", key));
    }

    KeyMaterial material(Contents contents, Instant now) throws BadKeyMaterial {
        return KeyMaterial.of(certificate, contents.certificate, key, contents.key, now);
    }

    private static String read(String setting, Path file) throws BadKeyMaterial {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new BadKeyMaterial(setting + ": " + file + " is longer than a MiB");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new BadKeyMaterial(setting + ": there is no file " + file, e);
        } catch (IOException e) {
            throw new BadKeyMaterial(setting + ": " + file + " cannot be read: " + e, e);
        }
    }
}
