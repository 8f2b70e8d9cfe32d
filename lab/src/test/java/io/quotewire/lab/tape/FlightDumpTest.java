package io.quotewire.lab.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump beside a recorder, whose files are completed and deleted meanwhile. */
class FlightDumpTest {
    /** More than one file of the ring has room for. */
    private static final int FRAMES = 500;

    @TempDir
    private Path directory;

    private Path folder = Path.of("");

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(directory.resolve("flight"));
    }

    @Test
    void files_completedAndDeletedMeanwhile_areReadOn() throws IOException {
        Path oldest = folder.resolve("okx-20260101T000000.000000Z.qwr");
        Path part = folder.resolve("okx-20260101T000001.000000Z.qwr.part");
        Tapes.write(oldest, 40, 10);
        Tapes.write(part, 60, 10);

        List<String> read = new ArrayList<>();
        try (Readers found = Readers.of(folder, damage -> {})) {
            Files.delete(oldest);
            Files.move(part, Reel.whole(part));
            TapeMerge merge = TapeMerge.of(found.newest(1_000_000));
            for (TapeRecord record = merge.next(); record != null; record = merge.next()) {
                read.add(Tapes.text(record));
            }
        }
        assertThat(read).hasSize(100);
    }

    @Test
    void file_thatHasJustBeenMade_isNothingYet() throws IOException {
        Tapes.write(folder.resolve("okx-20260101T000000.000000Z.qwr"), 40, 10);
        Files.createFile(folder.resolve("okx-20260101T000001.000000Z.qwr.part"));

        assertThat(Objects.requireNonNull(dump(1)).records()).isEqualTo(40);
    }

    /** The ring turns as fast as it can. */
    @Test
    void dumps_besideARing_allSucceed() throws Exception {
        Reel ring = new Reel(
                new ReelPlan(folder, "okx", 2_000, Duration.ofHours(1), 20_000, Duration.ZERO, true, false),
                Medium.DISK,
                Tapes.ABOUT);
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch turning = new CountDownLatch(1);
        List<Throwable> failures = new ArrayList<>();
        Thread recorder = Thread.ofPlatform().start(() -> {
            long nowUs = 1_790_000_000_000_000L;
            try {
                for (int n = 0; !over.get(); n++) {
                    nowUs += 100_000;
                    TapeRecord frame = Tapes.frame(n);
                    ring.take(TapeRecord.frame(nowUs, frame.kind(), "okx", 1, frame.body()), nowUs);
                    ring.tick(nowUs);
                    if (n == FRAMES) {
                        turning.countDown();
                    }
                }
            } catch (IOException e) {
                failures.add(e);
                turning.countDown();
            }
        });
        try {
            turning.await();
            for (int n = 0; n < 100; n++) {
                assertThat(dump(n)).isNotNull();
            }
        } finally {
            over.set(true);
            recorder.join();
        }
        assertThat(failures).isEmpty();
        assertThat(dump(100)).isNotNull();
    }

    private FlightDump.@Nullable Dumped dump(int n) throws IOException {
        return FlightDump.write(folder, Duration.ofDays(1), directory.resolve(n + ".qwr"), Tapes.ABOUT, damage -> {});
    }
}
