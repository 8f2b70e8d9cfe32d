package io.quotewire.store.last;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.quotewire.store.last.file.LastFile;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.store.last.value.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastFileTest extends PlaceContract {
    private static final int VALUES = 70;

    @TempDir
    private Path folder;

    @Override
    Place open() {
        return new LastFile(file(), 1_000);
    }

    private Path file() {
        return folder.resolve("data").resolve("last-values.bin");
    }

    /** Nothing can be written where a folder has the name. */
    @Override
    void harm() throws IOException {
        Files.createDirectory(temporary());
        Files.createFile(temporary().resolve("in the way"));
    }

    @Override
    void heal() throws IOException {
        Files.delete(temporary().resolve("in the way"));
        Files.delete(temporary());
    }

    private Path temporary() {
        return folder.resolve("data").resolve("last-values.bin.tmp");
    }

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(folder.resolve("data"));
    }

    @Test
    void file_cutAnywhere_servesWhatIsWhole() throws IOException {
        List<LastValue> values = written();
        byte[] whole = Files.readAllBytes(file());
        int before = 0;
        for (int length = 0; length <= whole.length; length += 13) {
            Files.write(file(), Arrays.copyOf(whole, length));

            List<LastValue> read = read();

            assertThat(read).isEqualTo(values.subList(0, read.size()));
            assertThat(read).hasSizeGreaterThanOrEqualTo(before);
            before = read.size();
        }
        assertThat(before).isGreaterThan(VALUES - 3);
    }

    /** Each byte of the file once: of what comes back nothing is another than was written. */
    @Test
    void file_withABitFlippedAnywhere_servesTheRest() throws IOException {
        List<LastValue> values = written();
        byte[] whole = Files.readAllBytes(file());
        SplittableRandom random = new SplittableRandom(3);
        for (int at = 0; at < whole.length; at += 7) {
            byte[] altered = whole.clone();
            altered[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(), altered);

            List<LastValue> read = read();

            assertThat(read).as("byte %d", at).hasSize(VALUES - 1);
            assertThat(values).as("byte %d", at).containsAll(read);
        }
        assertThat(refusals.all()).isEqualTo((whole.length + 6) / 7);
    }

    @Test
    void file_thatIsNone_isOneRefusalAndIsReplaced() throws IOException {
        byte[] noise = new byte[100_000];
        new SplittableRandom(5).nextBytes(noise);
        Files.write(file(), noise);

        assertThat(read()).isEmpty();
        assertRefused(Refusal.GARBAGE, 1);

        write(quote(0, 1, "1"));
        assertThat(read()).containsExactly(quote(0, 1, "1"));
    }

    @Test
    void file_largerThanAnyOfOurs_isNotRead() throws IOException {
        try (FileChannel whole = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            whole.write(ByteBuffer.wrap(new byte[1]), 64L << 20);
        }
        try (Place small = new LastFile(file(), 10)) {
            assertThat(small.read(refusals)).isEmpty();
        }
        assertRefused(Refusal.SIZE, 1);
    }

    /** As when a process has too many files open. */
    @Test
    void file_thatCannotBeReadAtTheStart_isNotReplacedByWhatIsNew() throws IOException {
        write(quote(0, 1, "1"));
        Path aside = file().resolveSibling("aside");
        Files.move(file(), aside);
        Files.createDirectory(file());
        LastValue other = RandomValues.quote("quote:okx:ETH-USDT", EPOCH_MS, 1, "5");
        try (Place place = new LastFile(file(), 10)) {
            assertThatIOException().isThrownBy(() -> place.read(refusals));
            assertThatIOException().isThrownBy(() -> place.write(List.of(other), refusals));
            Files.delete(file());
            Files.move(aside, file());

            place.write(List.of(other), refusals);

            assertThat(place.read(refusals)).containsExactlyInAnyOrder(quote(0, 1, "1"), other);
        }
    }

    @Test
    void file_ofOurs_isItsOwnersAlone() throws IOException {
        write(quote(0, 1, "1"));

        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void dropped_value_isNotWrittenAgain() throws IOException {
        write(quote(0, 1, "1"));
        try (Place place = open()) {
            place.read(refusals).forEach(place::drop);
            place.write(List.of(RandomValues.quote("quote:okx:ETH-USDT", EPOCH_MS, 1, "2")), refusals);
        }
        assertThat(read()).extracting(value -> value.topic().toString()).containsExactly("quote:okx:ETH-USDT");
    }

    private List<LastValue> written() throws IOException {
        RandomValues random = new RandomValues(2);
        List<LastValue> values = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            values.add(random.next(i, EPOCH_MS, 1));
        }
        write(values.toArray(new LastValue[0]));
        return values;
    }
}
