package io.quotewire.store.last;

import io.quotewire.model.Update;
import io.quotewire.store.last.file.LastFile;
import io.quotewire.store.last.value.LastValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Another process that tells as fast as it can, and says which number it has told of all topics. */
final class LastProcess implements AutoCloseable {
    static final int TOPICS = 300;
    static final long LIFE = RandomValues.NOW_US / 1_000;

    private final Process process;
    private final BufferedReader answers;

    private LastProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static LastProcess start(Path file, long life) throws IOException {
        return new LastProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LastProcess.class.getName(),
                        file.toString(),
                        Long.toString(life))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Its next line: {@code told NUMBER written NUMBER}; empty when it has ended. */
    String answer() throws IOException {
        String line = answers.readLine();
        return line == null ? "" : line;
    }

    /** As {@code kill -9}. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }

    static LastValue value(int index, long life, long seq) {
        return RandomValues.quote("quote:okx:A" + index + "-USDT", life, seq, "1." + seq);
    }

    public static void main(String[] args) {
        long life = Long.parseLong(args[1]);
        LastValues values = LastValues.open(
                LastValuesConfig.DEFAULT,
                List.of(new LastFile(Path.of(args[0]), TOPICS)),
                () -> RandomValues.NOW_US,
                new SplittableRandom(1),
                any -> true);
        for (long seq = 1; seq < Long.MAX_VALUE; seq++) {
            for (int i = 0; i < TOPICS; i++) {
                LastValue value = value(i, life, seq);
                values.on(new Update.Value(value.head(), false, value.data()));
            }
            long written = values.read().stream()
                    .filter(reading -> reading.metric() == LastMetric.WRITTEN)
                    .mapToLong(reading -> (long) reading.value())
                    .sum();
            System.out.println("told " + seq + " written " + written);
        }
    }
}
