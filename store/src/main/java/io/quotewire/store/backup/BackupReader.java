package io.quotewire.store.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a backup from its first line to its last, and refuses all that nobody wrote. One thread. */
final class BackupReader {
    private static final String TABLE = "table";

    private final Lines lines;
    private final int schema;
    private final Map<String, Object> counts = new LinkedHashMap<>();
    private final Map<String, Long> next = new LinkedHashMap<>();
    private int at;

    /** Takes each row. */
    @FunctionalInterface
    interface Rows {
        void take(Table table, Map<String, @Nullable Object> row) throws IOException, SQLException;
    }

    private BackupReader(Lines lines, int schema) {
        this.lines = lines;
        this.schema = schema;
        Table.ALL.forEach(table -> counts.put(table.name(), 0L));
    }

    /** Returns which number each table gives next. */
    static Map<String, Long> read(Path file, int schema, Rows rows) throws IOException, SQLException {
        try (Lines lines = new Lines(file)) {
            return new BackupReader(lines, schema).read(rows);
        }
    }

    private Map<String, Long> read(Rows rows) throws IOException, SQLException {
        header(line());
        Map<String, @Nullable Object> line = line();
        while (line.containsKey(TABLE)) {
            row(line, rows);
            line = line();
        }
        trailer(line);
        if (lines.next() != null) {
            throw lines.refused("something follows the last line", null);
        }
        return next;
    }

    private Map<String, @Nullable Object> line() throws IOException {
        Map<String, @Nullable Object> line = lines.next();
        if (line == null) {
            throw lines.refused("the file ends before its last line: it was cut", null);
        }
        return line;
    }

    private void header(Map<String, @Nullable Object> line) throws BackupRefused {
        if (!BackupWriter.FORMAT.equals(line.get("format"))) {
            throw lines.refused("it is not that of a backup of Quotewire", null);
        }
        isOurs("version", line.get("version"), BackupWriter.VERSION);
        isOurs("schema", line.get("schema"), schema);
        for (Table table : Table.ALL) {
            if (table.numbered()) {
                next.put(table.name(), next(line.get("next"), table.name()));
            }
        }
    }

    private void isOurs(String name, @Nullable Object value, long ours) throws BackupRefused {
        if (!Long.valueOf(ours).equals(value)) {
            throw lines.refused(
                    "the backup is of %s %s, this build reads %d: a build of its time can restore it"
                            .formatted(name, value, ours),
                    null);
        }
    }

    private long next(@Nullable Object numbers, String table) throws BackupRefused {
        Object number = numbers instanceof Map<?, ?> map ? map.get(table) : null;
        if (number instanceof Long value && value > 0) {
            return value;
        }
        throw lines.refused("it does not say which number the table " + table + " gives next", null);
    }

    private void row(Map<String, @Nullable Object> line, Rows rows) throws IOException, SQLException {
        Object name = line.remove(TABLE);
        while (at < Table.ALL.size() && !Table.ALL.get(at).name().equals(name)) {
            at++;
        }
        if (at == Table.ALL.size()) {
            throw lines.refused("there is no table " + name + ", or it stands elsewhere in a backup", null);
        }
        Table table = Table.ALL.get(at);
        for (Table.Column column : table.columns()) {
            if (!line.containsKey(column.name()) || !column.takes(line.get(column.name()))) {
                throw lines.refused("a row of %s needs another %s".formatted(name, column.name()), null);
            }
        }
        if (line.size() != table.columns().size()) {
            throw lines.refused("a row of %s has no %d values".formatted(name, line.size()), null);
        }
        counts.merge(table.name(), 1L, (count, one) -> (Long) count + (Long) one);
        rows.take(table, line);
    }

    private void trailer(Map<String, @Nullable Object> line) throws BackupRefused {
        if (!Boolean.TRUE.equals(line.get("end"))) {
            throw lines.refused("it is neither a row nor the end", null);
        }
        String sum = lines.sum();
        if (!sum.equals(line.get("sha256"))) {
            throw lines.refused(
                    "the lines before it have the SHA-256 %s, not %s: the file was altered"
                            .formatted(sum, line.get("sha256")),
                    null);
        }
        if (!Objects.equals(counts, line.get("rows"))) {
            throw lines.refused("%s rows were expected, %s came".formatted(line.get("rows"), counts), null);
        }
    }
}
