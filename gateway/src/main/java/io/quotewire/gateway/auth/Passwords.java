package io.quotewire.gateway.auth;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.text.Normalizer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id: 19 MiB, two passes, one lane each, which OWASP's cheat sheet on storing passwords names as the
 * least. A few at a time, on threads of their own that yield to others: neither memory nor processors are a matter of how many
 * log in at once.
 *
 * <p><b>Threads:</b> any that may wait; not a lane.
 */
public final class Passwords implements AutoCloseable {
    private static final int MEMORY_KIB = 19 << 10;
    private static final int PASSES = 2;
    private static final int LENGTH = 32;
    private static final int SALT = 16;
    private static final int MOST_WAITING = 128;
    private static final Argon2Function FUNCTION = Argon2Function.getInstance(MEMORY_KIB, PASSES, 1, LENGTH, Argon2.ID);

    private final ThreadPoolExecutor threads;
    private final String nobodys;

    /** What became of a comparison. */
    public enum Comparison {
        RIGHT,
        WRONG,
        /** Too many wait already. */
        BUSY
    }

    /** @param parallel most at a time, 1 to 64 */
    public Passwords(int parallel) {
        this.threads = new ThreadPoolExecutor(
                parallel,
                parallel,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                new YieldingThreads(
                        Thread.ofPlatform().name("password-", 0).daemon().factory()));
        threads.allowCoreThreadTimeOut(true);
        this.nobodys = nobodys();
    }

    /** As the store keeps it; null where too many wait already. */
    public @Nullable String hash(String password) {
        return done(() -> hashNow(password));
    }

    /**
     * Whether {@code password} is that of {@code hash}. Where that is null, which it is for who does not exist, it is compared all
     * the same: how long it takes tells nothing.
     */
    Comparison compare(String password, @Nullable String hash) {
        String other = hash == null ? nobodys : hash;
        Boolean right =
                done(() -> Password.check(normal(password), other).with(Argon2Function.getInstanceFromHash(other)));
        if (right == null) {
            return Comparison.BUSY;
        }
        return right && hash != null ? Comparison.RIGHT : Comparison.WRONG;
    }

    private <T> @Nullable T done(Callable<T> work) {
        try {
            Future<T> future = threads.submit(work);
            return future.get();
        } catch (RejectedExecutionException | CancellationException fullOrOver) {
            return null;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("hashing a password", bug.getCause());
        }
    }

    /** No less work than anybody's. */
    private static String nobodys() {
        return hashNow("nobody's");
    }

    private static String hashNow(String password) {
        return Password.hash(normal(password))
                .addRandomSalt(SALT)
                .with(FUNCTION)
                .getResult();
    }

    /** The same letters typed on another keyboard may be other code points. */
    static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    @Override
    public void close() {
        for (Runnable left : threads.shutdownNow()) {
            ((Future<?>) left).cancel(false); // Whoever waits for it is told.
        }
    }
}
