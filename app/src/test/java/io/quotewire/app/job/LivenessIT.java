package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Fault;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The ways in which a venue is there and is not, through the whole gateway. What is silent is found, and nothing beside it.
 *
 * <p>How soon is stated by the engine's tests, and how attempts to connect are spaced by the feed's: there time is an input.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivenessIT {
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration RETURN_AFTER = Duration.ofSeconds(2);
    private static final Instrument BTC = Instrument.parse("BTC-USDT");
    private static final Instrument DOGE = Instrument.parse("DOGE-USDT");
    private static final List<String> KINDS = List.of("quote", "ticker", "trade");
    private static final String[] BEST = {"quote:best:BTC-USDT", "trade:best:BTC-USDT"};
    private static final String ASKED = "quotewire_feed_resubscriptions_total";
    private static final int RESETS = 3;

    /** As many messages make a channel's pauses known. */
    private static final int KNOWN = 25;

    private SimulatedGateway gateway;
    private Onlooker client;

    @BeforeAll
    void open() throws Exception {
        Simulator simulator = Simulator.start(SimulatorConfig.of(11)
                .withVenues(List.of("okx", "binance", "kraken", "bybit"))
                .withInstruments(List.of(BTC, Instrument.parse("ETH-USDT"), DOGE))
                .withBustle(300));
        simulator.fault(new Fault("bybit", Verb.MUTE, null)); // From the first message on.
        gateway = new SimulatedGateway(
                simulator, SILENCE, RETURN_AFTER, "quote:*:*", "ticker:*:*", "trade:*:*", BEST[0], BEST[1]);
        client = gateway.client;
        gateway.await(
                "the market is known",
                () -> topics("okx", "binance", "kraken")
                        .allMatch(topic -> topic.startsWith("ticker") || client.heard(topic, Status.LIVE) > KNOWN));
    }

    @AfterAll
    void close() throws Exception {
        gateway.close();
    }

    @BeforeEach
    void begin() {
        gateway.awaitLive("okx", BEST);
        for (String venue : List.of("okx", "binance", "kraken")) {
            gateway.awaitLive(venue, topics(venue).toArray(String[]::new));
        }
        client.forget();
    }

    @AfterEach
    void heal() {
        gateway.heal("okx", "kraken");
    }

    @Test
    void venue_thatAcknowledgesAndIsMuteFromThenOn_isFound_andTakenWhenItSpeaks() {
        gateway.await("bybit is mute", () -> gateway.source("bybit").state() == SourceReport.State.MUTE);
        assertThat(topics("bybit")).noneMatch(topic -> client.isAt(topic, "bybit"));
        gateway.await("it is connected anew", () -> gateway.source("bybit").reconnects() > 0);
        gateway.heal("bybit");

        gateway.awaitLive("bybit", topics("bybit").toArray(String[]::new));
        assertThat(interrupted()).isEmpty();
        gateway.assertSound();
    }

    /** OKX answers pings, Kraken sends heartbeats too. */
    @Test
    void venue_thatOnlyAnswersPings_isMute_andConnectedAnew() {
        long okx = gateway.source("okx").reconnects();
        long kraken = gateway.source("kraken").reconnects();
        gateway.harm("okx", Verb.MUTE);
        gateway.harm("kraken", Verb.MUTE);

        gateway.awaitHeard(Status.STALE, topics("okx", "kraken").toArray(String[]::new));
        gateway.awaitLive("binance", BEST);
        gateway.await(
                "both are connected anew",
                () -> gateway.source("okx").reconnects() > okx
                        && gateway.source("kraken").reconnects() > kraken);
        gateway.heal("okx", "kraken");
        gateway.awaitLive("okx", BEST);
        assertThat(interrupted()).noneMatch(topic -> topic.contains(":binance:"));
        gateway.assertSound();
    }

    @Test
    void oneOfMany_thatIsMute_isStaleAlone_andAskedForAlone() {
        long asked = gateway.metric(ASKED, "okx");
        long askedOfOthers = askedOfOthers();
        long reconnects = gateway.source("okx").reconnects();
        gateway.harm("okx", Verb.MUTE_ONE, DOGE);

        gateway.awaitHeard(Status.STALE, ofOne("okx", DOGE));
        gateway.await("it is asked for", () -> gateway.metric(ASKED, "okx") > asked);
        gateway.heal("okx");
        gateway.awaitLive("okx", ofOne("okx", DOGE));
        assertThat(interrupted()).containsExactlyInAnyOrder(ofOne("okx", DOGE));
        assertThat(gateway.metric(ASKED, "okx") - asked)
                .as("once for each channel at most")
                .isLessThanOrEqualTo(KINDS.size());
        assertThat(askedOfOthers()).isEqualTo(askedOfOthers);
        assertThat(gateway.source("okx").reconnects()).isEqualTo(reconnects);
        gateway.assertSound();
    }

    @Test
    void venue_thatComesAndGoes_costsBestOneSwitch_untilItStays() {
        long reconnects = gateway.source("okx").reconnects();
        for (int i = 1; i <= RESETS; i++) {
            int times = i;
            gateway.awaitLive("okx", "quote:okx:BTC-USDT", "trade:okx:BTC-USDT");
            gateway.harm("okx", Verb.RESET);
            gateway.await(
                    "lost again",
                    () -> client.heard("quote:okx:BTC-USDT", Status.DOWN) == times
                            && client.heard("trade:okx:BTC-USDT", Status.DOWN) == times);
        }
        gateway.awaitLive("binance", BEST);
        assertThat(List.of(BEST)).allMatch(topic -> client.switches(topic) == 1);

        gateway.awaitLive("okx", BEST);
        assertThat(List.of(BEST)).allMatch(topic -> client.switches(topic) == 2);
        assertThat(gateway.source("okx").reconnects()).isEqualTo(reconnects + RESETS);
        assertThat(interrupted()).allMatch(topic -> topic.contains(":okx:"));
        gateway.assertSound();
    }

    /** It says again and again what it said last: at OKX as quotes, at Kraken, which has none, in its ticker. */
    @Test
    void venue_frozenOnItsLastValue_isStaleThere_andLeftByBest() {
        gateway.harm("okx", Verb.FROZEN, BTC);
        gateway.harm("kraken", Verb.FROZEN, BTC);

        gateway.awaitHeard(Status.STALE, ofOne("okx", BTC));
        gateway.awaitHeard(Status.STALE, ofOne("kraken", BTC));
        gateway.awaitLive("binance", BEST);
        gateway.heal("okx", "kraken");
        gateway.awaitLive("okx", BEST);
        gateway.awaitLive("kraken", ofOne("kraken", BTC));
        assertThat(interrupted())
                .containsExactlyInAnyOrder(Stream.of(ofOne("okx", BTC), ofOne("kraken", BTC))
                        .flatMap(Stream::of)
                        .toArray(String[]::new));
        gateway.assertSound();
    }

    /** Of all but Bybit's, which has its own test. */
    private Stream<String> interrupted() {
        return client.interrupted().stream().filter(topic -> !topic.contains(":bybit:"));
    }

    private long askedOfOthers() {
        return Stream.of("binance", "kraken")
                .mapToLong(venue -> gateway.metric(ASKED, venue))
                .sum();
    }

    private static Stream<String> topics(String... venues) {
        return Stream.of(venues)
                .flatMap(venue -> Stream.of("BTC-USDT", "ETH-USDT", "DOGE-USDT")
                        .flatMap(instrument -> KINDS.stream().map(kind -> kind + ":" + venue + ":" + instrument)));
    }

    private static String[] ofOne(String venue, Instrument instrument) {
        return KINDS.stream().map(kind -> kind + ":" + venue + ":" + instrument).toArray(String[]::new);
    }
}
