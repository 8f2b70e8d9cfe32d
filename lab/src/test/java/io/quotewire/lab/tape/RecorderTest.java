package io.quotewire.lab.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.netty.buffer.Unpooled;
import io.quotewire.lab.tape.TapeRecord.Kind;
import io.quotewire.model.Channel;
import io.quotewire.venue.tap.FrameTap;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told and what is in the files, with a recorder whose turns are the test's. */
class RecorderTest {
    private static final String LIST = "/list";

    @TempDir
    private Path folder;

    private final AtomicLong nowUs = new AtomicLong(1_790_000_000_000_000L);

    @Test
    void everything_told_isInTheFile() throws IOException {
        Path file = folder.resolve("all.qwr");
        Recorder recorder = Recorder.file(file, Tapes.ABOUT, nowUs::get);
        FrameTap tap = recorder.tap("okx", LIST);
        tap.answered(LIST, 200, true, bytes("[]"), 10);
        tap.follows(1, Channel.BOOK, "BTC-USDT", 11);
        tap.opened(1, URI.create("wss://ann:secret@example.com:8443/key/path?token=secret"), true, 12);
        tap.sent(1, "{\"op\":\"subscribe\"}", 13);
        tap.received(1, Unpooled.copiedBuffer("{\"n\":1}", StandardCharsets.UTF_8), 14);
        tap.leaves(1, Channel.BOOK, "BTC-USDT", 15);
        tap.closed(1, "bye", 16);
        recorder.close();

        List<String> records = Tapes.read(file).records();
        assertThat(records.subList(1, records.size()))
                .containsExactly(
                        "10 okx ANSWERED 200 /list (2 B) []",
                        "11 okx FOLLOWED 1 BOOK BTC-USDT (0 B) ",
                        "12 okx OPENED 1 wss://example.com:8443 (0 B) ",
                        "13 okx SENT 1  (18 B) {\"op\":\"subscribe\"}",
                        "14 okx RECEIVED 1  (7 B) {\"n\":1}",
                        "15 okx LEFT 1 BOOK BTC-USDT (0 B) ",
                        "16 okx CLOSED 1 bye (0 B) ");
        assertThat(folder.resolve("all.qwr.part")).doesNotExist();
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    }

    @Test
    void file_thatIsThere_isNotTouched() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.qwr"), "mine");
        Path part = Files.writeString(folder.resolve("other.qwr.part"), "other's");

