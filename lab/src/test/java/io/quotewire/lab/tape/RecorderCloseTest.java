package io.quotewire.lab.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.tap.FrameTap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of a recorder whose disk does not answer. */
@Timeout(60)
class RecorderCloseTest {
    @TempDir
    private Path folder;

    @Test
    void close_withADiskThatHangs_returnsAndSaysThatTheFileIsNotComplete() throws Exception {
        HangingDisk disk = new HangingDisk();
        ReelPlan plan = new ReelPlan(folder, "day", 0, Duration.ZERO, 0, Duration.ZERO, false, true);
        Recorder recorder = Recorder.alone(plan, Tapes.ABOUT, disk, MicroClock.system());
        FrameTap tap = recorder.tap("okx", "/list");
        recorder.start();
        tap.received(1, Unpooled.wrappedBuffer(Tapes.frame(1).body()), 1);
        disk.hangs.await();
        tap.received(1, Unpooled.wrappedBuffer(Tapes.frame(2).body()), 2);
        recorder.close(Duration.ofMillis(100));

        assertThat(recorder.trouble()).isEqualTo("the disk holds the recorder up");
        assertThat(recorder.progress().lost()).isEqualTo(1);
        assertThat(folder.resolve("day.qwr")).doesNotExist();

        disk.goesOn.countDown();
        recorder.close(Duration.ofSeconds(50));
        assertThat(recorder.progress().lost()).isZero();
        assertThat(Tapes.read(folder.resolve("day.qwr")).records()).hasSize(3);
    }

    @Test
    void close_interrupted_leavesTheFilesToTheRecordersThread() throws Exception {
        HangingDisk disk = new HangingDisk();
        ReelPlan plan = new ReelPlan(folder, "day", 0, Duration.ZERO, 0, Duration.ZERO, false, true);
        Recorder recorder = Recorder.alone(plan, Tapes.ABOUT, disk, MicroClock.system());
        FrameTap tap = recorder.tap("okx", "/list");
        recorder.start();
        tap.received(1, Unpooled.wrappedBuffer(Tapes.frame(1).body()), 1);
        disk.hangs.await();
        Thread.currentThread().interrupt();
        recorder.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(recorder.trouble()).isEqualTo("interrupted while it was written");
        assertThat(folder.resolve("day.qwr")).doesNotExist();
        disk.goesOn.countDown();
        recorder.close(Duration.ofSeconds(50));
        assertThat(Tapes.read(folder.resolve("day.qwr")).records()).hasSize(2);
    }

    /** Whoever forces something to it waits. */
    private static final class HangingDisk implements Medium {
        private final CountDownLatch hangs = new CountDownLatch(1);
        private final CountDownLatch goesOn = new CountDownLatch(1);

        @Override
        public Output create(Path file) throws IOException {
            Output disk = Medium.DISK.create(file);
            return new Output() {
                @Override
                public void write(byte[] bytes) throws IOException {
                    disk.write(bytes);
                }

                @Override
                public void cut(long length) throws IOException {
                    disk.cut(length);
                }

                @Override
                public void force() throws IOException {
                    hangs.countDown();
                    try {
                        goesOn.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    disk.force();
                }

                @Override
                public void close() throws IOException {
                    disk.close();
                }
            };
        }
    }
}
