package io.quotewire.store;

import io.quotewire.store.backup.BackupRefused;
import io.quotewire.store.backup.BackupWriter;
import io.quotewire.store.backup.Restoration;
import io.quotewire.store.embedded.EmbeddedSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What survives a restart of accounts and what belongs to them: the only door to it.
 *
 * <p>What a call has done is on disk when it returns. Times come in as arguments, in microseconds since 1970.
 *
 * <p><b>Threads:</b> any; all calls block, and are meant for virtual threads. An interrupt does not end a call. One that gets no
 * answer throws {@link StoreBusy}.
 */
public final class Store implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final Database database;
    private final @Nullable EmbeddedSource embedded;
    private final Accounts accounts;
    private final Logins logins;
    private final ApiKeys keys;
    private final Tickets tickets;
    private final Audit audit;
    private final Usage usage;
    private final Revocations revocations;

    private Store(Database database, @Nullable EmbeddedSource embedded, LoginTimes times, AuditLimits limits) {
        this.database = database;
        this.embedded = embedded;
        this.accounts = new Accounts(database);
        this.logins = new Logins(database, times);
        this.keys = new ApiKeys(database);
        this.tickets = new Tickets(database);
        this.audit = new Audit(database, limits);
        this.usage = new Usage(database);
        this.revocations = new Revocations(database);
    }

    /** With the default times and limits. */
    public static Store open(StoreConfig config) throws StoreUnavailable {
        return open(config, LoginTimes.DEFAULT, AuditLimits.DEFAULT);
    }

    /**
     * Opens the database, makes it where it is not there, and brings it to the schema of this build. Other processes may have it
     * open at the same time.
     *
     * @throws StoreUnavailable saying what is wrong and what would be right
     */
    public static Store open(StoreConfig config, LoginTimes times, AuditLimits limits) throws StoreUnavailable {
        return open(config, times, limits, Database.PATIENCE_MS);
    }

    /** @param patienceMs how long a call waits for a connection, and a transaction for another one */
    static Store open(StoreConfig config, LoginTimes times, AuditLimits limits, long patienceMs)
            throws StoreUnavailable {
        return config.isEmbedded()
                ? openEmbedded(config, embedded(config), times, limits, patienceMs)
                : openPostgres(config, times, limits, patienceMs);
    }

    /** On files of any kind. */
    static Store openEmbedded(
            StoreConfig config, EmbeddedSource source, LoginTimes times, AuditLimits limits, long patienceMs)
            throws StoreUnavailable {
        String where = config.folder().toString();
        Store store = null;
        try {
            prove(source, where, e -> embeddedAdvice(e, config));
            Schema.migrate(source, true, where);
            source.admit();
            store = new Store(new Database(source, true, config.connections(), patienceMs), source, times, limits);
            return store;
        } catch (SQLException e) {
            throw new StoreUnavailable(
                    "%s cannot be read, or not be shared with other processes of this machine: %s"
                            .formatted(where, e.getMessage()),
                    e);
        } finally {
            if (store == null) {
                close(source);
            }
        }
    }

    private static Store openPostgres(StoreConfig config, LoginTimes times, AuditLimits limits, long patienceMs)
            throws StoreUnavailable {
        DataSource source = Postgres.source(config);
        String where = Postgres.name(config);
        prove(source, where, e -> Postgres.advice(e.getSQLState(), config));
        try {
            Schema.migrate(source, false, where);
        } catch (SQLException e) {
            throw new StoreUnavailable(
                    "%s does not say which schema it has; %s: %s"
                            .formatted(where, Postgres.advice(e.getSQLState(), config), e.getMessage()),
                    e);
        }
        return new Store(new Database(source, false, config.connections(), patienceMs), null, times, limits);
    }

    private static EmbeddedSource embedded(StoreConfig config) throws StoreUnavailable {
        try {
            return EmbeddedSource.open(config.folder());
        } catch (IOException e) {
            throw new StoreUnavailable(
                    "accounts cannot be kept in %s: store.folder must be a folder that is ours alone and can be written, or one that can be made: %s"
                            .formatted(config.folder(), e.getMessage() == null ? e : e.toString()),
                    e);
        }
    }

    private static void prove(DataSource source, String where, Function<SQLException, String> advice)
            throws StoreUnavailable {
        try (Connection connection = source.getConnection()) {
            LOG.atDebug()
                    .addKeyValue("database", connection.getMetaData().getDatabaseProductVersion())
                    .log("the store answers");
        } catch (SQLException e) {
            throw new StoreUnavailable(
                    "%s cannot be opened; %s: %s".formatted(where, advice.apply(e), e.getMessage()), e);
        }
    }

    private static String embeddedAdvice(SQLException e, StoreConfig config) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                "it is in use by another process, which has to end or let others in";
            case ErrorCode.WRONG_USER_OR_PASSWORD ->
                "%s must hold the password that the database was made with"
                        .formatted(EmbeddedSource.passwordFile(config.folder()));
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1 ->
                "its file must be one that this build has written, whole: an empty folder and a backup are the way back";
            default -> "its files must be ours to read and write, on a disk with room";
        };
    }

    public Accounts accounts() {
        return accounts;
    }

    public Logins logins() {
        return logins;
    }

    public ApiKeys keys() {
        return keys;
    }

    public Tickets tickets() {
        return tickets;
    }

    public Audit audit() {
        return audit;
    }

    public Usage usage() {
        return usage;
    }

    public Revocations revocations() {
        return revocations;
    }

    /**
     * Writes all that there is at one moment into a file that only its owner can read; tickets are left out. The file is there as
     * a whole or not at all, replaces one of that name, and can be restored into either kind of database.
     *
     * @throws IOException if it cannot be written
     */
    public void backup(Path file) throws IOException {
        unwrapped(() -> database.snapshot(handle -> {
            BackupWriter.write(handle.getConnection(), Schema.VERSION, file);
            return file;
        }));
    }

    /**
     * Looks at a backup as {@link #restore} does, and changes nothing.
     *
     * @throws BackupRefused if the file is cut, altered or newer than this build
     * @throws IOException if it cannot be read
     */
    public static void check(Path file) throws IOException {
        Restoration.of(file, Schema.VERSION);
    }

    /**
     * Puts what a backup holds into this store, which must be empty: all of it or nothing.
     *
     * @throws BackupRefused if the file is cut, altered or newer than this build, or the store is not empty
     * @throws IOException if it cannot be read
     */
    public void restore(Path file) throws IOException {
        Restoration restoration = Restoration.of(file, Schema.VERSION);
        unwrapped(() -> database.write(handle -> {
            restoration.into(handle.getConnection());
            return file;
        }));
    }

    /** Waits for nothing that is under way. */
    @Override
    public void close() {
        database.close();
        if (embedded != null) {
            close(embedded);
        }
    }

    /** For tests that look behind the door. */
    Database database() {
        return database;
    }

    private static void unwrapped(Runnable work) throws IOException {
        try {
            work.run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void close(EmbeddedSource source) {
        try {
            source.close();
        } catch (SQLException | IOException e) {
            // All that was acknowledged is on disk.
            LOG.atWarn().addKeyValue("why", e.getMessage()).log("the store was not closed cleanly");
        }
    }
}
