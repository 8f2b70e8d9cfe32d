package io.quotewire.store.last;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.store.last.file.LastFile;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.store.last.value.Refusals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes, again and again in the same folder. */
class KillTest {
    @TempDir
    private Path folder;

    /** What is found was told, nothing is newer than that, nothing is lost that had been written, and each topic is whole. */
    @Test
    void values_ofAProcessThatIsKilled_areAmongThoseThatItTold() throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 1; round <= 4; round++) {
            long life = LastProcess.LIFE + round;
            long last = killed(life, random.nextInt(1, 2_000));

            Refusals refusals = new Refusals();
            Collection<LastValue> found = found(refusals);

            assertThat(refusals.all()).isZero();
            assertThat(found).hasSize(LastProcess.TOPICS);
            assertThat(found).as("round %d", round).allSatisfy(value -> {
                assertThat(value.head().epoch().value()).isEqualTo(life);
                assertThat(value.head().seq()).isBetween(1L, last + 1);
            });
            List<LastValue> told = found.stream()
                    .map(value -> LastProcess.value(
                            Integer.parseInt(value.topic().instrument().base().substring(1)),
                            life,
                            value.head().seq()))
                    .toList();
            assertThat(found).containsExactlyElementsOf(told);
        }
    }

    /** Kills it some lines after it has written all topics at least once; returns the last number that it had told. */
    private long killed(long life, int more) throws IOException {
        long told = 0;
        try (LastProcess process = LastProcess.start(file(), life)) {
            for (int left = more; left > 0; ) {
                String[] words = process.answer().split(" ", -1);
                told = Long.parseLong(words[1]);
                left -= Long.parseLong(words[3]) >= 2L * LastProcess.TOPICS ? 1 : 0;
            }
            process.kill();
            for (String line = process.answer(); line.startsWith("told "); line = process.answer()) {
                told = line.split(" ", -1).length == 4 ? Math.max(told, Long.parseLong(line.split(" ", -1)[1])) : told;
            }
        }
        return told;
    }

    private Path file() {
        return folder.resolve("last-values.bin");
    }

    private Collection<LastValue> found(Refusals refusals) throws IOException {
        try (Place place = new LastFile(file(), LastProcess.TOPICS)) {
            return place.read(refusals);
        }
    }
}
