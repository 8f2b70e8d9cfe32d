package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.EngineSettings;
import io.quotewire.app.demo.SimulatedVenues;
import io.quotewire.app.node.Node;
import io.quotewire.app.node.Wiring;
import io.quotewire.lab.simulate.Fault;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault of the simulator on the venue that {@code best} is drawn from, while a thousand clients look on: they are
 * moved where the fault takes the venue away, by a numbered status and no other sign, and notice nothing where it does not.
 * Some of them hold every message against what the simulator knows that it sent.
 *
 * <p>How soon is stated by the engine's tests, where time is an input; here it is only reported.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverIT {
    private static final int CLIENTS = 1_000;
    private static final int CHECKED = 3;

    /** Messages that come in longer than a silence takes to be held against a channel. */
    private static final int MANY = 800;

    /** So that ten fail-overs fit in a minute; the 30 s of the default are the engine tests' matter. */
    private static final Duration RETURN_AFTER = Duration.ofSeconds(2);

    private static final Instrument BTC = Instrument.parse("BTC-USDT");
    private static final String[] TOPICS = {"quote:best:BTC-USDT", "trade:best:BTC-USDT"};
    private static final String[] CHECKED_TOPICS = {
        "quote:best:BTC-USDT", "ticker:best:BTC-USDT", "trade:best:BTC-USDT", "quote:*:*", "ticker:*:*", "trade:*:*"
    };

    private final Crowd crowd = new Crowd();
    private final List<Onlooker> checked = new ArrayList<>();
    private Simulator simulator;
    private Node node;

    @BeforeAll
    void openToAThousand() throws Exception {
        simulator = Simulator.start(SimulatorConfig.of(7)
                .withInstruments(List.of(BTC, Instrument.parse("ETH-USDT"), Instrument.parse("DOGE-USDT")))
                .withBustle(60));
        AppConfig settings = SimulatedVenues.settings(config(), simulator);
        // The log that all is held against is of the venues.
        node = Wiring.simulated(
                settings.with(settings.fx(), settings.coingecko().off()));
        node.start();
        URI uri = URI.create(
                "ws://127.0.0.1:%d/v1/ws".formatted(node.addresses().getFirst().getPort()));
        for (int i = 0; i < CLIENTS; i++) {
            if (i < CHECKED) {
                Onlooker one = new Onlooker(simulator.log());
                checked.add(one);
                crowd.join(uri, one, CHECKED_TOPICS);
            } else {
                crowd.join(uri, new Follower(), TOPICS);
            }
        }
        // A channel whose pauses are not known yet is given the benefit of the doubt for longer.
        assertThat(crowd.await(one -> !(one instanceof Onlooker) || one.messages() > 1_500))
                .as("the market is known")
                .isTrue();
    }

    @AfterAll
    void close() throws Exception {
        crowd.close();
        node.stop();
        simulator.close();
    }

    @AfterEach
    void heal() {
        simulator.venues().forEach(venue -> simulator.fault(new Fault(venue, Verb.HEAL, null)));
    }

    private static AppConfig config() {
        AppConfig base = AppConfig.DEFAULT.onPort(0);
        EngineSettings engine = base.engine();
        return base.with(new EngineSettings(
                engine.shards(),
                engine.silence(),
                RETURN_AFTER,
                engine.mailbox(),
                engine.listings(),
                engine.candles(),
                engine.candleGrace(),
                engine.indexVenues(),
                engine.outlierPercent(),
                engine.maxRateAge()));
    }

    @ParameterizedTest
    @EnumSource(names = {"KILL", "RESET", "MUTE", "MUTE_ONE", "GARBAGE", "STALE", "SLOW", "RATE_LIMIT"})
    void fault_thatTakesTheActiveVenueAway_movesEveryClientAndBack(Verb verb, TestReporter reporter) {
        awaitAll("okx");
        long startNs = System.nanoTime();
        harm(verb);

        awaitAll("binance");
        long movedMs = (System.nanoTime() - startNs) / 1_000_000;
        simulator.fault(new Fault("okx", Verb.HEAL, null));
        awaitAll("okx");
        reporter.publishEntry(verb.text(), CLIENTS + " clients moved within " + movedMs + " ms");
        assertNothingWrong();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "DUPLICATE", "REORDER"})
    void fault_thatTakesNothingAway_isNotNoticed(Verb verb) {
        awaitAll("okx");
        int moves = crowd.moves();
        long before = checked.getFirst().messages();
        harm(verb);

        assertThat(crowd.await(one -> !(one instanceof Onlooker) || one.messages() > before + MANY))
                .as("messages go on")
                .isTrue();
        awaitAll("okx");
        assertThat(crowd.moves()).as("nobody was moved meanwhile").isEqualTo(moves);
        simulator.fault(new Fault("okx", Verb.HEAL, null));
        assertNothingWrong();
    }

    @Test
    void refusal_thatMeetsAReset_keepsTheVenueAwayUntilItIsHealed() {
        awaitAll("okx");
        harm(Verb.REFUSE);
        harm(Verb.RESET);

        awaitAll("binance");
        simulator.fault(new Fault("okx", Verb.HEAL, null));
        awaitAll("okx");
        assertNothingWrong();
    }

    /** The third tells its quotes with its ticker only. */
    @Test
    void twoVenues_thatAreAway_moveEveryClientToTheThird() {
        awaitAll("okx");
        simulator.fault(new Fault("binance", Verb.KILL, null));
        harm(Verb.MUTE_ONE); // Its connection has been lost so often by now that it may wait for a minute.

        awaitAll("kraken");
        simulator.fault(new Fault("okx", Verb.HEAL, null));
        simulator.fault(new Fault("binance", Verb.HEAL, null));
        awaitAll("okx");
        assertNothingWrong();
    }

    private void harm(Verb verb) {
        simulator.fault(new Fault("okx", verb, verb.needsSymbol() ? BTC : null));
    }

    private void awaitAll(String venue) {
        boolean all = crowd.await(one -> allAt(one, venue));
        assertThat(all)
                .as(() -> "all at " + venue + ", they are at " + crowd.places(TOPICS))
                .isTrue();
    }

    private static boolean allAt(Follower one, String venue) {
        return Arrays.stream(TOPICS).allMatch(topic -> one.isAt(topic, venue));
    }

    private void assertNothingWrong() {
        assertThat(crowd.complaints()).isEmpty();
        checked.forEach(one -> assertThat(one.findings()).isEmpty());
        assertThat(simulator.violations()).isEmpty();
    }
}
