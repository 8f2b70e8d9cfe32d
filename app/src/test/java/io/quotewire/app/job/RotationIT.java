package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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
        long asked = total(venue -> gateway.metric("quotewire_feed_book_states_asked_total", venue));
        client.forget();
        for (int time = 1; time <= TIMES; time++) {
            long wanted = time;
            gateway.rotate();
            gateway.await("each is replaced", () -> ALL.stream().allMatch(venue -> rotations(venue) >= wanted));
        }
        ALL.forEach(venue -> gateway.awaitLive(venue, topics(venue)));

        gateway.assertSound();
        assertThat(client.interrupted()).as("topics that were not live").isEmpty();
        assertThat(total(venue -> gateway.metric("quotewire_feed_reconnects_total", venue)))
                .isZero();
        assertThat(total(venue -> gateway.metric("quotewire_feed_gaps_total", venue)))
                .isZero();
        assertThat(total(venue -> gateway.metric("quotewire_feed_books_lost_total", venue)))
                .isZero();
        assertThat(total(venue -> gateway.metric("quotewire_feed_book_states_asked_total", venue)))
                .as("states of books asked for")
                .isEqualTo(asked);
    }

    /** Three seconds later the venue closes the connection; a second one has been there by then. */
    @Test
    void notice_ofAClosing_isHeeded_soThatNobodyNoticesTheEnd() {
        long before = rotations("okx");
        client.forget();
        gateway.harm("okx", Verb.SHUTDOWN_NOTICE);
        gateway.await(
                "another connection",
                () -> rotations("okx") + gateway.metric("quotewire_feed_reconnects_total", "okx") > before);
        gateway.heal("okx");
        gateway.awaitLive("okx", topics("okx"));

        gateway.assertSound();
        assertThat(client.interrupted()).as("topics that were not live").isEmpty();
        assertThat(gateway.metric("quotewire_feed_gaps_total", "okx")).isZero();
    }

    private long rotations(String venue) {
        return gateway.metric("quotewire_feed_rotations_total", venue);
    }

    private static long total(ToLongFunction<String> figure) {
        return ALL.stream().mapToLong(figure).sum();
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
