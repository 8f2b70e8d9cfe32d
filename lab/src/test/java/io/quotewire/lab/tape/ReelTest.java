package io.quotewire.lab.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.tape.TapeRecord.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files there are after a while, with a clock that is the test's. */
class ReelTest {
    private static final long SECOND_US = 1_000_000;

    @TempDir
    private Path folder;

    private long nowUs = 1_790_000_000_000_000L;

    /** The names of both begin with the shorter one. */
    @Test
    void reels_ofVenuesNamedAlike_leaveEachOthersFiles() throws IOException {
        Reel advanced = reel("coinbase-advanced", 5_000, 1 << 20);
        pass(advanced, 200);
        List<Path> others = Reel.files(folder);
        Reel plain = reel("coinbase", 5_000, 20_000);
        pass(plain, 1_000);

        assertThat(others).hasSizeGreaterThan(2);
        assertThat(Reel.files(folder)).containsAll(others);
        plain.close();
        advanced.close();
        assertThat(names("coinbase-2")).hasSizeBetween(2, 5);
    }

    /** S3: what somebody records on purpose is not given up because a disk fails, nor is the evidence of a ring. */
    @Test
    void disk_thatFailsButHasRoom_costsNoFile() throws IOException {
        AtomicBoolean fails = new AtomicBoolean();
        Medium disk = file -> new Failing(Medium.DISK.create(file), fails);
        Reel ring = new Reel(plan("okx", 5_000, 1 << 20, true), disk, Tapes.ABOUT);
        pass(ring, 200);
        List<Path> before = Reel.files(folder);
        fails.set(true);

        for (int n = 0; n < 10; n++) {
            ring.take(Tapes.frame(n), nowUs);
            nowUs += 2 * SECOND_US;
            assertThatThrownBy(() -> ring.tick(nowUs)).hasMessage("Input/output error");
        }
        assertThat(Reel.files(folder)).isEqualTo(before);
    }

    @Test
    void disk_thatIsFull_costsOnlyWhoMayForget() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        Medium disk = new Medium() {
            @Override
            public Output create(Path file) throws IOException {
                return new Failing(Medium.DISK.create(file), full);
            }

            @Override
            public long room(Path where) {
                return full.get() ? 0 : Long.MAX_VALUE;
            }
        };
        Reel deliberate = new Reel(plan("record", 5_000, 1 << 20, false), disk, Tapes.ABOUT);
        Reel ring = new Reel(plan("okx", 5_000, 1 << 20, true), disk, Tapes.ABOUT);
        pass(deliberate, 200);
        pass(ring, 200);
        List<Path> recorded = names("record-");
        int flown = names("okx-").size();
        full.set(true);

