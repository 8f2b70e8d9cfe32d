package io.quotewire.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.capture.Frame;
import io.quotewire.lab.capture.FrameReader;
import io.quotewire.lab.host.AutoClose;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookAheadTest {
    /** The queue's, the one that is taken from and the one that is being read. */
    private static final int MOST_AHEAD = (LookAhead.BATCHES + 2) * LookAhead.BATCH_FRAMES;

    @TempDir
    private Path folder;

    private final AutoClose open = new AutoClose();
    private final Semaphore wakes = new Semaphore(0);

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void frames_comeInOrderToTheEnd() throws Exception {
        Tape tape = new Tape(folder);
        for (int i = 1; i <= 10_000; i++) {
            tape.frame(i, "trades", i);
        }
        LookAhead supply = start(tape.recording()::read);

        List<Integer> ids = new ArrayList<>();
        for (Frame frame = await(supply); frame != null; frame = await(supply)) {
            ids.add(Tape.id(new String(frame.payload(), StandardCharsets.UTF_8)));
            supply.take();
        }
        assertThat(ids).hasSize(10_000).isSorted().startsWith(1).endsWith(10_000);
    }

    @Test
    void reader_isNeverFurtherAheadThanAFewBatches() throws Exception {
        Endless endless = new Endless(frame());
        LookAhead supply = start(() -> endless);

        for (int taken = 0; taken < 100_000; taken++) {
            assertThat(await(supply)).isNotNull();
            supply.take();
            assertThat(endless.given.get()).isLessThanOrEqualTo(taken + MOST_AHEAD);
        }
    }

    @Test
    void failure_comesAfterTheFramesBeforeIt() throws Exception {
        Frame frame = frame();
        AtomicInteger left = new AtomicInteger(3);
        LookAhead supply = start(() -> new Reading(() -> {
            if (left.getAndDecrement() == 0) {
                throw new IOException("the disk is gone");
            }
            return frame;
        }));

        for (int i = 0; i < 3; i++) {
            assertThat(await(supply)).isSameAs(frame);
            supply.take();
        }
        assertThatThrownBy(() -> await(supply)).isInstanceOf(IOException.class).hasMessage("the disk is gone");
    }

    @Test
    void close_endsAReaderThatWaits() throws Exception {
        Endless endless = new Endless(frame());
        LookAhead supply = start(() -> endless);
        assertThat(await(supply)).isNotNull();

        supply.close();
        assertThat(endless.closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private LookAhead start(LookAhead.Source source) {
        LookAhead supply = open.add(new LookAhead("okx", source, wakes::release));
        supply.start();
        return supply;
    }

    /** The next frame, null at the end; waits for the waker as the loop would. */
    private @Nullable Frame await(LookAhead supply) throws Exception {
        Frame frame = supply.peek();
        while (frame == null && !supply.ended()) {
            assertThat(wakes.tryAcquire(20, TimeUnit.SECONDS)).as("woken").isTrue();
            frame = supply.peek();
        }
        return frame;
    }

    private Frame frame() throws IOException {
        try (FrameReader frames =
                new Tape(folder).frame(0, "trades", 1).recording().read()) {
            Frame frame = frames.next();
            if (frame == null) {
                throw new AssertionError("the tape is empty");
            }
            return frame;
        }
    }

    @FunctionalInterface
    private interface Next {
        Frame next() throws IOException;
    }

    private record Reading(Next frames) implements FrameReader {
        @Override
        public Frame next() throws IOException {
            return frames.next();
        }

        @Override
        public void close() {}
    }

    private static final class Endless implements FrameReader {
        private final Frame frame;
        private final AtomicInteger given = new AtomicInteger();
        private final CountDownLatch closed = new CountDownLatch(1);

        Endless(Frame frame) {
            this.frame = frame;
        }

        @Override
        public Frame next() {
            given.incrementAndGet();
            return frame;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
