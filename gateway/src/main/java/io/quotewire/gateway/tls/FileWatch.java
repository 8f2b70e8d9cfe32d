package io.quotewire.gateway.tls;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the two files now and then, by what is in them: times of change may be those of a copy, and names may be links.
 *
 * <p><b>Threads:</b> its own, which alone calls; start and close are any's.
 */
final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final KeyFiles files;
    private final Predicate<KeyFiles.Contents> changed;
    private final Duration every;
    private final CountDownLatch over = new CountDownLatch(1);
    private KeyFiles.Contents told;
    private KeyFiles.@Nullable Contents seen;
    private boolean unreadable;

    /**
     * Not yet looking.
     *
     * @param first what was in them when they were read
     * @param changed is told what has been in them for two looks in a row and is not what it took before; at each look until
     *     it takes it, for what is of no use now may be later
     */
    FileWatch(KeyFiles files, KeyFiles.Contents first, Predicate<KeyFiles.Contents> changed, Duration every) {
        this.files = files;
        this.told = first;
        this.changed = changed;
        this.every = every;
    }

    void start() {
        Thread.ofPlatform().name("tls-files").daemon().start(this::run);
    }

    @Override
    public void close() {
        over.countDown();
    }

    private void run() {
        try {
            while (!over.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look; the first of a run that finds nothing to read says so. */
    void look() {
        try {
            KeyFiles.Contents now = files.read();
            boolean stands = now.equals(seen);
            seen = now;
            unreadable = false;
            if (stands && !told.equals(now) && changed.test(now)) {
                told = now;
            }
        } catch (BadKeyMaterial e) {
            seen = null;
            if (!unreadable) {
                LOG.atWarn().addKeyValue("why", e.getMessage()).log("a file of the certificate cannot be read");
            }
            unreadable = true;
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("looking at the certificate failed");
        }
    }
}
