package io.quotewire.app.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The last line of a recording, read without any code of the program. */
record LastFrame(String text) {
    static LastFrame of(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return new LastFrame(lines.lines().reduce("", (earlier, later) -> later));
        }
    }

    /** The text value of {@code field}. */
    String field(String field) {
        Matcher found = Pattern.compile('"' + field + "\":\"([^\"]*)\"").matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + field + " in " + text);
        }
        return found.group(1);
    }
}
