package io.quotewire.store.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backup that has been read and is whole. One thread. */
public final class Restoration {
    /** How many rows a server is sent at a time. */
    private static final int ROWS_AT_ONCE = 500;

    private final Path file;
    private final int schema;
    private final Map<String, Long> next;

    private Restoration(Path file, int schema, Map<String, Long> next) {
        this.file = file;
        this.schema = schema;
        this.next = next;
    }

    /**
     * Reads the file and does nothing with it.
     *
     * @param schema the version of the tables that it must fit
     * @throws BackupRefused naming the line, if it is cut, altered or of another version
     */
    public static Restoration of(Path file, int schema) throws IOException {
        try {
            return new Restoration(file, schema, BackupReader.read(file, schema, (_, _) -> {}));
        } catch (SQLException e) {
            throw new IllegalStateException("reading a file has nothing to do with a database", e);
        }
    }

    /**
     * Fills the database in the transaction of {@code to}, which the caller commits.
     *
     * @throws BackupRefused if it is not empty
     */
    public void into(Connection to) throws IOException, SQLException {
        refuseFull(to);
        for (Table table : Table.ALL) {
            if (table.numbered()) {
                Numbering.restart(to, table, next.getOrDefault(table.name(), 1L));
            }
        }
        refuseFull(to); // H2 has committed: its ALTER TABLE ends a transaction.
        try (Statement statement = to.createStatement()) {
            statement.execute("DELETE FROM " + Table.COUNTER);
        }
        try (Filling filling = new Filling(to)) {
            BackupReader.read(file, schema, filling);
            filling.finish();
        }
    }

    private static void refuseFull(Connection to) throws IOException, SQLException {
        for (Table table : Table.ALL) {
            if (!table.name().equals(Table.COUNTER)) {
                try (PreparedStatement statement = to.prepareStatement("SELECT COUNT(*) FROM " + table.name());
                        ResultSet rows = statement.executeQuery()) {
                    if (rows.next() && rows.getLong(1) > 0) {
                        throw new BackupRefused(
                                "the store must be empty, has %d rows in %s".formatted(rows.getLong(1), table.name()));
                    }
                }
            }
        }
    }

    /** Sends rows in batches, one table after the other. */
    private static final class Filling implements BackupReader.Rows, AutoCloseable {
        private final Connection to;
        private @Nullable Table table;
        private @Nullable PreparedStatement statement;
        private int waiting;

        Filling(Connection to) {
            this.to = to;
        }

        @Override
        public void take(Table of, Map<String, @Nullable Object> row) throws SQLException {
            PreparedStatement insert = statement(of);
            for (int i = 0; i < of.columns().size(); i++) {
                Table.Column column = of.columns().get(i);
                column.set(insert, i + 1, row.get(column.name()));
            }
            insert.addBatch();
            waiting++;
            if (waiting == ROWS_AT_ONCE) {
                finish();
            }
        }

        void finish() throws SQLException {
            if (statement != null && waiting > 0) {
                statement.executeBatch();
                waiting = 0;
            }
        }

        private PreparedStatement statement(Table of) throws SQLException {
            if (statement == null || !of.equals(table)) {
                finish();
                close();
                table = of;
                statement = to.prepareStatement(of.insert());
            }
            return statement;
        }

        @Override
        public void close() throws SQLException {
            if (statement != null) {
                statement.close();
                statement = null;
            }
        }
    }
}
