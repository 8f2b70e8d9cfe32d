package io.quotewire.app.demo;

import io.quotewire.lab.check.EventLog;
import io.quotewire.lab.market.Happening;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the simulated venues sent, in its order, as lines of JSON with their hidden ids: who connects a program of his own to a demo can
 * hold against it what that program got. Two files of bounded length, the older one replaced.
 *
 * <p><b>Threads:</b> a thread of its own reads the log several times a second and writes; a disk that is slow or full holds
 * up nobody.
 */
public final class EventFile implements AutoCloseable {
    /** Beyond this a new file begins. */
    static final long MOST_CHARS = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(EventFile.class);
    private static final String NAME = "events.jsonl";
    private static final String OLDER = "events.1.jsonl";
    private static final long LOOK_MS = 200;

    private final Path folder;
    private final EventLog log;
    private final long mostChars;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private BufferedWriter out;
    private long chars;
    private long written;

    private EventFile(Path folder, EventLog log, long mostChars) throws IOException {
        this.folder = folder;
        this.log = log;
        this.mostChars = mostChars;
        this.out = begin();
        this.thread = Thread.ofPlatform().daemon().name("event-file").unstarted(this::run);
    }

    /**
     * Makes the folder where there is none, and begins to write into it.
     *
     * @throws IOException if there is no writing there; the message is for a person
     */
    public static EventFile open(Path folder, EventLog log) throws IOException {
        return open(folder, log, MOST_CHARS);
    }

    static EventFile open(Path folder, EventLog log, long mostChars) throws IOException {
        EventFile file;
        try {
            Files.createDirectories(folder);
            file = new EventFile(folder, log, mostChars);
        } catch (IOException e) {
            throw new IOException("no folder that can be written to: " + e, e);
        }
        file.thread.start();
        return file;
    }

    /** The newer of the two files. */
    public Path path() {
        return folder.resolve(NAME);
    }

    private BufferedWriter begin() throws IOException {
        if (Files.exists(path())) {
            Files.move(path(), folder.resolve(OLDER), StandardCopyOption.REPLACE_EXISTING);
        }
        chars = 0;
        return Files.newBufferedWriter(path());
    }

    private void run() {
        try {
            boolean last = false;
            while (!last) {
                last = closed.await(LOOK_MS, TimeUnit.MILLISECONDS);
                write();
            }
            out.close();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("folder", folder).addKeyValue("why", e).log("events are no longer written down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() throws IOException {
        for (long upTo = log.told(); written < upTo; written++) {
            Happening happening = log.told(written + 1);
            if (happening != null) {
                String line = EventLine.of(happening);
                out.write(line);
                out.newLine();
                chars += line.length() + 1L;
            }
        }
        out.flush();
        if (chars > mostChars) {
            out.close();
            out = begin();
        }
    }

    /** Writes what is there, and ends. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
