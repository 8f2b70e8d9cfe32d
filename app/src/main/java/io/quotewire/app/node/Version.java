package io.quotewire.app.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * Which build this is.
 *
 * @param commit {@code unknown} where the build was not told
 */
public record Version(String number, String commit) {
    /** What the build wrote beside this class. */
    public static Version read() {
        try (InputStream in = Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"))) {
            Properties properties = new Properties();
            properties.load(in);
            return new Version(properties.getProperty("version"), properties.getProperty("commit"));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the version", e);
        }
    }

    /** {@code 0.1.0 (3f2c1ab)}. */
    @Override
    public String toString() {
        return number + " (" + commit + ")";
    }
}
