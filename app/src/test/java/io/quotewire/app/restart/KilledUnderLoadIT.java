package io.quotewire.app.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.model.Instrument;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed again and again while it is written to and read from; how soon it is back is printed. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledUnderLoadIT {
    private static final int KILLS = 20;
    private static final int LONGEST_LIFE_MS = 2_000;
    private static final Map<String, String> SETTINGS =
            Map.of("QUOTEWIRE_AUTH_MODE", "optional", "QUOTEWIRE_AUTH_REGISTRATION", "true");

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(20);
    private final KeyLedger keys = new KeyLedger();
    private final TradeLedger trades = new TradeLedger();
    private final List<Long> readyMs = new ArrayList<>();
    private long tradesLost;

    @Test
    void killed_atAnyMoment_hasAllThatItAnswered() throws Exception {
        SimulatorConfig market = SimulatorConfig.of(9)
                .withVenues(List.of("okx"))
                .withInstruments(List.of(Instrument.parse("BTC-USDT"), Instrument.parse("ETH-USDT")))
                .withBustle(1_000);
        try (HttpClient http = HttpClient.newHttpClient();
                Simulator simulator = Simulator.start(market)) {
            for (int life = 0; life < KILLS; life++) {
                live(simulator, http, life);
            }
            try (ServeProcess last = begin(simulator, http)) {
                check(last);
                assertThat(last.end()).isZero();
            }
        }
        assertThat(keys.writes()).isGreaterThan(KILLS);
        assertThat(trades.lives()).isGreaterThan(KILLS / 2);
        List<Long> sorted = readyMs.stream().sorted().toList();
        System.out.printf(
                "ready after kill -9, from the start of the process, ms: median %d, most %d; writes answered %d,"
                        + " lost 0; trades told and not kept %d%n",
                sorted.get(KILLS / 2), sorted.getLast(), keys.writes(), tradesLost);
    }

    private void live(Simulator simulator, HttpClient http, int life) throws Exception {
        try (ServeProcess gateway = begin(simulator, http);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            if (life == 0) {
                keys.register(gateway);
            }
            check(gateway);
            Future<?> writing = threads.submit(() -> keys.writeUntilItDies(gateway));
            Future<?> reading = threads.submit(() -> trades.readUntilItDies(gateway));
            long lifeMs = random.nextLong(1, LONGEST_LIFE_MS);
            CompletableFuture.runAsync(gateway::kill, CompletableFuture.delayedExecutor(lifeMs, TimeUnit.MILLISECONDS))
                    .get();
            writing.get();
            reading.get();
        }
    }

    private ServeProcess begin(Simulator simulator, HttpClient http) throws Exception {
        long startNs = System.nanoTime();
        ServeProcess gateway = ServeProcess.start(simulator, folder, http, SETTINGS);
        gateway.await("/ready", body -> body.contains("\"ready\""));
        readyMs.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
        return gateway;
    }

    private void check(ServeProcess gateway) throws Exception {
        keys.check(gateway);
        tradesLost += trades.check(gateway);
    }
}
