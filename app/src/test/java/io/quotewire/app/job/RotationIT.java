package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections of all simulated venues that are replaced while their markets go on: a client whose every message
 * is held against what the venues told sees nothing of it, in no ticker, quote, trade or book.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RotationIT {
    private static final Instrument BTC = Instrument.parse("BTC-USDT");
    private static final List<Instrument> PAIRS =
            List.of(BTC, Instrument.parse("ETH-USDT"), Instrument.parse("SOL-USDT"));
    private static final List<String> ALL =
            List.of("okx", "binance", "kraken", "coinbase", "coinbase-advanced", "bybit", "gate");
    private static final int TIMES = 2;

    private SimulatedGateway gateway;
    private Onlooker client;

    @BeforeAll
    void open() throws Exception {
        Simulator simulator = Simulator.start(
                SimulatorConfig.of(11).withVenues(ALL).withInstruments(PAIRS).withBustle(100));
        gateway = new SimulatedGateway(
                simulator,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Stream.concat(Stream.of("ticker:*:*", "quote:*:*", "trade:*:*"), books())
                        .toArray(String[]::new));
        client = gateway.client;
        ALL.forEach(venue -> gateway.awaitLive(venue, topics(venue)));
    }

    @AfterAll
    void close() throws Exception {
        gateway.close();
    }

    @Test
    void connections_replacedUnderLoad_areNoticedByNobody() {
        Map<String, Long> before = harms();
        Map<String, Long> rotated = new TreeMap<>();
        ALL.forEach(venue -> rotated.put(venue, rotations(venue)));
        client.forget();
        for (int time = 1; time <= TIMES; time++) {
            long more = time;
            gateway.rotate();
            gateway.await(
                    "each is replaced",
                    () -> ALL.stream().allMatch(venue -> rotations(venue) >= rotated.getOrDefault(venue, 0L) + more));
        }
        ALL.forEach(venue -> gateway.awaitLive(venue, topics(venue)));

        gateway.assertSound();
        assertThat(client.interrupted()).as("topics that were not live").isEmpty();
        assertThat(harms()).isEqualTo(before);
    }

    /** Three seconds later the venue closes the connection; a second one has been there by then. */
    @ParameterizedTest
    @ValueSource(strings = {"okx", "binance", "gate"})
    void notice_ofAClosing_isHeeded_soThatNobodyNoticesTheEnd(String venue) {
        long before = ends(venue);
        long gaps = gateway.metric("quotewire_feed_gaps_total", venue);
        client.forget();
        gateway.harm(venue, Verb.SHUTDOWN_NOTICE);
        gateway.await("another connection", () -> ends(venue) > before);
        gateway.heal(venue);
        gateway.awaitLive(venue, topics(venue));

        gateway.assertSound();
        assertThat(client.interrupted()).as("topics that were not live").isEmpty();
        assertThat(gateway.metric("quotewire_feed_gaps_total", venue)).isEqualTo(gaps);
    }

    private long ends(String venue) {
        return rotations(venue) + gateway.metric("quotewire_feed_reconnects_total", venue);
    }

    private long rotations(String venue) {
        return gateway.metric("quotewire_feed_rotations_total", venue);
    }

    /** What a change of connections must not cost. */
    private Map<String, Long> harms() {
        Map<String, Long> harms = new TreeMap<>();
        for (String metric : List.of("reconnects", "gaps", "books_lost", "book_states_asked")) {
            String name = "quotewire_feed_" + metric + "_total";
            harms.put(
                    name,
                    ALL.stream().mapToLong(venue -> gateway.metric(name, venue)).sum());
        }
        return harms;
    }

    private static Stream<String> books() {
        return ALL.stream().map(venue -> "book.10:" + venue + ":" + BTC);
    }

    private static String[] topics(String venue) {
        return Stream.of("ticker", "trade", "book.10")
                .map(kind -> kind + ":" + venue + ":" + BTC)
                .toArray(String[]::new);
    }
}