        for (Reel reel : List.of(deliberate, ring)) {
            reel.take(Tapes.frame(1), nowUs);
            assertThatThrownBy(() -> reel.tick(nowUs + 2 * SECOND_US)).isInstanceOf(IOException.class);
        }
        assertThat(names("record-")).isEqualTo(recorded);
        assertThat(names("okx-")).hasSize(flown - 1);
    }

    @Test
    void file_whoseEndCouldNotBeForced_hasOneIndexWhenItCan() throws IOException {
        AtomicBoolean fails = new AtomicBoolean();
        Medium disk = file -> new Unforced(Medium.DISK.create(file), fails);
        Reel reel = new Reel(plan("okx", 5_000, 1 << 20, true), disk, Tapes.ABOUT);
        reel.take(Tapes.frame(1), nowUs);
        fails.set(true);
        for (int n = 0; n < 3; n++) {
            nowUs += 3_600 * SECOND_US;
            assertThatThrownBy(() -> reel.tick(nowUs)).hasMessage("Input/output error");
        }
        fails.set(false);
        reel.tick(nowUs);

        Tapes.Heard heard = Tapes.read(Reel.files(folder).getFirst());
        assertThat(heard.records()).hasSize(1);
        assertThat(heard.damages()).isEmpty();
    }

    @Test
    void file_begunAfterAStall_carriesToTheTimeOfItsFirstRecord() throws IOException {
        Reel reel = reel("okx", 5_000, 1 << 20);
        reel.take(TapeRecord.of(nowUs, Kind.OPENED, "okx", 1, false, "wss://example.com"), nowUs);
        reel.take(TapeRecord.of(nowUs, Kind.FOLLOWED, "okx", 1, false, "BOOK BTC-USDT"), nowUs);
        long stalledUs = nowUs;
        nowUs += 3_600 * SECOND_US;
        reel.tick(nowUs);
        reel.take(TapeRecord.of(stalledUs + 7, Kind.CLOSED, "okx", 1, false, "bye"), nowUs);
        reel.close();

        assertThat(read(Reel.files(folder).getLast()))
                .extracting(TapeRecord::timeUs)
                .containsExactly(stalledUs + 7, stalledUs + 7, stalledUs + 7);
    }

    /** A file's own time is that of the wall, which may be set. */
    @Test
    void age_goesByTheRecordersClock() throws IOException {
        Reel reel = new Reel(ring(Duration.ofMinutes(10)), Medium.DISK, Tapes.ABOUT);
        pass(reel, 200);
        List<Path> files = complete();
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(nowUs / 1_000 - 3_600_000));
        }
        pass(reel, 200);
        assertThat(Reel.files(folder)).containsAll(files);

        nowUs += 3_600 * SECOND_US;
        pass(reel, 200);
        assertThat(Reel.files(folder)).doesNotContainAnyElementsOf(files);
        reel.close();
    }

    @Test
    void age_ofAnEarlierRunsFile_isThatOfItsRecords() throws IOException {
        Path old = folder.resolve("okx-20260101T000000.000000Z.qwr");
        Path young = folder.resolve("okx-20260101T000001.000000Z.qwr.part");
        one(old, nowUs - 3_600 * SECOND_US);
        one(young, nowUs - SECOND_US);
        Files.setLastModifiedTime(old, FileTime.fromMillis(nowUs / 1_000));
        Files.setLastModifiedTime(young, FileTime.fromMillis(0));

        new Reel(ring(Duration.ofMinutes(10)), Medium.DISK, Tapes.ABOUT).begin(nowUs);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    /** What each file begins with is no reason to begin another. */
    @Test
    void list_longerThanAFile_doesNotMakeItSpin() throws IOException {
        FlightConfig smallest = new FlightConfig(true, Duration.ofMinutes(10), 1 << 20);
        Reel reel = new Reel(smallest.plan(folder, "okx"), Medium.DISK, Tapes.ABOUT);
        reel.standing().list("okx", "/list");
        byte[] list = new byte[200_000];
        new SplittableRandom(7).nextBytes(list);
        reel.take(TapeRecord.answer(nowUs, "okx", "/list", 200, false, list), nowUs);
        pass(reel, 200);
        reel.close();

        assertThat(Reel.files(folder)).hasSize(2);
    }

    private Reel reel(String name, long rotateBytes, long keepBytes) {
        return new Reel(plan(name, rotateBytes, keepBytes, true), Medium.DISK, Tapes.ABOUT);
    }

    private ReelPlan plan(String name, long rotateBytes, long keepBytes, boolean yields) {
        return new ReelPlan(folder, name, rotateBytes, Duration.ofMinutes(10), keepBytes, Duration.ZERO, yields, false);
    }

    private ReelPlan ring(Duration keep) {
        return new ReelPlan(folder, "okx", 5_000, Duration.ofMinutes(10), 1 << 20, keep, true, false);
    }

    /** Twenty frames a second. */
    private void pass(Reel reel, int frames) throws IOException {
        for (int n = 0; n < frames; n++) {
            TapeRecord frame = Tapes.frame(n);
            reel.take(TapeRecord.frame(nowUs, frame.kind(), "okx", 1, frame.body()), nowUs);
            nowUs += SECOND_US / 20;
            reel.tick(nowUs);
        }
    }

    private void one(Path file, long timeUs) throws IOException {
        TapeWriter writer = new TapeWriter(Medium.DISK, file, new TapeHeader(timeUs, Tapes.ABOUT));
        writer.add(TapeRecord.frame(timeUs, Kind.RECEIVED, "okx", 1, new byte[1]));
        writer.finish();
    }

    private List<Path> complete() throws IOException {
        return Reel.files(folder).stream()
                .filter(file -> file.equals(Reel.whole(file)))
                .toList();
    }

    private List<Path> names(String prefix) throws IOException {
        return Reel.files(folder).stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .toList();
    }

    private static List<TapeRecord> read(Path file) throws IOException {
        List<TapeRecord> records = new ArrayList<>();
        try (TapeReader reader = TapeReader.open(file, damage -> {})) {
            for (TapeRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        return records;
    }

    /** A file that cannot be forced to the disk while it fails. */
    private record Unforced(Medium.Output disk, AtomicBoolean fails) implements Medium.Output {
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
            if (fails.get()) {
                throw new IOException("Input/output error");
            }
            disk.force();
        }

        @Override
        public void close() throws IOException {
            disk.close();
        }
    }

    /** A file that can be written to until it fails. */
    private record Failing(Medium.Output disk, AtomicBoolean fails) implements Medium.Output {
        @Override
        public void write(byte[] bytes) throws IOException {
            if (fails.get()) {
                throw new IOException("Input/output error");
            }
            disk.write(bytes);
        }

        @Override
        public void cut(long length) throws IOException {
            disk.cut(length);
        }

        @Override
        public void force() throws IOException {
            disk.force();
        }

        @Override
        public void close() throws IOException {
            disk.close();
        }
    }
}
