package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.BookReport;
import io.quotewire.model.Instrument;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every fault of books, on all simulated venues that can have it, through the whole gateway. The client's books are held to the
 * venue's at each message: whatever goes wrong, none that is served is ever wrong, and each comes back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BooksIT {
    private static final Instrument BTC = Instrument.parse("BTC-USDT");
    private static final List<String> ALL =
            List.of("okx", "binance", "kraken", "coinbase", "coinbase-advanced", "bybit", "gate");
    private static final List<String> DEPTHS = List.of("book.10", "book.50");

    /** Messages of a book after which it counts as going on. They take longer than what reports are old, a second. */
    private static final int SOME = 15;

    private SimulatedGateway gateway;
    private Onlooker client;
    private final Map<String, Long> resyncs = new TreeMap<>();

    @BeforeAll
    void open() throws Exception {
        Simulator simulator =
                Simulator.start(SimulatorConfig.of(5).withVenues(ALL).withInstruments(List.of(BTC)));
        gateway = new SimulatedGateway(simulator, Duration.ofSeconds(5), Duration.ofSeconds(5), topics(ALL));
        client = gateway.client;
        awaitGoingOn(ALL);
    }

    @AfterAll
    void close() throws Exception {
        gateway.close();
    }

    @BeforeEach
    void begin() {
        ALL.forEach(venue -> gateway.awaitLive(venue, topics(List.of(venue))));
        resyncs.clear();
        ALL.forEach(venue -> resyncs.put(venue, report(venue).resyncs()));
        client.forget();
    }

    @AfterEach
    void heal() {
        gateway.heal(ALL.toArray(String[]::new));
    }

    /** Where changes are numbered, the hole is seen. */
    @Test
    void change_thatIsLost_isOneResyncOfThatBook() {
        String[] numbered = {"okx", "binance", "bybit", "gate"};
        harm(Verb.GAP, numbered);

        gateway.awaitHeard(Status.RESYNC, topics(List.of(numbered)));
        awaitGoingOn(ALL);
        assertThat(numbered)
                .allSatisfy(venue -> assertThat(resyncs(venue)).as(venue).isEqualTo(1));
        assertOnlyResynced(numbered);
    }

    /** A trade is lost with it, and each may have been a change: the book is found anew for both. */
    @Test
    void message_thatIsLost_whereTheyAreCountedOverAll_isAResync() {
        harm(Verb.GAP, "coinbase-advanced");

        gateway.awaitHeard(Status.RESYNC, topics(List.of("coinbase-advanced")));
        awaitGoingOn(ALL);
        assertThat(resyncs("coinbase-advanced")).isBetween(1L, 2L);
        assertOnlyResynced("coinbase-advanced");
    }

    /**
     * Its checksum tells of the ten best levels, unless what was lost was overwritten at once. What is wrong further down is
     * seen when it comes up, and until then by nobody: so the book is found anew for the tests that follow.
     */
    @Test
    void change_thatIsLost_whereOnlyAChecksumTells_isNeverServedAmongTheTenBest() {
        harm(Verb.GAP, "kraken");

        awaitGoingOn(ALL);
        assertThat(resyncs("kraken")).isLessThanOrEqualTo(1);
        assertThat(client.findings()).allMatch(found -> found.topic().equals(Topic.parse("book.50:kraken:" + BTC)));
        harm(Verb.BAD_CHECKSUM, "kraken");
        gateway.awaitHeard(Status.RESYNC, topics(List.of("kraken")));
        gateway.heal("kraken");
        awaitGoingOn(ALL);
        client.forget();
        awaitGoingOn(ALL);
        gateway.assertSound();
    }

    @Test
    void checksum_thatIsWrong_isNotServed_untilItIsRight() {
        harm(Verb.BAD_CHECKSUM, "kraken");

        gateway.awaitHeard(Status.RESYNC, topics(List.of("kraken")));
        gateway.heal("kraken");
        awaitGoingOn(ALL);
        assertOnlyResynced("kraken");
    }

    @Test
    void book_thatIsCrossed_isNotServed_untilItIsSound() {
        harm(Verb.CROSSED, ALL.toArray(String[]::new));

        gateway.awaitHeard(Status.RESYNC, topics(ALL));
        heal();
        awaitGoingOn(ALL);
        assertOnlyResynced(ALL.toArray(String[]::new));
    }

    /** Bybit begins with a snapshot, OKX names the number before: neither is a loss. */
    @Test
    void numbers_thatBeginAnewAsTheVenueSays_areNoLoss() {
        harm(Verb.RESET_SEQUENCE, "okx", "bybit");

        awaitGoingOn(ALL);
        assertOnlyResynced();
    }

    @Test
    void state_thatIsOlderThanTheStream_isAskedForAgain() {
        String[] fetched = {"binance", "gate"};
        harm(Verb.OLD_SNAPSHOT, fetched);
        awaitGoingOn(ALL); // So that what is fetched is old.
        long before = old(fetched);
        harm(Verb.GAP, fetched);

        gateway.awaitHeard(Status.RESYNC, topics(List.of(fetched)));
        gateway.await("old states came", () -> old(fetched) >= before + fetched.length);
        assertThat(topics(List.of(fetched)))
                .noneMatch(topic -> client.isAt(topic, Topic.parse(topic).source()));
        gateway.heal(fetched);
        awaitGoingOn(ALL);
        assertThat(fetched)
                .allSatisfy(venue -> assertThat(resyncs(venue)).as(venue).isEqualTo(1));
        assertOnlyResynced(fetched);
    }

    @Test
    void frames_thatComeTwice_areNoLoss() {
        harm(Verb.DUPLICATE, ALL.toArray(String[]::new));

        awaitGoingOn(ALL);
        assertOnlyResynced();
    }

    @Test
    void frames_inTheWrongOrder_areNotServed() {
        String[] numbered = {"okx", "binance", "bybit", "gate"};
        harm(Verb.REORDER, numbered);

        gateway.awaitHeard(Status.RESYNC, topics(List.of(numbered)));
        gateway.heal(numbered);
        awaitGoingOn(ALL);
        assertOnlyResynced(numbered);
    }

    private void harm(Verb verb, String... venues) {
        for (String venue : venues) {
            gateway.harm(venue, verb, BTC);
        }
    }

    /** All books of these venues are live, and more and more is told of them. */
    private void awaitGoingOn(List<String> venues) {
        String[] topics = topics(venues);
        Map<String, Integer> before = new TreeMap<>();
        Stream.of(topics).forEach(topic -> before.put(topic, client.heard(topic, Status.LIVE)));
        gateway.await(
                "books go on",
                () -> Stream.of(topics)
                        .allMatch(topic -> client.isAt(topic, Topic.parse(topic).source())
                                && client.heard(topic, Status.LIVE) > before.getOrDefault(topic, 0) + SOME),
                topics);
    }

    private void assertOnlyResynced(String... venues) {
        assertThat(ALL).filteredOn(venue -> resyncs(venue) > 0).containsExactlyInAnyOrder(venues);
        gateway.assertSound();
    }

    private long resyncs(String venue) {
        return report(venue).resyncs() - resyncs.getOrDefault(venue, 0L);
    }

    private long old(String... venues) {
        return Stream.of(venues)
                .mapToLong(venue -> gateway.metric("quotewire_feed_book_states_old_total", venue))
                .sum();
    }

    private BookReport report(String venue) {
        return gateway.source(venue).books().getFirst();
    }

    /** Gate tells of its best 100 levels only: when prices run, fewer than 50 are known until the next audit. */
    private static String[] topics(List<String> venues) {
        return venues.stream()
                .flatMap(venue -> DEPTHS.stream()
                        .filter(depth -> !venue.equals("gate") || depth.equals("book.10"))
                        .map(depth -> depth + ":" + venue + ":" + BTC))
                .toArray(String[]::new);
    }
}
