package io.quotewire.store.embedded;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketTimeoutException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Connections to the database in a folder, for all processes that use it at the same time: the first one opens its file, which
 * the system lets one process do at a time, and lets the others in by a {@link Door}. When that process ends, however it does,
 * the next connection that another one asks for opens the file there.
 *
 * <p><b>Threads:</b> any; calls block.
 */
public final class EmbeddedSource implements DataSource, AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(EmbeddedSource.class);

    static {
        // Read once, when H2's classes are loaded: its server would else be heard by the network, too.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        ChunkFiles.register();
    }

    /**
     * The database closes when we say so and not when the machine asks the process to end: a gateway that drains still writes.
     * What goes wrong is told by exceptions; a file of traces would hold statements.
     */
    private static final String SETTINGS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0"
                    + ";TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0";

    /** Far beyond what a statement takes, in ms: another process that says nothing for so long has been stopped. */
    private static final String SILENCE = ";NETWORK_TIMEOUT=15000";

    private static final String NAME = "accounts";
    private static final String USER = "quotewire";
    private static final int PASSWORD_BYTES = 32;

    /** A process that has the file is given so long to open its door, and one that ends to let go of both. */
    private static final int ATTEMPTS = 100;

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /** A pool that is told 0 would not wait at all, and complain. */
    private static final int LOGIN_TIMEOUT_S = 5;

    private final Path folder;
    private final String database;
    private final String password;
    private @Nullable Connection anchor;
    private @Nullable Door door;
    private boolean admitting;
    private boolean closed;

    private EmbeddedSource(Path folder, String fileSystem, String password) {
        this.folder = folder;
        this.database = ChunkFiles.PREFIX + fileSystem + folder.resolve(NAME);
        this.password = password;
    }

    /**
     * Looks after the folder, its files and the password; the database itself is opened by the first connection.
     *
     * @throws IOException if the folder cannot be used
     */
    public static EmbeddedSource open(Path folder) throws IOException {
        return open(folder, "file:");
    }

    /** Likewise, on a file system that H2 knows by that name: a disk that loses what it was not told to keep is one of tests. */
    public static EmbeddedSource open(Path folder, String fileSystem) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        PrivateFiles.makeFolder(absolute);
        String password = password(absolute);
        PrivateFiles.make(file(absolute, ".mv.db")); // H2 would make it readable for others.
        return new EmbeddedSource(absolute, fileSystem, password);
    }

    /** Where the database's password lies. */
    public static Path passwordFile(Path folder) {
        return file(folder, ".password");
    }

    /** From now on other processes may come in by this one: the schema is as they expect it. */
    public synchronized void admit() throws SQLException {
        admitting = true;
        if (anchor != null) {
            openDoor();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        SQLException held = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return own();
            } catch (SQLException e) {
                if (e.getErrorCode() != ErrorCode.DATABASE_ALREADY_OPEN_1) {
                    throw e;
                }
                held = e;
            }
            Connection through = throughDoor();
            if (through != null) {
                return through;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        throw new SQLException(
                file(folder, ".mv.db") + " is in use by another process, which lets nobody in",
                "08001",
                ErrorCode.DATABASE_ALREADY_OPEN_1,
                held);
    }

    /** Lets go of the database. Who uses it from another process goes on there. */
    @Override
    public synchronized void close() throws SQLException, IOException {
        closed = true;
        try {
            if (door != null) {
                door.close();
            }
        } finally {
            if (anchor != null) {
                anchor.close();
            }
        }
    }

    private Connection own() throws SQLException {
        Connection connection = connect(database);
        try {
            hold();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The database would close with its last connection, and open with the next. */
    private synchronized void hold() throws SQLException {
        if (closed || (anchor != null && anchor.isValid(1))) {
            return;
        }
        anchor = connect(database);
        if (admitting) {
            openDoor();
        }
    }

    private void openDoor() throws SQLException {
        if (door == null) {
            try {
                door = Door.open(database, file(folder, ".door"));
            } catch (IOException e) {
                throw new SQLException("other processes cannot be let in: " + e.getMessage(), e);
            }
        }
    }

    private @Nullable Connection throughDoor() throws SQLException {
        try {
            Door.Where where = Door.find(file(folder, ".door"));
            return where == null ? null : connect(where.database() + SILENCE);
        } catch (SQLException | IOException e) {
            if (isSilence(e)) {
                throw new SQLException(
                        file(folder, ".mv.db") + " is in use by another process, which does not answer",
                        "08001",
                        ErrorCode.DATABASE_ALREADY_OPEN_1,
                        e);
            }
            // What the file says is of a process that has ended or is about to.
            LOG.atDebug().setCause(e).log("no way in by another process");
            return null;
        }
    }

    private static boolean isSilence(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(SocketTimeoutException.class::isInstance);
    }

    private Connection connect(String name) throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + name + SETTINGS);
        return source.getConnection(USER, password);
    }

    private static Path file(Path folder, String suffix) {
        return folder.resolve(NAME + suffix);
    }

    /** Made with the database, and never again. */
    private static String password(Path folder) throws IOException {
        Path file = passwordFile(folder);
        Path data = file(folder, ".mv.db");
        if (Files.notExists(file)) {
            if (Files.exists(data) && Files.size(data) > 0) {
                throw new IOException("%s is missing, without which %s cannot be opened: put the copy of it back"
                        .formatted(file, data));
            }
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            keep(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        String password = Files.readString(file).strip();
        if (password.isEmpty() || password.length() > 1_000) {
            throw new IOException(
                    "%s must hold a password of 1 to 1,000 characters, has %d".formatted(file, password.length()));
        }
        return password;
    }

    /** Of two processes that begin at the same moment, the first decides. */
    private static void keep(Path file, String password) throws IOException {
        Path mine = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        PrivateFiles.write(mine, password + "\n");
        try {
            Files.createLink(file, mine);
        } catch (FileAlreadyExistsException e) {
            LOG.atDebug().log("another process has made the password");
        } finally {
            Files.deleteIfExists(mine);
        }
    }

    @Override
    public Connection getConnection(String user, String secret) throws SQLException {
        throw new SQLFeatureNotSupportedException("the embedded database has one user");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("nothing is written to it");
    }

    /** How long it waits is fixed: a pool that asks for another time gets this one. */
    @Override
    public void setLoginTimeout(int seconds) {}

    /** As long as a pool that is closed waits for a connection that is being made. */
    @Override
    public int getLoginTimeout() {
        return LOGIN_TIMEOUT_S;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it has none");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("it wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