        assertThatThrownBy(() -> Recorder.file(file, Tapes.ABOUT, nowUs::get))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> Recorder.file(folder.resolve("other.qwr"), Tapes.ABOUT, nowUs::get))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("mine");
        assertThat(part).hasContent("other's");
    }

    @Test
    void queue_full_isToldAsAnExactRange() throws IOException {
        Path file = folder.resolve("lossy.qwr");
        Recorder recorder = Recorder.file(file, Tapes.ABOUT, nowUs::get);
        FrameTap tap = recorder.tap("okx", LIST);
        int offered = Recorder.RECORDS + 500;
        for (int n = 1; n <= offered; n++) {
            tap.received(1, Unpooled.copiedBuffer("x", StandardCharsets.UTF_8), n);
        }
        while (recorder.turn(nowUs.addAndGet(1_000)) > 0) {
            // Until there is room.
        }
        tap.received(1, Unpooled.copiedBuffer("behind", StandardCharsets.UTF_8), offered + 1L);
        assertThat(recorder.progress().lost()).isEqualTo(501); // The queue also has the record of the beginning.
        recorder.close();

        List<TapeRecord> losses = records(file).stream()
                .filter(record -> record.kind() == Kind.LOST)
                .toList();
        assertThat(losses).hasSize(1);
        assertThat(losses.getFirst().lost()).isEqualTo(501);
        assertThat(losses.getFirst().timeUs()).isEqualTo(offered - 500L);
        assertThat(losses.getFirst().lostUntilUs()).isEqualTo(offered);
        assertThat(records(file).getLast().timeUs()).isEqualTo(offered + 1L);
        assertThat(records(file)).hasSize(Recorder.RECORDS + 2);
    }

    @Test
    void queue_full_hasAPlaceForWhatLaterFilesDependOn() throws IOException {
        Path file = folder.resolve("vital.qwr");
        Recorder recorder = Recorder.file(file, Tapes.ABOUT, nowUs::get);
        FrameTap tap = recorder.tap("okx", LIST);
        for (int n = 1; n <= Recorder.RECORDS + 7; n++) {
            tap.received(1, Unpooled.copiedBuffer("x", StandardCharsets.UTF_8), n);
        }
        int behind = Recorder.RECORDS + 8;
        tap.answered(LIST, 200, false, bytes("[]"), behind);
        tap.follows(2, Channel.BOOK, "BTC-USDT", behind + 1L);
        tap.opened(2, URI.create("wss://example.com"), false, behind + 2L);
        tap.received(2, Unpooled.copiedBuffer("y", StandardCharsets.UTF_8), behind + 3L);
        tap.closed(2, "bye", behind + 4L);
        recorder.close();

        assertThat(recorder.progress().lost()).isEqualTo(9);
        List<TapeRecord> records = records(file);
        assertThat(records.subList(records.size() - 6, records.size()))
                .extracting(TapeRecord::kind)
                .containsExactly(Kind.LOST, Kind.ANSWERED, Kind.FOLLOWED, Kind.OPENED, Kind.LOST, Kind.CLOSED);
    }

    @Test
    void queue_fullOfBytes_takesNoMore() throws IOException {
        Recorder recorder = Recorder.file(folder.resolve("big.qwr"), Tapes.ABOUT, nowUs::get);
        FrameTap tap = recorder.tap("okx", LIST);
        byte[] large = new byte[16 << 20];
        for (int n = 0; n < 6; n++) {
            tap.answered("/book", 200, false, large, n);
        }

        assertThat(recorder.progress().lost()).isEqualTo(3);
        recorder.close();
    }

    @Test
    void answer_longerThanARecord_isLostAndTold() throws IOException {
        Path file = folder.resolve("long.qwr");
        Recorder recorder = Recorder.file(file, Tapes.ABOUT, nowUs::get);
        recorder.tap("okx", LIST).answered("/book", 200, false, new byte[TapeFormat.MAX_BODY + 1], 7);
        recorder.close();

        assertThat(records(file).getLast().lost()).isEqualTo(1);
    }

    @Test
    void disk_thatFails_isToldAndTriedAgain_withoutATornBlock() throws IOException {
        FullDisk disk = new FullDisk(3_000);
        Path file = folder.resolve("full.qwr");
        ReelPlan plan = new ReelPlan(folder, "full", 0, Duration.ZERO, 0, Duration.ZERO, false, true);
        Recorder recorder = Recorder.alone(plan, Tapes.ABOUT, disk, nowUs::get);
        FrameTap tap = recorder.tap("okx", LIST);
        for (int n = 0; n < 100; n++) {
            tap.received(1, Unpooled.wrappedBuffer(Tapes.frame(n).body()), n);
            recorder.turn(nowUs.addAndGet(1_100_000));
        }
        assertThat(recorder.trouble()).contains("No space left on device");
        assertThat(metric(recorder, RecorderMetric.DEGRADED)).isEqualTo(1);
        List<String> soFar = Tapes.read(folder.resolve("full.qwr.part")).records();

        disk.room = Long.MAX_VALUE;
        recorder.turn(nowUs.addAndGet(1_100_000));
        assertThat(recorder.trouble()).isNull();
        recorder.close();

        Tapes.Heard heard = Tapes.read(file);
        assertThat(soFar).isNotEmpty().hasSizeLessThan(100);
        assertThat(heard.damages()).isEmpty();
        assertThat(heard.records()).hasSize(101).startsWith(soFar.toArray(String[]::new));
    }

    @Test
    void ring_onAFullDisk_givesUpItsOldest() throws IOException {
        FullDisk disk = new FullDisk(60_000);
        ReelPlan plan = new ReelPlan(folder, "okx", 20_000, Duration.ofHours(1), 1 << 20, Duration.ZERO, true, false);
        Recorder recorder = Recorder.of(plan, Tapes.ABOUT, disk, nowUs::get);
        FrameTap tap = recorder.tap("okx", LIST);
        for (int n = 0; n < 2_000; n++) {
            tap.received(1, Unpooled.wrappedBuffer(Tapes.frame(n).body()), n);
            if (n % 20 == 0) {
                recorder.turn(nowUs.addAndGet(1_100_000));
                disk.freed(Reel.files(folder));
            }
        }
        recorder.turn(nowUs.addAndGet(2_000_000));

        assertThat(recorder.progress().lost()).isZero();
        assertThat(recorder.trouble()).isNull();
        recorder.close();
        assertThat(Reel.files(folder).stream().mapToLong(RecorderTest::size).sum())
                .isLessThan(70_000);
    }

    @Test
    void ring_keepsNoMoreThanItsBytes_andEachFileIsUnderstoodAlone() throws IOException {
        FlightConfig config = new FlightConfig(true, Duration.ofMinutes(10), 1 << 20);
        Recorder recorder = Recorder.ring(folder, config, Tapes.ABOUT, nowUs::get);
        FrameTap tap = recorder.tap("okx", LIST);
        tap.answered(LIST, 200, false, bytes("[\"list\"]"), nowUs.get());
        tap.follows(1, Channel.TRADES, "BTC-USDT", nowUs.get());
        tap.opened(1, URI.create("ws://127.0.0.1:1"), false, nowUs.get());
        for (int n = 0; n < 20_000; n++) {
            tap.received(1, Unpooled.wrappedBuffer(Tapes.frame(n).body()), nowUs.addAndGet(500));
            if (n % 100 == 0) {
                recorder.turn(nowUs.get());
            }
        }
        recorder.close();

        List<Path> files = Reel.files(folder);
        assertThat(files).hasSizeBetween(3, 9);
        assertThat(files.stream().mapToLong(RecorderTest::size).sum())
                .isLessThanOrEqualTo((1 << 20) + TapeFormat.BLOCK);
        for (Path file : files) {
            assertThat(records(file).subList(0, 3))
                    .as(file.toString())
                    .allMatch(TapeRecord::carried)
                    .extracting(TapeRecord::kind)
                    .containsExactly(Kind.ANSWERED, Kind.FOLLOWED, Kind.OPENED);
        }
        assertThat(records(files.getLast()).getLast().body())
                .isEqualTo(Tapes.frame(19_999).body());
    }

    @Test
    void folder_ofAnother_isRefused() throws IOException {
        Recorder first = Recorder.folder(folder, 1 << 20, Tapes.ABOUT, nowUs::get);

        assertThatThrownBy(() -> Recorder.folder(folder, 1 << 20, Tapes.ABOUT, nowUs::get))
                .isInstanceOf(Recorder.InUse.class)
                .hasMessageContaining("is being recorded into by another process");
        first.close();
        Recorder.folder(folder, 1 << 20, Tapes.ABOUT, nowUs::get).close();
    }

    @Test
    void folder_thatCannotBeWritten_isRefused() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        assertThat(locked.toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(locked), "skipped: this user may write anywhere");

        assertThatThrownBy(() -> Recorder.folder(locked, 1 << 20, Tapes.ABOUT, nowUs::get))
                .isInstanceOf(IOException.class);
    }

    private static double metric(Recorder recorder, RecorderMetric metric) {
        return recorder.read().stream()
                .filter(reading -> reading.metric() == metric)
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static List<TapeRecord> records(Path file) throws IOException {
        List<TapeRecord> records = new ArrayList<>();
        try (TapeMerge merge = new TapeMerge(List.of(file), damage -> {
            throw new AssertionError(damage.toString());
        })) {
            for (TapeRecord record = merge.next(); record != null; record = merge.next()) {
                records.add(record);
            }
        }
        return records;
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A disk with so much room, which writes as much of a block as it has room for and then says that it is full. */
    private static final class FullDisk implements Medium {
        private final Map<Path, Long> sizes = new java.util.HashMap<>();
        private long room;

        FullDisk(long room) {
            this.room = room;
        }

        /** Only these are still there. */
        void freed(List<Path> left) {
            sizes.keySet().removeIf(file -> !left.contains(file) && !left.contains(whole(file)));
        }

        private static Path whole(Path part) {
            return part.resolveSibling(part.getFileName().toString().replace(".part", ""));
        }

        private long used() {
            sizes.keySet().removeIf(file -> Files.notExists(file) && Files.notExists(whole(file)));
            return sizes.values().stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public long room(Path folder) {
            return Math.max(0, room - used());
        }

        @Override
        public Output create(Path file) throws IOException {
            return new Limited(file, Medium.DISK.create(file));
        }

        private final class Limited implements Output {
            private final Path file;
            private final Output disk;
            private @Nullable Long size = 0L;

            Limited(Path file, Output disk) {
                this.file = file;
                this.disk = disk;
            }

            @Override
            public void write(byte[] bytes) throws IOException {
                long fits = Math.min(bytes.length, Math.max(0, room - used()));
                disk.write(java.util.Arrays.copyOf(bytes, (int) fits));
                size(Objects.requireNonNull(size) + fits);
                if (fits < bytes.length) {
                    throw new IOException("No space left on device");
                }
            }

            private void size(long now) {
                size = now;
                sizes.put(file, now);
            }

            @Override
            public void cut(long length) throws IOException {
                disk.cut(length);
                size(length);
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
}
