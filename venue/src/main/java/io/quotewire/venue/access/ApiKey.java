package io.quotewire.venue.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A key that somebody has given us, which is nobody else's business: it prints nothing. Immutable. */
public final class ApiKey {
    /** None; texts stay as they are. */
    public static final ApiKey NONE = new ApiKey("");

    private static final String PLACE = "{key}";

    /** Neither a path nor a header needs to be escaped for it. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{4,200}");

    private static final long LONGEST_FILE = 4_096;

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /**
     * Reads the only line of {@code file}.
     *
     * @throws IllegalArgumentException naming the file, and never what is in it, if it cannot be read or holds no key
     */
    public static ApiKey read(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new IllegalArgumentException("key-file " + file + " is too long for a key");
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
            if (!FORM.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "key-file " + file + " must hold one key of 4 to 200 letters, digits, _, . and -");
            }
            return new ApiKey(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "key-file " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** The text with the key where <code>{key}</code> stands; only for what leaves at once. */
    public String fill(String pattern) {
        return pattern.replace(PLACE, text);
    }

    /** The text without the key, should somebody have repeated it to us. */
    public String hide(String said) {
        return text.isEmpty() ? said : said.replace(text, PLACE);
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "no key" : "a key";
    }
}
