package io.quotewire.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to the schema of this build. The scripts are named here and read as resources: nothing is searched for on the
 * class path, which costs time and is different in one jar of all.
 */
final class Schema {
    /** Of this build; the last script's. */
    static final int VERSION = 1;

    private static final String TABLE = "store_schema";

    /** SQL states of PostgreSQL, of H2, and of H2 where there is no table at all. */
    private static final Set<String> NO_TABLE = Set.of("42P01", "42S02", "42S04");

    private static final List<String> SCRIPTS = List.of("V1__accounts.sql");

    private Schema() {}

    /**
     * @param where for messages
     * @throws StoreUnavailable if it cannot be, or the schema is newer than this build
     */
    static void migrate(DataSource source, boolean embedded, String where) throws SQLException, StoreUnavailable {
        int found = found(source);
        if (found > VERSION) {
            throw new StoreUnavailable(
                    "%s has schema %d, this build knows up to %d: start a build at least as new as the one that was there before"
                            .formatted(where, found, VERSION),
                    null);
        }
        if (found < VERSION) {
            migrate(flyway(source, embedded), where);
        }
    }

    /** The version of the schema that is there; 0 where there is none. Flyway takes longer to say so than to be told. */
    private static int found(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT MAX(CAST(version AS INTEGER)) FROM " + TABLE + " WHERE success")) {
            return rows.next() ? rows.getInt(1) : 0;
        } catch (SQLException e) {
            if (NO_TABLE.contains(e.getSQLState() == null ? "" : e.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }

    private static Flyway flyway(DataSource source, boolean embedded) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .resourceProvider(new Scripts())
                .javaMigrationClassProvider(List::of)
                .placeholders(Map.of("bytewise", embedded ? "" : "COLLATE \"C\""))
                .table(TABLE)
                .loggers("slf4j")
                .load();
    }

    private static void migrate(Flyway flyway, String where) throws StoreUnavailable {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreUnavailable(
                    "%s cannot be brought to the schema of this build; it must be a database, or a schema of one, that is empty or Quotewire's own, and its user may make tables there: %s"
                            .formatted(where, e.getMessage()),
                    e);
        }
    }

    private static final class Scripts implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return prefix.equals("V")
                    ? SCRIPTS.stream().<LoadableResource>map(Script::new).toList()
                    : List.of();
        }
    }

    private static final class Script extends LoadableResource {
        private final String name;

        Script(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream in = Schema.class.getResourceAsStream(getRelativePath())) {
                if (in == null) {
                    throw new IllegalStateException("this build has no " + getRelativePath());
                }
                return new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return "migration/" + name;
        }
    }
}
