package io.quotewire.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotewire.model.Epoch;
import io.quotewire.model.Update;
import io.quotewire.store.history.Item.Lost;
import io.quotewire.store.history.Item.Why;
import io.quotewire.store.history.journal.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What disks do. */
class HistoryFaultsTest {
    private static final Epoch EPOCH = new Epoch(7);

    @TempDir
    Path folder;

    /** A crash leaves a file that ends anywhere: what was committed before is there, and nothing wrong. */
    @Test
    void journal_cutAnywhere_isReadUpToThere() throws IOException {
        Past past = new Past(Past.TRADES, 7, 1);
        List<Update> updates = new ArrayList<>();
        List<Long> committed = new ArrayList<>();
        Path journal;
        try (Kept kept = Kept.open(folder)) {
            for (int i = 0; i < 5; i++) {
                List<Update> batch = past.next(10);
                kept.write(batch);
                updates.addAll(batch);
                committed.add(Files.size(kept.files(Folder.JOURNAL).getFirst()));
            }
            journal = kept.files(Folder.JOURNAL).getFirst();
        }
        byte[] whole = Files.readAllBytes(journal);
        for (int length = whole.length; length >= 0; length -= 137) {
            Files.write(journal, Arrays.copyOf(whole, length));
            int cut = length;
            int batches = (int) committed.stream().filter(end -> end <= cut).count();
            try (History history = History.openToRead(Kept.config(folder), () -> Past.START_US)) {
                List<Item> items = Kept.items(history, Past.TRADES, Kept.ALL);
                assertThat(Kept.told(items))
                        .as("cut to %d", length)
                        .isEqualTo(Past.flat(updates.subList(0, 10 * batches)));
                assertThat(Kept.lost(items)).isEmpty();
            }
        }
    }

