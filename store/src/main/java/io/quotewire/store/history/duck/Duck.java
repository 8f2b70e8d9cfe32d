package io.quotewire.store.history.duck;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** A database in memory, to which files can be attached. Any thread. */
public final class Duck implements AutoCloseable {
    private final DuckDBConnection first;

    private Duck(DuckDBConnection first) {
        this.first = first;
    }

    /**
     * Opens one.
     *
     * @param memoryBytes most that it takes
     * @param overflow folder for what it sorts beyond that
     * @throws SQLException if there is none for this platform
     */
    public static Duck open(long memoryBytes, int threads, Path overflow) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", memoryBytes / 1_024 + "KiB");
        settings.setProperty("threads", String.valueOf(threads));
        settings.setProperty("temp_directory", overflow.toString());
        // What is read without an order comes in that in which it was put down.
        settings.setProperty("preserve_insertion_order", "true");
        // What it does not have it would fetch from the network.
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try {
            Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
            if (connection == null) {
                throw new SQLException("DuckDB does not take its own address");
            }
            return new Duck(connection.unwrap(DuckDBConnection.class));
        } catch (LinkageError e) {
            throw new SQLException("DuckDB has no machine code for this platform: " + e.getMessage(), e);
        }
    }

    /** Another connection to the same database; one thread at a time may use it. */
    public DuckDBConnection connect() throws SQLException {
        return first.duplicate().unwrap(DuckDBConnection.class);
    }

    /** Runs statements that answer nothing. */
    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A name or a file as SQL's text. */
    static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    @Override
    public void close() throws SQLException {
        first.close();
    }
}
