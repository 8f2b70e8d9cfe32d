package io.quotewire.lab.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.tap.FrameTap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that records is killed without warning; what it was told a second before is there, here with a margin for a busy machine. */
class KilledRecorderTest {
    private static final int MARGIN_US = 4_000_000;

    @TempDir
    private Path folder;

    @Test
    void process_killed_leavesAllButTheLastSecond() throws Exception {
        Path file = folder.resolve("killed.qwr");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRecorderTest.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long toldUs = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int n = 0; n < 80; n++) {
                toldUs = Long.parseLong(lines.readLine());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }

        assertThat(file).doesNotExist();
        Path part = folder.resolve("killed.qwr.part");
        List<String> records = Tapes.read(part).records();
        long lastUs = Long.parseLong(records.getLast().split(" ", 2)[0]);
        assertThat(lastUs).isGreaterThan(toldUs - MARGIN_US);
        assertThat(records).hasSizeGreaterThan(1_000);
        assertThat(Files.size(part)).isPositive();
    }

    /** The process: tells a recorder a frame each millisecond, and its parent every tenth of a second what the time is. */
    public static void main(String[] args) throws IOException {
        MicroClock clock = MicroClock.system();
        Recorder recorder = Recorder.file(Path.of(args[0]), Tapes.ABOUT, clock);
        FrameTap tap = recorder.tap("okx", "/list");
        recorder.start();
        for (int n = 0; ; n++) {
            tap.received(1, Unpooled.wrappedBuffer(Tapes.frame(n).body()), clock.nowUs());
            if (n % 100 == 0) {
                System.out.println(clock.nowUs());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
