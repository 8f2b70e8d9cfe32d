package io.quotewire.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Status;
import io.quotewire.venue.FeedMetric;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Troubles of a venue that take their time, by a time that is simulated: what becomes of the venue's topics and of {@code best},
 * what is reported of the venue, and that nothing beside it is disturbed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class TroubledVenueTest {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofMinutes(2);

    /** The list of instruments is fetched that often. */
    private static final Duration REFRESH = Duration.ofMinutes(1);

    /** What was refused or left unanswered is asked for again after half a minute, and then after longer. */
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(10);

    private static final Instrument BTC = Instrument.parse("BTC-USDT");
    private static final Instrument DOGE = Instrument.parse("DOGE-USDT");
    private static final List<String> KINDS = List.of("quote", "ticker", "trade", "book");

    private Night night;

    @BeforeAll
    void open() {
        night = new Night(
                STEP,
                REFRESH,
                SimulatorConfig.of(5)
                        .withVenues(List.of("okx", "binance", "kraken"))
                        .withInstruments(List.of(BTC, DOGE))
                        .withBustle(30));
    }

    @AfterAll
    void close() {
        night.close();
    }

    @BeforeEach
    void begin() {
        for (String venue : night.venues()) {
            night.harm(venue, Verb.HEAL, null);
        }
        for (String venue : night.venues()) {
            awaitLive(venue, ASKED_AGAIN, topics(venue));
        }
        awaitLive("okx", SOON, topics("best"));
        night.forget();
    }

    @Test
    void venue_thatFlaps_costsBestOneSwitch_andHasItBackWhenItHasStayed() {
        long reconnects = night.source("okx").reconnects();
        night.harm("okx", Verb.FLAP, null);
        night.passUntil("lost three times", SOON, () -> night.told("quote:okx:BTC-USDT", Status.DOWN) == 3);

        assertThat(topics("best")).allMatch(topic -> night.switches(topic) == 1 && night.isLive(topic, "binance"));
        night.harm("okx", Verb.HEAL, null);
        awaitLive("okx", SOON, topics("best"));
        assertThat(topics("best")).allMatch(topic -> night.switches(topic) == 2);
        assertThat(night.source("okx").reconnects()).isEqualTo(reconnects + 3);
        assertOnlyTroubled(topics("okx"));
    }

    @Test
    void venue_thatEndsConnectionsBeforeTheirTime_isConnectedAnewEachTime() {
        long reconnects = night.source("binance").reconnects();
        night.harm("binance", Verb.CLOSE_24H, null);
        night.passUntil("ended twice", SOON, () -> night.told("quote:binance:BTC-USDT", Status.DOWN) == 2);

        awaitLive("binance", SOON, topics("binance"));
        assertThat(night.source("binance").reconnects()).isEqualTo(reconnects + 2);
        assertThat(topics("best")).allMatch(topic -> night.switches(topic) == 0);
        assertOnlyTroubled(topics("binance"));
    }

    @Test
    void venue_thatAnswersNoSubscription_isDown_isAskedAgain_andComesWhenItAnswers() {
        long unanswered = night.count("kraken", FeedMetric.UNANSWERED);
        night.harm("kraken", Verb.NO_ACK, null);
        reset("kraken");
        night.passUntil(
                "asked in vain", SOON, () -> night.count("kraken", FeedMetric.UNANSWERED) > unanswered + KINDS.size());

        assertThat(topics("kraken")).allMatch(topic -> night.told(topic, Status.LIVE) == 0);
        assertThat(night.source("kraken").why()).contains("no answer");
        night.harm("kraken", Verb.HEAL, null);
        awaitLive("kraken", ASKED_AGAIN, topics("kraken"));
        night.passUntil("nothing to report", SOON, () -> night.source("kraken").why() == null);
        assertOnlyTroubled(topics("kraken"));
    }

    @Test
    void instrument_thatIsRefused_isDownAlone_andTheReportSaysWhy() {
        night.harm("okx", Verb.REFUSE_ONE, DOGE);
        reset("okx");
        awaitLive("binance", SOON, topics("best", DOGE));
        awaitLive("okx", SOON, topics("best", BTC));

        assertThat(topics("okx", DOGE)).allMatch(topic -> night.told(topic, Status.LIVE) == 0);
        SourceReport report = night.source("okx");
        assertThat(report.state()).isEqualTo(SourceReport.State.LIVE);
        assertThat(report.why()).contains("DOGE-USDT", "refused");
        night.harm("okx", Verb.HEAL, null);
        awaitLive("okx", ASKED_AGAIN, topics("okx", DOGE));
        night.passUntil("nothing to report", SOON, () -> night.source("okx").why() == null);
        assertOnlyTroubled(topics("okx"));
    }

    @Test
    void instrument_thatIsHalted_isToldSo_andBestIsElsewhereUntilItTradesAgain() {
        night.harm("okx", Verb.HALT, DOGE);
        night.passUntil(
                "halted",
                SOON,
                () -> topics("okx", DOGE).stream().allMatch(topic -> night.told(topic, Status.HALTED) > 0));

        awaitLive("binance", SOON, topics("best", DOGE));
        night.harm("okx", Verb.HEAL, null);
        awaitLive("okx", SOON, topics("okx", DOGE));
        awaitLive("okx", SOON, topics("best", DOGE));
        assertOnlyTroubled(topics("okx", DOGE));
    }

    @Test
    void instrument_thatIsDelisted_isLost_andComesBackWithTheList() {
        night.harm("okx", Verb.DELIST, DOGE);
        night.passUntil(
                "not listed",
                SOON,
                () -> String.valueOf(night.source("okx").why()).contains("not listed: DOGE-USDT"));

        awaitLive("binance", SOON, topics("best", DOGE));
        assertThat(topics("okx", DOGE)).allMatch(topic -> night.told(topic, Status.CLOSED) == 1);
        night.harm("okx", Verb.HEAL, null);
        awaitLive("okx", SOON, topics("okx", DOGE));
        night.passUntil("nothing to report", SOON, () -> night.source("okx").why() == null);
        assertOnlyTroubled(topics("okx", DOGE));
    }

    @Test
    void bookThatTakesLong_isWaitedFor_whilePricesGoOn() {
        night.harm("binance", Verb.SLOW_SNAPSHOT, null);
        reset("binance");
        awaitLive("binance", Duration.ofSeconds(15), List.of("quote:binance:BTC-USDT", "ticker:binance:BTC-USDT"));

        assertThat(night.told("book:binance:BTC-USDT", Status.LIVE)).isZero();
        awaitLive("binance", SOON, topics("binance"));
        assertThat(topics("best")).allMatch(topic -> night.switches(topic) == 0);
        assertOnlyTroubled(topics("binance"));
    }

    /** Has it connected anew, and forgets what was before that. */
    private void reset(String venue) {
        night.forget();
        night.harm(venue, Verb.RESET, null);
        night.passUntil(
                venue + " is lost",
                SOON,
                () -> topics(venue).stream().allMatch(topic -> night.told(topic, Status.DOWN) > 0));
    }

    private void awaitLive(String venue, Duration atMost, List<String> topics) {
        night.passUntil(
                "live at " + venue + ": " + topics,
                atMost,
                () -> topics.stream().allMatch(topic -> night.isLive(topic, venue)));
    }

    /** Nothing else was told to be other than live, and no venue was asked too much. */
    private void assertOnlyTroubled(List<String> topics) {
        assertThat(topics).containsAll(night.troubled());
        assertThat(night.troubled()).isNotEmpty();
        assertThat(night.violations()).isEmpty();
        assertThat(night.faults).isEmpty();
    }

    private static List<String> topics(String venue) {
        return Stream.of(BTC, DOGE)
                .flatMap(instrument -> topics(venue, instrument).stream())
                .toList();
    }

    private static List<String> topics(String venue, Instrument instrument) {
        return KINDS.stream().map(kind -> kind + ":" + venue + ":" + instrument).toList();
    }
}
