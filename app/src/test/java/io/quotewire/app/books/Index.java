package io.quotewire.app.books;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code INDEX.md} says of a recording. */
final class Index {
    private static final String FILE = "INDEX.md";
    private static final Map<String, List<String>> READ = new ConcurrentHashMap<>();
    private static final Pattern VERIFIED = Pattern.compile("\\| (\\S+(?: \\+ \\S+)*) \\| (\\d+) instr\\.: (.+) \\|");
    private static final Pattern NANOSECONDS = Pattern.compile("received at (\\d+) ns");
    private static final Pattern SECONDS = Pattern.compile("\\| (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ) \\|");

    private Index() {}

    /**
     * A row of the table of verified captures.
     *
     * @param books how many books, or other things that figures belong to
     * @param figures over all of them
     */
    record Row(String recording, int books, String figures) {
        /** Sums by figure. */
        Map<Figure, String> sums() {
            Map<Figure, String> sums = new LinkedHashMap<>();
            for (String part : figures.split(", ", -1)) {
                int equals = part.lastIndexOf('=');
                sums.put(Figure.of(part.substring(0, equals)), part.substring(equals + 1));
            }
            return sums;
        }
    }

    static List<Row> verified() {
        return lines().stream()
                .map(VERIFIED::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(row.group(1), Integer.parseInt(row.group(2)), row.group(3)))
                .toList();
    }

    /** When an answer over REST was received, microseconds. Some rows tell the second only: then the end of it. */
    static long receivedUs(String answer) {
        String row = lines().stream()
                .filter(line -> line.startsWith("| " + answer + " |"))
                .findFirst()
                .orElseThrow();
        Matcher nanoseconds = NANOSECONDS.matcher(row);
        if (nanoseconds.find()) {
            return Long.parseLong(nanoseconds.group(1)) / 1_000;
        }
        Matcher seconds = SECONDS.matcher(row);
        if (!seconds.find()) {
            throw new IllegalStateException("nothing says when " + answer + " was received");
        }
        return Instant.parse(seconds.group(1)).plus(Duration.ofSeconds(1)).toEpochMilli() * 1_000;
    }

    private static List<String> lines() {
        return READ.computeIfAbsent(FILE, Recordings::lines);
    }
}
