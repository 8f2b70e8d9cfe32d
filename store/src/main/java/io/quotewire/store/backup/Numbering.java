package io.quotewire.store.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which {@code id} a table gives next. It goes with a backup, and not only the highest one that is there: a number that was an
 * account's must not become another's.
 */
final class Numbering {
    private Numbering() {}

    static long next(Connection connection, Table table) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("H2")
                ? nextOfH2(connection, table)
                : nextOfPostgres(connection, table);
    }

    static void restart(Connection connection, Table table, long next) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE %s ALTER COLUMN id RESTART WITH %d".formatted(table.name(), next));
        }
    }

    private static long nextOfH2(Connection connection, Table table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT identity_base FROM information_schema.columns WHERE table_name = ? AND column_name = 'id'")) {
            statement.setString(1, table.name());
            return number(statement);
        }
    }

    private static long nextOfPostgres(Connection connection, Table table) throws SQLException {
        String sequence;
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_get_serial_sequence(?, 'id')")) {
            statement.setString(1, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                sequence = rows.getString(1);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM " + sequence)) {
            return number(statement);
        }
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("a table that numbers its rows has no numbers");
            }
            return rows.getLong(1);
        }
    }
}
