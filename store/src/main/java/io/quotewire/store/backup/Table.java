package io.quotewire.store.backup;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of a table is in a backup: all of it.
 *
 * @param key by which its rows are sorted
 * @param numbered whether the database gives its rows their {@code id}
 */
record Table(String name, String key, boolean numbered, List<Column> columns) {
    /** Those that others refer to come first. */
    static final List<Table> ALL = List.of(
            new Table(
                    "account",
                    "id",
                    true,
                    List.of(
                            number("id"),
                            text("name"),
                            text("role"),
                            text("topics"),
                            text("rates_ms"),
                            number("connections"),
                            number("topics_per_connection"),
                            number("depth"),
                            new Column("disabled", Kind.FLAG, false),
                            text("password_hash"),
                            number("created_us"),
                            number("password_changed_us"))),
            new Table(
                    "login",
                    "id",
                    true,
                    List.of(
                            number("id"),
                            number("account"),
                            text("client"),
                            text("address"),
                            number("created_us"),
                            number("used_us"),
                            number("expires_us"),
                            number("ended_us"),
                            text("selector_hash"),
                            text("secret_hash"),
                            new Column("previous_hash", Kind.TEXT, true),
                            new Column("successor", Kind.TEXT, true),
                            number("renewed_us"))),
            new Table(
                    "api_key",
                    "id",
                    true,
                    List.of(
                            number("id"),
                            number("account"),
                            text("name"),
                            text("prefix"),
                            text("hash"),
                            new Column("previous_hash", Kind.TEXT, true),
                            number("previous_until_us"),
                            text("topics"),
                            text("rates_ms"),
                            number("connections"),
                            number("topics_per_connection"),
                            number("depth"),
                            number("created_us"),
                            number("expires_us"),
                            number("used_us"))),
            new Table("revocation_counter", "seq", false, List.of(number("seq"))),
            new Table(
                    "revocation",
                    "seq",
                    false,
                    List.of(
                            number("seq"),
                            text("kind"),
                            number("account"),
                            number("login"),
                            number("api_key"),
                            number("at_us"))),
            new Table(
                    "audit",
                    "id",
                    true,
                    List.of(
                            number("id"),
                            text("actor"),
                            text("action"),
                            text("subject"),
                            text("address"),
                            text("detail"),
                            number("at_us"))),
            new Table(
                    "usage_day",
                    "account, on_day",
                    false,
                    List.of(
                            number("account"),
                            number("on_day"),
                            number("messages"),
                            number("bytes"),
                            number("connections"))));

    /** The one that has its only row from the schema's script. */
    static final String COUNTER = "revocation_counter";

    enum Kind {
        NUMBER,
        TEXT,
        FLAG
    }

    /** @param optional whether it may be null */
    record Column(String name, Kind kind, boolean optional) {
        @Nullable
        Object read(ResultSet row, int at) throws SQLException {
            Object value = switch (kind) {
                case NUMBER -> row.getLong(at);
                case TEXT -> row.getString(at);
                case FLAG -> row.getBoolean(at);
            };
            return row.wasNull() ? null : value;
        }

        /** Whether a value from a file may stand here. */
        boolean takes(@Nullable Object value) {
            return switch (value) {
                case null -> optional;
                case Long _ -> kind == Kind.NUMBER;
                case String _ -> kind == Kind.TEXT;
                case Boolean _ -> kind == Kind.FLAG;
                default -> false;
            };
        }

        void set(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
            switch (value) {
                case Long number -> statement.setLong(at, number);
                case Boolean flag -> statement.setBoolean(at, flag);
                case String text -> statement.setString(at, text);
                case null, default -> statement.setNull(at, Types.VARCHAR);
            }
        }
    }

    String select() {
        return "SELECT " + names() + " FROM " + name + " ORDER BY " + key;
    }

    String insert() {
        return "INSERT INTO %s (%s) VALUES (%s)"
                .formatted(name, names(), columns.stream().map(_ -> "?").collect(Collectors.joining(", ")));
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static Column number(String name) {
        return new Column(name, Kind.NUMBER, false);
    }

    private static Column text(String name) {
        return new Column(name, Kind.TEXT, false);
    }
}
