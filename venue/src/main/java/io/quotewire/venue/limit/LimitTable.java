package io.quotewire.venue.limit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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

    /** The rules for {@code venue}, or those for any where it has none. */
    List<LimitRule> of(String venue) {
        boolean known = rows.stream().anyMatch(row -> row.venue().equals(venue));
        return rows.stream()
                .filter(row -> row.venue().equals(known ? venue : ANY))
                .flatMap(row -> Arrays.stream(row.ours().split(", ", -1)).map(rate -> new LimitRule(row.key(), rate)))
                .toList();
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
