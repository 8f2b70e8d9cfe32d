package io.quotewire.store.history.duck;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A segment as a file of DuckDB's. */
public final class SegmentFile {
    private SegmentFile() {}

    /** Makes {@code file} of the tables of a schema in memory, sorted; the file is closed then. */
    public static void make(Connection connection, String schema, Names names, Path file) throws SQLException {
        String target = schema + "_file";
        Duck.run(connection, "ATTACH %s AS %s".formatted(Duck.quoted(file), target));
        try {
            for (Tables table : Tables.values()) {
                Duck.run(
                        connection,
                        table.creation(target + ".main"),
                        "INSERT INTO %1$s.main.%3$s SELECT * FROM memory.%2$s.%3$s ORDER BY topic, epoch, seq"
                                .formatted(target, schema, table.text()));
            }
            Duck.run(connection, "CREATE TABLE " + target + ".main.names(id INTEGER, text VARCHAR)");
            List<String> all = names.all();
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO " + target + ".main.names VALUES (?, ?)")) {
                for (int i = 0; i < all.size(); i++) {
                    insert.setInt(1, i);
                    insert.setString(2, all.get(i));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            Duck.run(connection, "CHECKPOINT " + target);
        } finally {
            Duck.run(connection, "DETACH " + target);
        }
    }

    /** Lets {@code name} stand for the file, which is not written to, and says what its numbers mean. */
    public static Names attach(Connection connection, String name, Path file) throws SQLException {
        Duck.run(connection, "ATTACH %s AS %s (READ_ONLY)".formatted(Duck.quoted(file), name));
        Names names = new Names();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT text FROM " + name + ".main.names ORDER BY id")) {
            while (row.next()) {
                names.number(row.getString(1));
            }
        }
        return names;
    }

    public static void detach(Connection connection, String name) throws SQLException {
        Duck.run(connection, "DETACH " + name);
    }

    /** Forgets tables in memory. */
    public static void drop(Connection connection, String schema) throws SQLException {
        Duck.run(connection, "DROP SCHEMA " + schema + " CASCADE");
    }
}
