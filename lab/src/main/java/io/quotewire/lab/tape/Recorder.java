package io.quotewire.lab.tape;

import io.quotewire.lab.tape.TapeRecord.Kind;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.tap.FrameTap;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what feeds tell it to files, on a thread of its own.
 *
 * <p>At most {@value #RECORDS} records and {@value #BYTES} bytes wait; and beyond that {@value #VITAL_RECORDS} records and {@value
 * #VITAL_BYTES} bytes of those without which later files were wrong: connections, what they follow, lists of instruments. While files cannot be written nothing is taken out of the
 * queue; once a second that is tried again.
 *
 * <p><b>Threads:</b> any may ask; taps are made before {@link #start}, by one, who closes it when the feeds have ended.
 */
public final class Recorder implements Metric.Source, AutoCloseable {
    public static final int RECORDS = 65_536;
    public static final long BYTES = 64L << 20;

    static final int VITAL_RECORDS = 4_096;

    /** One list of the longest, and all else. */
    static final long VITAL_BYTES = 40L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final long PAUSE_NS = 20_000_000;
    private static final long AGAIN_US = 1_000_000;
    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final int BATCH = 1_024;
    private static final long ROTATE_BYTES = 64L << 20;

    private final MicroClock clock;
    private final @Nullable FolderLock lock;
    private final Function<String, Reel> reels;
    private final Collection<Reel> all;
    private final ArrayBlockingQueue<TapeRecord> queue = new ArrayBlockingQueue<>(RECORDS + VITAL_RECORDS);
    private final AtomicLong queuedBytes = new AtomicLong();

    /** Told and not in a file, whether queued or in hand. */
    private final AtomicLong waiting = new AtomicLong();

    private final Map<String, VenueTap> taps = new LinkedHashMap<>();
    private final ArrayDeque<TapeRecord> taken = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable String givenUp;
    private volatile @Nullable String trouble;
    private volatile long written;
    private volatile long unwritten;
    private long againUs;

    /** Somebody else records into the folder. */
    public static final class InUse extends IOException {
        private static final long serialVersionUID = 1;

        InUse(String message) {
            super(message);
        }
    }

    Recorder(MicroClock clock, @Nullable FolderLock lock, Function<String, Reel> reels, Collection<Reel> all) {
        this.clock = clock;
        this.lock = lock;
        this.reels = reels;
        this.all = all;
        this.thread = Thread.ofPlatform().name("recorder").daemon().unstarted(this::work);
    }

    /**
     * A ring of files for each venue.
     *
     * @param about what the files say of themselves
     * @throws InUse if another process has the folder
     * @throws IOException if it cannot be written
     */
    public static Recorder ring(Path folder, FlightConfig config, Map<String, String> about, MicroClock clock)
            throws IOException {
        Map<String, Reel> byVenue = new LinkedHashMap<>();
        return new Recorder(
                clock,
                FolderLock.take(folder),
                venue -> byVenue.computeIfAbsent(venue, _ -> new Reel(config.plan(folder, venue), Medium.DISK, about)),
                byVenue.values());
    }

    /**
     * One file, {@code NAME.qwr}, which is called {@code NAME.qwr.part} until it is complete.
     *
     * @throws FileAlreadyExistsException if there is one of either name
     * @throws IOException if it cannot be made
     */
    public static Recorder file(Path file, Map<String, String> about, MicroClock clock) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        String name = file.getFileName().toString();
        if (folder == null || !name.endsWith(Reel.ENDING)) {
            throw new IllegalArgumentException("a recording is called *.qwr, was " + file);
        }
        Path part = folder.resolve(name + Reel.PART.substring(Reel.ENDING.length()));
        for (Path taken : List.of(file.toAbsolutePath(), part)) {
            if (Files.exists(taken)) {
                throw new FileAlreadyExistsException(taken.toString());
            }
        }
        String base = name.substring(0, name.length() - Reel.ENDING.length());
        ReelPlan plan = new ReelPlan(folder, base, 0, Duration.ZERO, 0, Duration.ZERO, false, true);
        return alone(plan, about, Medium.DISK, clock);
    }

    /**
     * Files in a folder, a new one every 64 MiB and every ten minutes.
     *
     * @param keepBytes of all together, beyond which the oldest are deleted
     * @throws InUse if another process has the folder
     * @throws IOException if it cannot be written
     */
    public static Recorder folder(Path folder, long keepBytes, Map<String, String> about, MicroClock clock)
            throws IOException {
        long rotate = Math.min(ROTATE_BYTES, keepBytes / 4);
        ReelPlan plan =
                new ReelPlan(folder, "record", rotate, Duration.ofMinutes(10), keepBytes, Duration.ZERO, false, true);
        return of(plan, about, Medium.DISK, clock);
    }

    /** Of all venues together, into a folder of its own. */
    static Recorder of(ReelPlan plan, Map<String, String> about, Medium medium, MicroClock clock) throws IOException {
        Reel reel = new Reel(plan, medium, about);
        return new Recorder(clock, FolderLock.take(plan.folder()), _ -> reel, List.of(reel));
    }

    /** Of all venues together, into one file, which is made at once and is lock enough. */
    static Recorder alone(ReelPlan plan, Map<String, String> about, Medium medium, MicroClock clock)
            throws IOException {
        Reel reel = new Reel(plan, medium, about);
        reel.begin(clock.nowUs());
        return new Recorder(clock, null, _ -> reel, List.of(reel));
    }

    /**
     * Whom the feed of a venue tells.
     *
     * @param listPath what the venue is asked for its list of instruments
     */
    public FrameTap tap(String venue, String listPath) {
        reels.apply(venue).standing().list(venue, listPath);
        VenueTap tap = new VenueTap(venue, listPath, this::offer);
        tap.put(TapeRecord.of(clock.nowUs(), Kind.BEGAN, venue, 0, false, ""));
        taps.put(venue, tap);
        return tap;
    }

    /** Begins to write. */
    public void start() {
        thread.start();
    }

    /** Never blocks. */
    private boolean offer(TapeRecord record, boolean vital) {
        boolean room = vital || queue.size() < RECORDS;
        long most = vital ? BYTES + VITAL_BYTES : BYTES;
        if (queuedBytes.addAndGet(record.weight()) <= most && room && queue.offer(record)) {
            waiting.incrementAndGet();
            return true;
        }
        queuedBytes.addAndGet(-record.weight());
        return false;
    }

    private void work() {
        while (!closing) {
            if (turn(clock.nowUs()) == 0) {
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
        finish(clock.nowUs());
    }

    /** Writes what there is, and says how much that was; 0 where nothing can be written. */
    int turn(long nowUs) {
        if (nowUs < againUs) {
            return 0;
        }
        try {
            for (Reel reel : all) {
                reel.tick(nowUs);
            }
            int count = write(nowUs);
            tell(null);
            return count;
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            againUs = nowUs + AGAIN_US;
            tell(e);
            return 0;
        }
    }

    private int write(long nowUs) throws IOException {
        if (taken.isEmpty()) {
            queue.drainTo(taken, BATCH);
        }
        int count = 0;
        for (TapeRecord record = taken.peek(); record != null; record = taken.peek()) {
            Reel reel = reels.apply(record.venue());
            reel.take(record, nowUs);
            taken.poll();
            queuedBytes.addAndGet(-record.weight());
            waiting.decrementAndGet();
            count++;
            reel.tick(nowUs);
        }
        written = all.stream().mapToLong(Reel::written).sum();
        return count;
    }

    private void tell(@Nullable Throwable failure) {
        boolean was = trouble != null;
        trouble = failure == null ? null : failure.getClass().getSimpleName() + " " + failure.getMessage();
        if (failure != null && !was) {
            LOG.atError().setCause(failure).log("recordings cannot be written; what finds no room is counted");
        } else if (failure == null && was) {
            LOG.atInfo().log("recordings are written again");
        }
    }

    /** Why files cannot be written, null where they can. */
    public @Nullable String trouble() {
        String forGood = givenUp;
        return forGood == null ? trouble : forGood;
    }

    /** How far it is: records taken in, records lost, bytes written. */
    public record Progress(long records, long lost, long bytes) {}

    public Progress progress() {
        return new Progress(
                taps.values().stream().mapToLong(VenueTap::taken).sum(),
                taps.values().stream().mapToLong(VenueTap::lost).sum() + unwritten,
                written);
    }

    @Override
    public List<Metric.Reading> read() {
        List<Metric.Reading> readings = new ArrayList<>();
        taps.forEach((venue, tap) -> {
            readings.add(new Metric.Reading(RecorderMetric.RECORDS, Map.of("venue", venue), tap.taken()));
            readings.add(new Metric.Reading(RecorderMetric.LOST, Map.of("venue", venue), tap.lost()));
        });
        readings.add(new Metric.Reading(RecorderMetric.WRITTEN, Map.of(), written));
        readings.add(new Metric.Reading(RecorderMetric.QUEUED, Map.of(), queue.size()));
        readings.add(new Metric.Reading(RecorderMetric.DEGRADED, Map.of(), trouble() == null ? 0 : 1));
        return readings;
    }

    /**
     * Writes what waits, completes the files and lets go of the folder: the recorder's thread does so, and is waited for. A disk that
     * holds it up longer than {@code CLOSE} keeps it, and the files stay incomplete.
     */
    @Override
    public void close() {
        close(CLOSE);
    }

    void close(Duration atMost) {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            finish(clock.nowUs());
            return;
        }
        LockSupport.unpark(thread);
        try {
            if (!thread.join(atMost)) {
                giveUp("the disk holds the recorder up");
            }
        } catch (InterruptedException e) {
            giveUp("interrupted while it was written");
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(String why) {
        givenUp = why;
        unwritten = waiting.get();
        LOG.atWarn().addKeyValue("why", why).log("the files of the recorder stay incomplete");
    }

    private void finish(long nowUs) {
        try {
            againUs = 0;
            while (turn(nowUs) > 0) {
                // All that waits.
            }
            for (VenueTap tap : taps.values()) {
                TapeRecord loss = tap.takeLoss();
                if (loss != null && trouble == null) {
                    reels.apply(tap.venue()).take(loss, nowUs);
                }
            }
        } catch (IOException e) {
            tell(e);
        }
        unwritten = waiting.get();
        closeFiles();
    }

    private void closeFiles() {
        for (Reel reel : all) {
            try {
                reel.close();
            } catch (IOException e) {
                tell(e);
            }
        }
        written = all.stream().mapToLong(Reel::written).sum();
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the folder of the recording could not be let go of");
        }
    }
}
