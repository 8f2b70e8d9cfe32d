package io.quotewire.store;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that the tests start and end with themselves; its files lie in the folder for temporary ones. */
final class PostgresServer {
    static final String USER = "postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;
    private static @Nullable String failed;

    private PostgresServer() {}

    /** The address of a database that nobody has used. */
    static String newDatabase() {
        String name = "quotewire_" + DATABASES.incrementAndGet();
        EmbeddedPostgres running = running();
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "jdbc:postgresql://localhost:%d/%s".formatted(running.getPort(), name);
    }

    /**
     * @throws org.opentest4j.TestAbortedException with one line if there is none; where all must run, that is a failure
     */
    private static synchronized EmbeddedPostgres running() {
        if (server == null && failed == null) {
            try {
                server = EmbeddedPostgres.builder().start();
            } catch (IOException | RuntimeException e) {
                failed = e.toString();
                System.out.println("skipped: nothing is tested on PostgreSQL, which does not start here: " + e);
            }
        }
        if (server == null) {
            String why = "PostgreSQL does not start here: " + failed;
            if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
                throw new AssertionError(why);
            }
            abort(why);
        }
        return server;
    }
}
