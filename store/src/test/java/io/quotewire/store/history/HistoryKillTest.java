package io.quotewire.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Epoch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes and makes segments. */
class HistoryKillTest {
    private static final int LIVES = 6;

    @TempDir
    Path folder;

    /** At whatever moment each life ends: all that it knew to be written is there, as it was, and what follows it as far as it got. */
    @Test
    void killed_again_andAgain_keepsWhatWasWritten() throws IOException {
        for (int life = 1; life <= LIVES; life++) {
            long seed = 100L + life;
            long acknowledged = live(life, seed);
            try (History history = History.openToRead(Kept.config(folder), () -> Past.START_US)) {
                List<Item> items =
                        Kept.items(history, Past.TRADES, ItemRange.seqs(new Epoch(life), 1, Long.MAX_VALUE, 10_000));
                List<String> told = Kept.told(items);
                assertThat(Kept.lost(items)).as("seed %d", seed).isEmpty();
                assertThat((long) told.size()).as("seed %d", seed).isGreaterThanOrEqualTo(acknowledged);
                List<String> expected = Past.flat(new Past(Past.TRADES, life, seed).next(told.size()));
                assertThat(told).as("seed %d", seed).isEqualTo(expected.subList(0, told.size()));
            }
        }
    }

    private long live(int epoch, long seed) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HistoryProcess.class.getName(),
                        folder.toString(),
                        String.valueOf(epoch),
                        String.valueOf(seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long acknowledged = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            int enough = new SplittableRandom(seed).nextInt(1, 120);
            for (int i = 0; i < enough; i++) {
                acknowledged = Long.parseLong(lines.readLine());
            }
            process.toHandle().destroyForcibly(); // What it said before can still be read.
            for (String late = lines.readLine(); late != null; late = lines.readLine()) {
                acknowledged = Long.parseLong(late);
            }
        }
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        return acknowledged;
    }
}
