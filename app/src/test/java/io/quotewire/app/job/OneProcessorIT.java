package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With one processor feeds, shards and lanes are one thread, and all else is as with several. */
class OneProcessorIT {
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration RETURN_AFTER = Duration.ofSeconds(2);
    private static final String[] BEST = {"quote:best:BTC-USDT", "trade:best:BTC-USDT"};

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private SimulatedGateway gateway;

    @BeforeEach
    void open() throws Exception {
        Simulator simulator = Simulator.start(SimulatorConfig.of(11)
                .withVenues(List.of("okx", "binance"))
                .withInstruments(List.of(Instrument.parse("BTC-USDT")))
                .withBustle(300));
        gateway = SimulatedGateway.withOneProcessor(simulator, SILENCE, RETURN_AFTER, BEST);
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
    }

    @Test
    void venue_thatFallsMute_isLeft_andReturnedToOnceItSpeaks() {
        gateway.awaitLive("okx", BEST);
        gateway.harm("okx", Verb.MUTE);
        gateway.awaitLive("binance", BEST);
        gateway.heal("okx");
        gateway.awaitLive("okx", BEST);
        gateway.assertSound();
    }

    @Test
    void shardsAndLanes_haveNoThreadsOfTheirOwn() {
        gateway.awaitLive("okx", BEST);

        List<String> begun = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .toList();
        assertThat(begun).contains("feed-0").noneMatch(name -> name.startsWith("shard-") || name.startsWith("lane-"));
        assertThat(gateway.get("/metrics")).contains("quotewire_duty_long_cycles_total{thread=\"shard-0\"}");
    }

    /** Who waits for a shard does not wait on the thread that turns it. */
    @Test
    void requests_thatAskAShard_areAnswered() {
        gateway.awaitLive("okx", BEST);

        assertThat(gateway.get("/v1/book/okx/BTC-USDT")).contains("\"bids\":[[");
        assertThat(gateway.get("/v1/trades/okx/BTC-USDT")).contains("\"source\":\"okx\"");
        assertThat(gateway.get("/v1/last/quote:best:BTC-USDT")).contains("\"status\":\"live\"");
    }
}