    /** One bit anywhere in a journal: its block is left out and told as missing, the others are there. */
    @Test
    void journal_withABitTurned_leavesOutThatBlockAndTellsSo() throws IOException {
        Past past = new Past(Past.TRADES, 7, 2);
        List<Update> updates = past.next(60);
        try (Kept kept = Kept.open(folder)) {
            for (int i = 0; i < 60; i += 10) {
                kept.write(updates.subList(i, i + 10));
            }
        }
        Path journal = Kept.files(Kept.config(folder).place(), Folder.JOURNAL).getFirst();
        byte[] whole = Files.readAllBytes(journal);
        SplittableRandom random = new SplittableRandom(2);
        List<String> all = Past.flat(updates);
        for (int at = 0; at < whole.length; at += random.nextInt(1, 60)) {
            byte[] altered = whole.clone();
            altered[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(journal, altered);
            try (History history = History.openToRead(Kept.config(folder), () -> Past.START_US)) {
                List<Item> items = Kept.items(history, Past.TRADES, Kept.ALL);
                List<String> told = Kept.told(items);
                assertThat(all).as("bit at %d", at).containsAll(told);
                assertThat(told.size())
                        .isGreaterThanOrEqualTo(
                                Past.flat(updates.subList(0, 40)).size() / 2);
                // A hole inside is told; one at an end nobody can know of.
                boolean inside =
                        told.getFirst().equals(all.getFirst()) && told.getLast().equals(all.getLast());
                assertThat(Kept.lost(items).isEmpty()).isEqualTo(told.size() == all.size() || !inside);
            }
        }
    }

    /** One bit in each 4 KiB of a segment and in its first blocks, and in what lies beside it: never a wrong row, and the rest is served. */
    @Test
    void segment_withABitTurned_isSetAsideAndTold() throws IOException {
        Past past = new Past(Past.TRADES, 7, 3);
        List<Update> updates = past.next(300);
        try (Kept kept = Kept.open(folder, 100, Disk.system())) {
            for (int i = 0; i < 300; i += 50) {
                kept.write(updates.subList(i, i + 50));
                kept.keep();
            }
        }
        Path place = Kept.config(folder).place();
        List<Path> segments = Kept.files(place, Folder.SEGMENT);
        assertThat(segments).hasSizeGreaterThan(1);
        Path segment = segments.get(1);
        byte[] whole = Files.readAllBytes(segment);
        List<String> all = Past.flat(updates);
        SplittableRandom random = new SplittableRandom(3);
        for (int at = 0; at < whole.length; at += at < 12_288 ? 512 : 4_096) {
            byte[] altered = whole.clone();
            altered[Math.min(whole.length - 1, at + random.nextInt(512))] ^= (byte) (1 << random.nextInt(8));
            Files.write(segment, altered);
            try (History history = History.openToRead(Kept.config(folder), () -> Past.START_US)) {
                List<Item> items = Kept.items(history, Past.TRADES, Kept.ALL);
                assertThat(Kept.lost(items)).as("bit at %d", at).hasSize(1).allMatch(lost -> lost.why() == Why.CORRUPT);
                Lost lost = Kept.lost(items).getFirst();
                assertThat(Kept.told(items).size() + lost.to() - lost.from() + 1)
                        .isEqualTo(all.size());
                assertThat(all).containsAll(Kept.told(items));
            }
        }
    }

    @Test
    void segment_foundAltered_isRenamedAndStillToldAfterARestart() throws IOException {
        Past past = new Past(Past.TRADES, 7, 4);
        try (Kept kept = Kept.open(folder, 100, Disk.system())) {
            for (int i = 0; i < 6; i++) {
                kept.write(past.next(50));
                kept.keep();
            }
        }
        Path segment = Kept.files(Kept.config(folder).place(), Folder.SEGMENT).get(1);
        byte[] altered = Files.readAllBytes(segment);
        altered[altered.length / 2] ^= 1;
        Files.write(segment, altered);
        List<Lost> first;
        try (Kept kept = Kept.open(folder)) {
            first = Kept.lost(kept.items(Past.TRADES, 1_000));
            assertThat(first).hasSize(1);
            assertThat(kept.metric(HistoryMetric.CORRUPT)).isEqualTo(1);
            assertThat(kept.files(Folder.CORRUPT)).hasSize(1);
        }
        try (Kept kept = Kept.open(folder)) {
            assertThat(Kept.lost(kept.items(Past.TRADES, 1_000))).isEqualTo(first);
        }
    }

    @Test
    void sideFile_withABitTurned_isSetAsideWithItsSegment() throws IOException {
        Past past = new Past(Past.TRADES, 7, 5);
        List<Update> updates = past.next(300);
        try (Kept kept = Kept.open(folder, 100, Disk.system())) {
            for (int i = 0; i < 300; i += 50) {
                kept.write(updates.subList(i, i + 50));
                kept.keep();
            }
        }
        Path side = Kept.files(Kept.config(folder).place(), Folder.SIDE).get(1);
        byte[] whole = Files.readAllBytes(side);
        for (int at = 0; at < whole.length; at += 7) {
            byte[] altered = whole.clone();
            altered[at] ^= 4;
            Files.write(side, altered);
            try (History history = History.openToRead(Kept.config(folder), () -> Past.START_US)) {
                List<Item> items = Kept.items(history, Past.TRADES, Kept.ALL);
                assertThat(Kept.lost(items)).as("bit at %d", at).hasSize(1).allMatch(lost -> lost.why() == Why.MISSING);
            }
        }
    }

    @Test
    void segment_whoseSideFileIsAltered_isKeptToBeLookedAt() throws IOException {
        Past past = new Past(Past.TRADES, 7, 9);
        try (Kept kept = Kept.open(folder, 100, Disk.system())) {
            for (int i = 0; i < 6; i++) {
                kept.write(past.next(50));
                kept.keep();
            }
        }
        Path side = Kept.files(Kept.config(folder).place(), Folder.SIDE).get(1);
        byte[] altered = Files.readAllBytes(side);
        altered[altered.length / 2] ^= 1;
        Files.write(side, altered);
        try (Kept kept = Kept.open(folder)) {
            kept.keep();
            assertThat(kept.files(Folder.SEGMENT + Folder.CORRUPT)).hasSize(1);
        }
    }

    /** The power fails: what a flush has told as written is there. */
    @Test
    void flushed_beforeThePowerFails_isThere() throws IOException {
        Past past = new Past(Past.TRADES, 7, 6);
        List<Update> updates = new ArrayList<>();
        ForgetfulDisk disk = new ForgetfulDisk();
        Path copy = folder.resolve("copy");
        try (Kept kept = Kept.open(folder, 60, disk)) {
            for (int i = 0; i < 8; i++) {
                List<Update> batch = past.next(20);
                kept.write(batch);
                updates.addAll(batch);
                if (i % 3 == 2) {
                    kept.keep();
                }
                assertThat(afterLoss(kept, disk, copy.resolve(String.valueOf(i))))
                        .isEqualTo(Past.flat(updates));
            }
        }
    }

    private static List<String> afterLoss(Kept kept, ForgetfulDisk disk, Path copy) throws IOException {
        Path place = Kept.config(copy).place();
        Files.createDirectories(place);
        for (Path journal : kept.files(Folder.JOURNAL)) {
            disk.lose(journal);
        }
        for (Path file : kept.files("")) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, place.resolve(file.getFileName()));
            }
        }
        try (History history = History.openToRead(Kept.config(copy), () -> Past.START_US)) {
            return Kept.told(Kept.items(history, Past.TRADES, Kept.ALL));
        }
    }

    /** The disk takes nothing for a while: what came then is told as one range, the rest is there. */
    @Test
    void disk_fullForAWhile_losesARangeAndRecovers() throws IOException {
        Past past = new Past(Past.TRADES, 7, 7);
        ForgetfulDisk disk = new ForgetfulDisk();
        List<Update> there = new ArrayList<>(past.next(40));
        try (Kept kept = Kept.open(folder, 1_000, disk)) {
            kept.write(there);
            long from = past.seq() + 1;
            disk.fail(true);
            List<Update> gone = past.next(40);
            gone.forEach(kept.history.writer()::on);
            assertThatExceptionOfType(HistoryUnavailable.class).isThrownBy(kept.history::flush);
            assertThat(kept.metric(HistoryMetric.DEGRADED)).isEqualTo(1);
            assertThat(Kept.told(kept.items(Past.TRADES, 100))).isEqualTo(Past.flat(there)); // Readers are not harmed.
            long to = past.seq();
            disk.fail(false);
            kept.flush(); // The loss comes first.
            List<Update> after = past.next(40);
            kept.write(after);
            there.addAll(after);

            List<Item> items = kept.items(Past.TRADES, 100);

            assertThat(Kept.told(items)).isEqualTo(Past.flat(there));
            assertThat(Kept.lost(items)).containsExactly(new Lost(EPOCH, from, to, Why.WRITER));
            assertThat(kept.metric(HistoryMetric.DEGRADED)).isZero();
        }
    }

    @Test
    void disk_thatHangs_holdsUpNobody() throws IOException {
        Past past = new Past(Past.TRADES, 7, 8);
        SlowDisk disk = new SlowDisk();
        try (Kept kept = Kept.open(folder, 1_000, disk)) {
            List<Update> before = past.next(10);
            kept.write(before);
            disk.stop();
            List<Update> during = past.next(1_000);
            during.forEach(kept.history.writer()::on);
            disk.awaitStopped();

            assertThat(Kept.told(kept.items(Past.TRADES, 100))).isEqualTo(Past.flat(before));

            disk.goOn();
            kept.flush();
            assertThat(Kept.told(kept.items(Past.TRADES, 1_000))).hasSize((int) past.seq());
        }
    }

    @Test
    void folder_thatIsAFile_isRefusedClearly() throws IOException {
        Files.writeString(folder.resolve("history"), "no folder");

        assertThatExceptionOfType(HistoryUnavailable.class)
                .isThrownBy(() -> Kept.open(folder))
                .withMessageContaining("history.folder must be one that is ours alone and can be written");
    }
}
