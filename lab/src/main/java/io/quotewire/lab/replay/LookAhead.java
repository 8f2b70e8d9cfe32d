package io.quotewire.lab.replay;

import io.quotewire.lab.capture.Frame;
import io.quotewire.lab.capture.FrameReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recording a little ahead of its stream, so that the loop never waits for a disk.
 *
 * <p><b>Threads:</b> a virtual thread reads; {@link #peek}, {@link #take} and {@link #ended} are the loop's. They meet at a
 * queue of {@value #BATCHES} batches, each at most {@value #BATCH_FRAMES} frames and, but for its last frame, {@value
 * #BATCH_BYTES} bytes; the reader waits when it is full.
 */
final class LookAhead implements FrameSupply, AutoCloseable {
    static final int BATCHES = 4;
    static final int BATCH_FRAMES = 1024;
    static final int BATCH_BYTES = 256 << 10;

    private final BlockingQueue<Batch> ahead = new ArrayBlockingQueue<>(BATCHES);
    private final AtomicBoolean starved = new AtomicBoolean();
    private final Runnable waker;
    private final Thread reader;
    private Batch batch = new Batch(List.of(), false, null);
    private int next;

    /**
     * @param venue names the reading thread
     * @param waker tells the loop that there is something again; called from the reading thread
     */
    LookAhead(String venue, Source source, Runnable waker) {
        this.waker = waker;
        this.reader = Thread.ofVirtual().name("replay-read-" + venue).unstarted(() -> read(source));
    }

    void start() {
        reader.start();
    }

    private void read(Source source) {
        try {
            readTo(source);
        } catch (InterruptedException ignored) {
            // Closed: nobody waits for more.
        }
    }

    private void readTo(Source source) throws InterruptedException {
        List<Frame> read = new ArrayList<>();
        int bytes = 0;
        try (FrameReader frames = source.open()) {
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                read.add(frame);
                bytes += frame.payload().length;
                if (bytes >= BATCH_BYTES || read.size() == BATCH_FRAMES) {
                    hand(new Batch(read, false, null));
                    read = new ArrayList<>();
                    bytes = 0;
                }
            }
            hand(new Batch(read, true, null));
        } catch (IOException e) {
            hand(new Batch(read, true, e));
        }
    }

    private void hand(Batch read) throws InterruptedException {
        ahead.put(read);
        if (starved.compareAndSet(true, false)) {
            waker.run();
        }
    }

    @Override
    public @Nullable Frame peek() throws IOException {
        while (next == batch.frames.size()) {
            if (batch.failure != null) {
                throw batch.failure;
            }
            Batch read = batch.last ? null : poll();
            if (read == null) {
                return null;
            }
            batch = read;
            next = 0;
        }
        return batch.frames.get(next);
    }

    /** The flag goes up before the second look, so that a batch handed over in between is either seen or announced. */
    private @Nullable Batch poll() {
        Batch read = ahead.poll();
        if (read == null) {
            starved.set(true);
            read = ahead.poll();
        }
        return read;
    }

    @Override
    public void take() {
        next++;
    }

    @Override
    public boolean ended() {
        return batch.last && next == batch.frames.size();
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    /** Where frames are read from. */
    @FunctionalInterface
    interface Source {
        FrameReader open() throws IOException;
    }

    /** Frames in order; {@code failure} is what came after them instead of more. */
    private record Batch(
            List<Frame> frames, boolean last, @Nullable IOException failure) {}
}
