package io.quotewire.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.h2.engine.Constants;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Runs what the rest of the module does, in transactions, on one of the pool's connections.
 *
 * <p>Each call runs on a virtual thread of its own, for which the caller waits whatever happens to him: an interrupt that met H2
 * while it writes would close its file for all.
 *
 * <p><b>Threads:</b> any; calls block.
 */
final class Database implements AutoCloseable {
    /** How long a call waits for a connection, and a transaction for another one. */
    static final long PATIENCE_MS = 3_000;

    /** How often is tried what another transaction has undone, or a connection that was dead. */
    private static final int ATTEMPTS = 5;

    /** The longest pause before the second attempt; each further one may be twice as long. */
    private static final long FIRST_PAUSE_MS = 8;

    private static final String H2_SESSION = "SET LOCK_TIMEOUT %d";

    /** Whatever the address of the server or its configuration say: a commit is on disk when it returns. */
    private static final String POSTGRES_SESSION = "SET synchronous_commit = on; SET lock_timeout = %d";

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final boolean embedded;

    /** Something to do with a database; what it throws undoes it. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T run(Handle handle) throws Exception;
    }

    /** @param source of connections to the embedded database or to PostgreSQL */
    Database(DataSource source, boolean embedded, int connections, long patienceMs) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1); // That it answers has been proved.
        config.setConnectionTimeout(patienceMs);
        config.setValidationTimeout(patienceMs);
        config.setConnectionInitSql((embedded ? H2_SESSION : POSTGRES_SESSION).formatted(patienceMs));
        this.pool = new HikariDataSource(config);
        this.jdbi = Jdbi.create(pool);
        this.embedded = embedded;
    }

    boolean isEmbedded() {
        return embedded;
    }

    /** Looks something up. */
    <T extends @Nullable Object> T read(Work<T> work) {
        return apart(() -> tried(new AtomicBoolean(), () -> jdbi.withHandle(work::run)));
    }

    /**
     * Runs {@code work} in one transaction, perhaps more than once, and returns when what it did is on disk.
     */
    <T extends @Nullable Object> T write(Work<T> work) {
        AtomicBoolean done = new AtomicBoolean();
        return apart(() -> tried(done, () -> written(work, done)));
    }

    /** Looks at all as it is at one moment. */
    <T extends @Nullable Object> T snapshot(Work<T> work) {
        return apart(() -> jdbi.withHandle(handle -> {
            // H2's REPEATABLE READ would see rows that come in between.
            handle.getConnection()
                    .setTransactionIsolation(
                            embedded
                                    ? Constants.TRANSACTION_SNAPSHOT
                                    : TransactionIsolationLevel.REPEATABLE_READ.intValue());
            return handle.inTransaction(work::run);
        }));
    }

    @Override
    public void close() {
        pool.close();
    }

    /** @param done whether it has come so far that it may have been committed: that is for the caller to know */
    private <T extends @Nullable Object> T tried(AtomicBoolean done, Callable<T> work) throws Exception {
        for (int left = ATTEMPTS; ; left--) {
            try {
                return work.call();
            } catch (RuntimeException e) {
                if (done.get() || left == 1 || !Failures.isWorthAnother(e)) {
                    throw e;
                }
                if (Failures.isOfConnection(e)) {
                    pool.getHikariPoolMXBean().softEvictConnections(); // Those that wait are as dead.
                } else {
                    pause(ATTEMPTS - left);
                }
            }
        }
    }

    /** H2 undoes both of two that cross, and two that begin again at one moment cross again. */
    private static void pause(int attempt) throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextLong((FIRST_PAUSE_MS << attempt) + 1));
    }

    private <T extends @Nullable Object> T written(Work<T> work, AtomicBoolean done) throws Exception {
        return jdbi.withHandle(handle -> {
            T result = handle.inTransaction(inside -> {
                T made = work.run(inside);
                done.set(true);
                return made;
            });
            sync(handle);
            return result;
        });
    }

    /** H2 gives what is committed to the system, and no more. */
    private void sync(Handle handle) {
        if (embedded) {
            handle.execute("CHECKPOINT SYNC");
        }
    }

    private static <T extends @Nullable Object> T apart(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name("store").start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(ExecutionException e) {
        return switch (e.getCause()) {
            case RuntimeException cause -> Failures.told(cause);
            case Error cause -> throw cause;
            case IOException cause -> new UncheckedIOException(cause);
            case null, default -> Failures.told(new IllegalStateException(e.getCause()));
        };
    }
}
