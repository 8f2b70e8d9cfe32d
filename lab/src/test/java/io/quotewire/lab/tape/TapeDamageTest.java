package io.quotewire.lab.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.tape.TapeFormat.Block;
import io.quotewire.lab.tape.Tapes.Heard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were cut, altered or made to harm: all of it is found, the rest is read, and nothing is invented. */
class TapeDamageTest {
    private static final int FRAMES = 400;
    private static final int PER_BLOCK = 40;

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private byte[] whole = {};
    private List<String> all = List.of();

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("whole.qwr");
        Tapes.write(file, FRAMES, PER_BLOCK);
        whole = Files.readAllBytes(file);
        all = Tapes.read(file).records();
    }

    @Test
    void file_whole_isReadAsWritten() throws IOException {
        Heard heard = Tapes.read(file);

        assertThat(heard.damages()).isEmpty();
        assertThat(heard.records()).hasSize(FRAMES).first().isEqualTo(Tapes.text(Tapes.frame(0)));
        assertThat(heard.records().getLast()).isEqualTo(Tapes.text(Tapes.frame(FRAMES - 1)));
        try (TapeReader reader = TapeReader.open(file, damage -> {})) {
            assertThat(reader.header()).isEqualTo(new TapeHeader(1_000_000, Tapes.ABOUT));
            assertThat(reader.span()).isEqualTo(new TapeReader.Span(1_000_000, 1_000_000 + FRAMES - 1));
        }
    }

    @Test
    void span_withoutIndex_isFoundFromTheBlocks() throws IOException {
        Files.write(file, Arrays.copyOf(whole, whole.length - 10));

        try (TapeReader reader = TapeReader.open(file, damage -> {})) {
            assertThat(reader.span()).isEqualTo(new TapeReader.Span(1_000_000, 1_000_000 + FRAMES - 1));
        }
    }

    /** Whatever has happened to it: the span is that of what can be read, and what is read is what was written. */
    @Test
    void index_alteredAtAnyByte_isNotBelieved() throws IOException {
        int index = indexAt();
        for (int at = index; at < whole.length; at++) {
            byte[] altered = whole.clone();
            altered[at] ^= (byte) (1 << at % 8);
            Files.write(file, altered);

            assertThat(Tapes.read(file).records()).as("byte " + at).isEqualTo(all);
            assertSpan(FRAMES, "byte " + at);
        }
    }

    @Test
    void index_cutOrMissing_costsNothing() throws IOException {
        int index = indexAt();
        for (int length = index; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThat(Tapes.read(file).records()).as(length + " bytes").isEqualTo(all);
            assertSpan(FRAMES, length + " bytes");
        }
    }

    /** With sums that are right: it says that the index is where a block of records is, or nowhere. */
    @Test
    void end_thatNamesAnotherPlace_isNotBelieved() throws IOException {
        long salt = ByteBuffer.wrap(whole).getLong(12);
        for (long lie :
                new long[] {firstBlock(), 0, -1, whole.length, indexAt() - 1L, Long.MAX_VALUE, Long.MIN_VALUE}) {
            byte[] altered = whole.clone();
            byte[] trailer = TapeFormat.trailer(lie, salt);
            System.arraycopy(trailer, 0, altered, whole.length - trailer.length, trailer.length);
            Files.write(file, altered);

            assertThat(Tapes.read(file).records()).as("index at " + lie).isEqualTo(all);
            assertSpan(FRAMES, "index at " + lie);
        }
    }

    /** Its header says times that nobody can read any more. */
    @Test
    void span_ofATornTail_isThatOfWhatCanBeRead() throws IOException {
        Files.write(file, Arrays.copyOf(whole, indexAt() - 1));

        assertThat(Tapes.read(file).records()).hasSize(FRAMES - PER_BLOCK);
        assertSpan(FRAMES - PER_BLOCK, "torn");
    }

    private void assertSpan(int frames, String what) throws IOException {
        try (TapeReader reader = TapeReader.open(file, damage -> {})) {
            assertThat(reader.span()).as(what).isEqualTo(new TapeReader.Span(1_000_000, 1_000_000 + frames - 1));
        }
    }

    private int indexAt() {
        ByteBuffer bytes = ByteBuffer.wrap(whole);
        return Math.toIntExact(bytes.getLong(whole.length - TapeFormat.TRAILER + 4));
    }

    /** S4: a torn tail. What was before the cut is all there, what was cut is told, and no block is half there. */
    @Test
    void tail_cutAnywhere_leavesAllBlocksBeforeIt() throws IOException {
        for (int cut = 1; cut <= 4_096; cut++) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));
            Heard heard = Tapes.read(file);

            assertThat(heard.records())
                    .as("cut by " + cut)
                    .isEqualTo(all.subList(0, heard.records().size()));
            assertThat(heard.records()).as("cut by " + cut).hasSize(PER_BLOCK * blocksWithin(whole.length - cut));
            boolean atAnEnd = heard.damages().isEmpty();
            assertThat(atAnEnd)
                    .as("cut by " + cut + ", and nobody says so")
                    .isEqualTo(isEndOfBlock(whole.length - cut));
        }
    }

    /** How many blocks of records are whole in the first bytes of the file. */
    private int blocksWithin(int length) {
        int blocks = 0;
        Block block = Objects.requireNonNull(Block.read(whole, firstBlock()));
        int behind = firstBlock() + TapeFormat.BLOCK_HEADER + block.packed();
        while (block.magic() == TapeFormat.DATA && behind <= length) {
            blocks++;
            block = Objects.requireNonNull(Block.read(whole, behind));
            behind += TapeFormat.BLOCK_HEADER + block.packed();
        }
        return blocks;
    }

    /** Where the index or a block begins, a file that is cut there looks like one that is being written. */
    private boolean isEndOfBlock(int length) {
        return (length + TapeFormat.BLOCK_HEADER <= whole.length && Block.read(whole, length) != null)
                || length == whole.length - TapeFormat.TRAILER;
    }

    /** S5: one bit in every stretch of 61 bytes, headers and index included; undetected: none. */
    @Test
    void bit_flippedAnywhere_isFoundAndCostsOneBlockAtMost() throws IOException {
        Set<String> known = new HashSet<>(all);
        for (int at = 0; at < whole.length; at += 61) {
            byte[] altered = whole.clone();
            altered[at] ^= (byte) (1 << at % 8);
            Files.write(file, altered);
            Heard heard = Tapes.read(file);

            assertThat(heard.damages())
                    .as("bit at byte " + at + " of " + whole.length)
                    .isNotEmpty();
            assertThat(heard.damages().getFirst().file()).isEqualTo(file);
            assertThat(heard.damages().getFirst().offset()).isLessThanOrEqualTo(at);
            assertThat(heard.records().size()).isGreaterThanOrEqualTo(FRAMES - PER_BLOCK);
            assertThat(known).containsAll(heard.records());
        }
    }

    @Test
    void bit_flippedEvery4KiB_isFoundEachTime() throws IOException {
        Path large = folder.resolve("large.qwr");
        Tapes.write(large, 20_000, 1_000);
        byte[] bytes = Files.readAllBytes(large);
        int read = Tapes.read(large).records().size();
        for (int at = 4_096; at < bytes.length; at += 4_096) {
            bytes[at] ^= 0x10;
            Files.write(large, bytes);
            Heard heard = Tapes.read(large);
            bytes[at] ^= 0x10;

            assertThat(heard.damages()).as("at " + at).hasSize(1);
            assertThat(heard.records()).hasSizeGreaterThanOrEqualTo(read - 1_000);
        }
        assertThat(bytes.length / 4_096).isGreaterThan(100);
    }

    @Test
    void header_damaged_isToldAndTheRestIsRead() throws IOException {
        for (int at = 0; at < TapeFormat.FILE_HEADER + 20; at++) {
            byte[] altered = whole.clone();
            altered[at] ^= 0x01;
            Files.write(file, altered);
            Heard heard = Tapes.read(file);

            assertThat(heard.records()).as("byte " + at).isEqualTo(all);
            assertThat(heard.damages()).extracting(Damage::offset).containsExactly(0L);
        }
    }

    /** A venue that sends what looks like a block of ours, and a disk that damages what is before it. */
    @Test
    void block_insideOfAFrame_isNeverRead() throws IOException {
        Path victim = folder.resolve("victim.qwr");
        byte[] inner = Arrays.copyOfRange(whole, firstBlock(), whole.length);
        TapeWriter writer = new TapeWriter(Medium.DISK, victim, new TapeHeader(1, Tapes.ABOUT));
        writer.add(Tapes.frame(0));
        writer.flush();
        writer.add(TapeRecord.frame(5, TapeRecord.Kind.RECEIVED, "okx", 1, inner));
        writer.flush();
        writer.finish();
        byte[] bytes = Files.readAllBytes(victim);
        int second = nextBlock(bytes, nextBlock(bytes, 0) + 1);
        bytes[second + 4] ^= 1;
        Files.write(victim, bytes);

        assertThat(Tapes.read(victim).records()).containsExactly(Tapes.text(Tapes.frame(0)));
    }

    @Test
    void lengths_thatLie_areNotBelieved() throws IOException {
        byte[] plain = new byte[1 << 20];
        byte[] packed = TapeFormat.pack(plain, plain.length);
        int sum = TapeFormat.sumOf(packed, 0, packed.length);
        long salt = ByteBuffer.wrap(whole).getLong(12);
        int first = firstBlock();
        for (Block lie : List.of(
                new Block(TapeFormat.DATA, packed.length, 64, 1, 0, 0, salt, sum),
                new Block(TapeFormat.DATA, packed.length, TapeFormat.MAX_PLAIN, 1, 0, 0, salt, sum),
                new Block(TapeFormat.DATA, packed.length, Integer.MAX_VALUE, 1, 0, 0, salt, sum),
                new Block(TapeFormat.DATA, Integer.MAX_VALUE, 64, 1, 0, 0, salt, sum),
                new Block(TapeFormat.DATA, -1, 64, 1, 0, 0, salt, sum),
                new Block(TapeFormat.DATA, packed.length, plain.length, 7, 0, 0, salt, sum))) {
            ByteBuffer bytes = ByteBuffer.allocate(first + TapeFormat.BLOCK_HEADER + packed.length);
            bytes.put(whole, 0, first).put(lie.bytes()).put(packed);
            Files.write(file, bytes.array());
            Heard heard = Tapes.read(file);

            assertThat(heard.records()).as(lie.toString()).isEmpty();
            assertThat(heard.damages()).as(lie.toString()).isNotEmpty();
        }
    }

    /** A few bytes that are unpacked to a million records. */
    @Test
    void block_ofMoreRecordsThanAnybodyWrites_isNotTakenIn() throws IOException {
        byte[] record = TapeFormat.record(TapeRecord.of(7, TapeRecord.Kind.LEFT, "okx", 1, false, ""));
        long salt = ByteBuffer.wrap(whole).getLong(12);
        int first = firstBlock();
        for (int records : List.of(TapeFormat.MOST_RECORDS, TapeFormat.MOST_RECORDS + 1)) {
            ByteBuffer plain = ByteBuffer.allocate(records * record.length);
            while (plain.hasRemaining()) {
                plain.put(record);
            }
            byte[] packed = TapeFormat.pack(plain.array(), plain.capacity());
            int sum = TapeFormat.sumOf(packed, 0, packed.length);
            Block block = new Block(TapeFormat.DATA, packed.length, plain.capacity(), records, 7, 7, salt, sum);
            ByteBuffer bytes = ByteBuffer.allocate(first + TapeFormat.BLOCK_HEADER + packed.length);
            bytes.put(whole, 0, first).put(block.bytes()).put(packed);
            Files.write(file, bytes.array());

            assertThat(Tapes.read(file).records()).hasSize(records > TapeFormat.MOST_RECORDS ? 0 : records);
        }
    }

    @Test
    void file_ofSomethingElse_isRefused() throws IOException {
        Files.writeString(file, "{\"ch\":\"trade\"}\n".repeat(100));

        assertThatThrownBy(() -> Tapes.read(file))
                .isInstanceOf(NotATape.class)
                .hasMessageContaining("is no recording of quotewire");
    }

    @Test
    void file_ofALaterForm_isRefused() throws IOException {
        int end = firstBlock();
        ByteBuffer later = ByteBuffer.wrap(whole.clone()).putInt(8, 2);
        later.putInt(end - 4, TapeFormat.sumOf(later.array(), 0, end - 4));
        Files.write(file, later.array());

        assertThatThrownBy(() -> Tapes.read(file)).hasMessageContaining("is of form 2, and this program reads form 1");
    }

    private int firstBlock() {
        return nextBlock(whole, 0);
    }

    private static int nextBlock(byte[] bytes, int from) {
        for (int at = from; at + TapeFormat.BLOCK_HEADER <= bytes.length; at++) {
            if (Block.read(bytes, at) != null) {
                return at;
            }
        }
        throw new AssertionError("no block");
    }
}
