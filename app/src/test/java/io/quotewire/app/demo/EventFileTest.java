package io.quotewire.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.check.EventLog;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.SimulatedMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final long START_US = 1_700_000_000_000_000L;

    @TempDir
    private Path folder;

    private final EventLog log = new EventLog();
    private final SimulatedMarket market = SimulatedMarket.open(List.of("okx", "binance"), List.of(), 1, 100, START_US);

    @Test
    void file_onceClosed_holdsEveryEventOnce() throws IOException {
        Path path;
        try (EventFile file = EventFile.open(folder.resolve("a/b"), log)) {
            path = file.path();
            market.advance(START_US + 2_000_000, log::add);
        }

        List<String> lines = Files.readAllLines(path);
        assertThat(lines).hasSize((int) log.newest());
        assertThat(lines.getFirst())
                .startsWith("{\"id\":1,\"venue\":\"okx\",\"instrument\":\"")
                .contains("\"kind\":\"quote\",\"bid\":\"");
        assertThat(lines).anyMatch(line -> line.contains("\"kind\":\"trade\",\"number\":"));
        assertThat(lines).anyMatch(line -> line.contains("\"kind\":\"ticker\",\"last\":\""));
    }

    @Test
    void file_holdsWhatIsSentLateToo_inTheOrderOfSending() throws Exception {
        List<Happening> happenings = new ArrayList<>();
        market.advance(START_US, happenings::add);
        Path path;
        try (EventFile file = EventFile.open(folder, log)) {
            path = file.path();
            log.add(happenings.get(4));
            while (Files.size(path) == 0) {
                LockSupport.parkNanos(10_000_000);
            }
            log.add(happenings.get(1));
        }

        assertThat(Files.readAllLines(path))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"id\":5,"),
                        second -> assertThat(second).startsWith("{\"id\":2,"));
    }

    @Test
    void file_thatHasGrownToItsBound_isPutAside() throws IOException {
        Path older = folder.resolve("events.1.jsonl");
        Files.writeString(folder.resolve("events.jsonl"), "the last run's\n");
        try (EventFile file = EventFile.open(folder, log, 1_000)) {
            assertThat(older).as("an older run is put aside too").hasContent("the last run's\n");
            market.advance(START_US + 1_000_000, log::add);
            while (!Files.readString(older).startsWith("{\"id\":1,")) {
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(file.path()).isEqualTo(folder.resolve("events.jsonl"));
        }

        assertThat(folder)
                .isDirectoryNotContaining(path -> !path.getFileName().toString().startsWith("events."));
    }

    @Test
    void folder_thatCannotBeMade_isNamed() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "");

        assertThatThrownBy(() -> EventFile.open(taken, log))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no folder that can be written to")
                .hasMessageContaining("taken");
    }
}
