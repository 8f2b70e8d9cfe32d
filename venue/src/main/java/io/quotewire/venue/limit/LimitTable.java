package io.quotewire.venue.limit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The table of rules, {@code limits.tsv}, read once. */
final class LimitTable {
    static final LimitTable STANDARD = read();

    /** The rows for venues that have none of their own. */
    private static final String ANY = "*";

    private static final int COLUMNS = 6;

    private final List<Row> rows;

    /**
     * One rule.
     *
     * @param ours what we keep to, as a setting would have it
     * @param published what the venue says
     * @param source where it says so
     * @param checked when that was read, as far as the source has a date
     */
    record Row(String venue, String key, String ours, String published, String source, String checked) {}

    private LimitTable(List<Row> rows) {
        this.rows = rows;
    }

    List<Row> rows() {
        return rows;
    }

    Limits of(String venue) {
        boolean known = rows.stream().anyMatch(row -> row.venue().equals(venue));
        Map<String, String> ours = new HashMap<>();
        rows.stream()
                .filter(row -> row.venue().equals(known ? venue : ANY))
                .forEach(row -> ours.put(row.key(), row.ours()));
        return new Limits(
                rates(ours, "connects"),
                rates(ours, "control"),
                rates(ours, "subscriptions"),
                rates(ours, "requests"),
                rates(ours, "weight"),
                rates(ours, "address-weight"),
                ours.getOrDefault("weight-header", ""),
                Duration.ofMinutes(Long.parseLong(ours.getOrDefault("after-forbidden-min", "0"))));
    }

    private static List<Rate> rates(Map<String, String> ours, String key) {
        String text = ours.getOrDefault(key, "");
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(", ", -1)).map(Rate::parse).toList();
    }

    private static LimitTable read() {
        try (InputStream in = Objects.requireNonNull(LimitTable.class.getResourceAsStream("limits.tsv"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new LimitTable(text.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(LimitTable::row)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("reading the table of limits", e);
        }
    }

    private static Row row(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != COLUMNS) {
            throw new IllegalStateException("a row of the table of limits has " + parts.length + " columns: " + line);
        }
        return new Row(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
    }
}
