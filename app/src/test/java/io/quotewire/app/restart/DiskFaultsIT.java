package io.quotewire.app.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.model.Instrument;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Topic;
import io.quotewire.store.history.History;
import io.quotewire.store.history.HistoryConfig;
import io.quotewire.store.history.HistoryUnavailable;
import io.quotewire.store.history.Item;
import io.quotewire.store.history.ItemPage;
import io.quotewire.store.history.ItemRange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateways whose history is on a disk that is full, or cannot be written. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DiskFaultsIT {
    private static final String TICKER = "/v1/last/ticker:okx:BTC-USDT";
    private static final String DEGRADED = "quotewire_history_degraded";
    private static final String ROWS = "quotewire_history_rows_total";
    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Path place;
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        place = Files.createDirectory(folder.resolve("disk"));
        simulator = Simulator.start(SimulatorConfig.of(11)
                .withVenues(List.of("okx"))
                .withInstruments(List.of(Instrument.parse("BTC-USDT"), Instrument.parse("ETH-USDT")))
                .withBustle(1_000));
    }

    @AfterEach
    void stop() {
        http.close();
        simulator.close();
    }

    @Test
    void disk_thatBecomesFull_stopsHistoryAndNothingElse_untilThereIsRoom() throws Exception {
        OwnMount disk = OwnMount.at(place, "size=8m,mode=700");
        Map<String, String> settings = Map.of("QUOTEWIRE_HISTORY_FOLDER", place.toString());
        try (ServeProcess gateway = ServeProcess.start(simulator, folder, http, settings, disk::around)) {
            gateway.await(TICKER, body -> body.contains("\"status\":\"live\""));
            gateway.await("/metrics", metrics -> ServeProcess.sum(metrics, ROWS) > 0);
            Path ballast = disk.file(gateway.pid(), "ballast");
            fill(ballast);

            gateway.await("/metrics", metrics -> ServeProcess.sum(metrics, DEGRADED) == 1);
            long then = seq(gateway.get(TICKER).body());
            gateway.await(TICKER, body -> body.contains("\"status\":\"live\"") && seq(body) > then + 5);
            Files.delete(ballast);
            gateway.await("/metrics", metrics -> ServeProcess.sum(metrics, DEGRADED) == 0);

            double rows = ServeProcess.sum(gateway.get("/metrics").body(), ROWS);
            gateway.await("/metrics", metrics -> ServeProcess.sum(metrics, ROWS) > rows);
            assertThat(trades(copy(disk.file(gateway.pid(), ""))))
                    .as("what came meanwhile is a range, and what came later is there")
                    .anyMatch(item -> item instanceof Item.Lost lost && lost.why() == Item.Why.WRITER)
                    .last()
                    .isInstanceOf(Item.Told.class);
        }
    }

    @Test
    void disk_thatCannotBeWritten_isRefusedWithTheSetting() throws Exception {
        OwnMount disk = OwnMount.at(place, "ro,mode=700");
        Process process = ServeProcess.launch(
                disk.around(ServeProcess.command(simulator)),
                folder,
                Map.of("QUOTEWIRE_HISTORY_FOLDER", place.toString()));
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(err)
                .contains("history cannot be kept in " + place + ": history.folder must be", "Read-only file system")
                .doesNotContain("\tat ");
        assertThat(process.exitValue()).isEqualTo(69);
    }

    private static void fill(Path ballast) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> {
                    try (OutputStream out = Files.newOutputStream(ballast)) {
                        while (true) {
                            out.write(new byte[4_096]);
                        }
                    }
                })
                .withMessageContaining("No space left");
    }

    private static long seq(String body) {
        Matcher seq = SEQ.matcher(body);
        assertThat(seq.find()).as(body).isTrue();
        return Long.parseLong(seq.group(1));
    }

    /** What a crash would leave. */
    private Path copy(Path history) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(history)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static List<Item> trades(Path history) throws HistoryUnavailable {
        Topic topic = Topic.parse("trade:okx:BTC-USDT");
        ItemRange range = ItemRange.times(0, Long.MAX_VALUE, ItemRange.MOST);
        List<Item> items = new ArrayList<>();
        try (History read = History.openToRead(HistoryConfig.DEFAULT.at(history), MicroClock.system())) {
            ItemPage page = read.items(topic, range);
            items.addAll(page.items());
            while (page.next() != null) {
                page = read.items(topic, range.after(page.next()));
                items.addAll(page.items());
            }
        }
        return items;
    }
}
