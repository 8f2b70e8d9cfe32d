package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.Signals;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that keeps what it tells, and the commands that look at it, while it runs and afterwards. */
class HistoryCommandsIT {
    private static final int MOST_LOOKS = 200;

    @TempDir
    private Path directory;

    @Test
    void export_besideARunningGateway_hasWhatItTold() throws Exception {
        TestShell gateway = new TestShell(directory);
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(7).withVenues(List.of("okx")))) {
            gateway.serve(simulator);

            Path file = exported();

            List<String> lines = Files.readAllLines(file);
            assertThat(lines.getFirst()).startsWith("epoch,seq,ts,recv,source,status,simulated,kind,");
            assertThat(lines.stream().filter(line -> line.contains(",trade,")))
                    .isNotEmpty()
                    .allMatch(line -> line.contains(",okx,") && line.contains(",true,trade,"));
            assertThat(new TestShell(directory).run("history", "verify")).isZero();
        } finally {
            gateway.send(Signals.Signal.TERM);
            assertThat(gateway.exitCode()).isZero();
        }
        TestShell after = new TestShell(directory);
        assertThat(after.run("history", "verify")).isZero();
        assertThat(after.err().text()).contains("all as it was written");
    }

    @Test
    void verify_ofAnAlteredJournal_saysSoAndEndsWithOne() throws Exception {
        TestShell gateway = new TestShell(directory);
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(7).withVenues(List.of("okx")))) {
            gateway.serve(simulator);
            exported();
        } finally {
            gateway.send(Signals.Signal.TERM);
            gateway.exitCode();
        }
        Path journal = journal();
        byte[] bytes = Files.readAllBytes(journal);
        bytes[40] ^= 1; // In its first block, behind which there are others.
        Files.write(journal, bytes);

        TestShell shell = new TestShell(directory);

        assertThat(shell.run("history", "verify")).isEqualTo(1);
        assertThat(shell.out().text()).contains(": not as it was written");
    }

    @Test
    void commands_whereNothingWasKept_sayWhatWouldBeRight() {
        TestShell none = new TestShell(directory);
        assertThat(none.run("history", "verify")).isEqualTo(5);
        assertThat(none.err().text()).contains("there is no history in").contains("--data names another folder");
        assertThat(new TestShell(directory).run("history", "export", "--topic", "trade:okx:BTC-USDT"))
                .isEqualTo(2);
    }

    /** As soon as there is something; each look takes its time. */
    private Path exported() {
        Path file = directory.resolve("trades.csv");
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            TestShell shell = new TestShell(directory);
            int code = shell.run("history", "export", "--topic", "trade:okx:BTC-USDT", "--csv", "trades.csv");
            if (code == 0) {
                return file;
            }
            assertThat(code).as(shell.err().text()).isEqualTo(5);
        }
        throw new AssertionError("nothing is kept");
    }

    private Path journal() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("data").resolve("history"))) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
