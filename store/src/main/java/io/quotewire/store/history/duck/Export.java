package io.quotewire.store.history.duck;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A table of texts, whole numbers and truths that becomes one file. One thread. */
public final class Export implements AutoCloseable {
    private static final String NAME = "export_rows";

    private final DuckDBConnection connection;
    private final DuckDBAppender rows;
    private long count;

    /** What the file is. */
    public enum Format {
        PARQUET("FORMAT parquet, COMPRESSION zstd"),
        CSV("FORMAT csv, HEADER true");

        private final String options;

        Format(String options) {
            this.options = options;
        }
    }

    /**
     * Begins one.
     *
     * @param columns each with its type: {@code VARCHAR}, {@code BIGINT} or {@code BOOLEAN}
     */
    public static Export begin(DuckDBConnection connection, List<String> columns) throws SQLException {
        Duck.run(connection, "CREATE TEMP TABLE %s(row BIGINT, %s)".formatted(NAME, String.join(", ", columns)));
        return new Export(connection, connection.createAppender("temp", "main", NAME));
    }

    private Export(DuckDBConnection connection, DuckDBAppender rows) {
        this.connection = connection;
        this.rows = rows;
    }

    /** Adds a row with a cell for each column. */
    public void add(@Nullable Object... cells) throws SQLException {
        rows.beginRow();
        rows.append(count++);
        for (Object cell : cells) {
            switch (cell) {
                case null -> rows.appendNull();
                case Long number -> rows.append(number.longValue());
                case Boolean truth -> rows.append(truth.booleanValue());
                default -> rows.append(cell.toString());
            }
        }
        rows.endRow();
    }

    public long count() {
        return count;
    }

    /** Writes them in the order in which they came. */
    public void write(Path file, Format format) throws SQLException {
        rows.flush();
        Duck.run(
                connection,
                "COPY (SELECT * EXCLUDE (row) FROM %s ORDER BY row) TO %s (%s)"
                        .formatted(NAME, Duck.quoted(file), format.options));
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        connection.close();
    }
}
