package io.quotewire.lab.replay;

import io.quotewire.lab.capture.Frame;
import io.quotewire.lab.capture.FrameReader;
import io.quotewire.lab.capture.Recording;
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
 * queue of {@value #BATCHES} batches of at most {@value #BATCH_BYTES} bytes and one frame; the reader waits when it is full.
 */
final class LookAhead implements FrameSupply, AutoCloseable {
    static final int BATCHES = 4;
    static final int BATCH_BYTES = 256 << 10;

    private static final int BATCH_FRAMES = 1024;

    private final BlockingQueue<Batch> ahead = new ArrayBlockingQueue<>(BATCHES);
    private final AtomicBoolean starved = new AtomicBoolean();
    private final Runnable waker;
    private final Thread reader;
    private List<Frame> batch = List.of();
    private int next;
    private boolean ended;

    /** @param waker tells the loop that there is something again; called from the reading thread */
    LookAhead(Recording recording, Runnable waker) {
        this.waker = waker;
        this.reader = Thread.ofVirtual()
                .name("replay-read-" + recording.stage().profile().venue())
                .unstarted(() -> read(recording));
    }

    void start() {
        reader.start();
    }

    private void read(Recording recording) {
        try {
            try (FrameReader frames = recording.read()) {
                Batch read;
                do {
                    read = batch(frames);
                    hand(read);
                } while (!read.last);
            } catch (IOException e) {
                hand(new Batch(List.of(), true, e));
            }
        } catch (InterruptedException ignored) {
            // Closed: nobody waits for more.
        }
    }

    private static Batch batch(FrameReader frames) throws IOException {
        List<Frame> batch = new ArrayList<>();
        long bytes = 0;
        while (bytes < BATCH_BYTES && batch.size() < BATCH_FRAMES) {
            Frame frame = frames.next();
            if (frame == null) {
                return new Batch(batch, true, null);
            }
            batch.add(frame);
            bytes += frame.payload().length;
        }
        return new Batch(batch, false, null);
    }

    private void hand(Batch read) throws InterruptedException {
        ahead.put(read);
        if (starved.compareAndSet(true, false)) {
            waker.run();
        }
    }

    @Override
    public @Nullable Frame peek() throws IOException {
        while (next == batch.size()) {
            if (ended) {
                return null;
            }
            Batch read = poll();
            if (read == null) {
                return null;
            }
            ended = read.last;
            if (read.failure != null) {
                throw read.failure;
            }
            batch = read.frames;
            next = 0;
        }
        return batch.get(next);
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
        return ended && next == batch.size();
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    /** Frames in order; {@code failure} comes alone. */
    private record Batch(
            List<Frame> frames, boolean last, @Nullable IOException failure) {}
}
