package io.quotewire.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** An API key of a gateway, shown with each connection. It does not print itself. Immutable. */
public final class AccessKey {
    private static final Pattern FORM = Pattern.compile("qw_[A-Za-z0-9_-]{8,200}");
    private static final long LONGEST_FILE = 4_096;

    private final String text;

    private AccessKey(String text) {
        this.text = text;
    }

    /**
     * Reads the only line of {@code file}.
     *
     * @throws IllegalArgumentException naming the file, and never what is in it, if it cannot be read or holds no key
     */
    public static AccessKey read(Path file) {
        try {
            String text = Files.size(file) > LONGEST_FILE
                    ? ""
                    : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
            if (!FORM.matcher(text).matches()) {
                throw new IllegalArgumentException(file + " must hold one key, qw_…, and nothing else");
            }
            return new AccessKey(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** As the header {@code X-API-Key} has it; only for what leaves at once. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return "a key";
    }
}
