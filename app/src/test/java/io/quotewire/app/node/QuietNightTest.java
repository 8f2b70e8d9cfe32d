package io.quotewire.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Instrument;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Status;
import io.quotewire.venue.FeedMetric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A day and a night on all simulated venues, from the venues' frames to the engine's verdicts: one pair is lively on one venue,
 * and on all others minutes pass between two of its messages. Nobody is to be thought mute for that.
 */
@Timeout(300)
class QuietNightTest {
    private static final Instrument LTC = Instrument.parse("LTC-USDT");
    private static final Instrument ADA = Instrument.parse("ADA-USDT");
    private static final String LIVELY = "binance";
    private static final List<String> QUIET =
            List.of("okx", "kraken", "coinbase", "coinbase-advanced", "bybit", "gate");
    private static final Duration STEP = Duration.ofSeconds(2);

    /** Until twenty pauses of a channel are known it may be thought silent while another venue is lively: for this long. */
    private static final Duration EVENING = Duration.ofHours(2);

    private static final Duration NIGHT = Duration.ofHours(24);

    /** Once a minute. */
    private static final int OFTEN = 1_440;

    /** What a feed counts that must not be. */
    private static final Set<FeedMetric> TROUBLES = Set.of(
            FeedMetric.RECONNECTS,
            FeedMetric.CONNECT_FAILURES,
            FeedMetric.MALFORMED,
            FeedMetric.OVERSIZED,
            FeedMetric.UNKNOWN,
            FeedMetric.GAPS,
            FeedMetric.FRAME_GAPS,
            FeedMetric.REFUSED_EVENTS,
            FeedMetric.REFUSED_SUBSCRIPTIONS,
            FeedMetric.UNANSWERED,
            FeedMetric.LIST_FAILURES,
            FeedMetric.BOOK_STATE_FAILURES,
            FeedMetric.BOOK_AUDITS_MISSED);

    @Test
    void quietNight_givesNoAlarm_andWhoFallsSilentAfterItIsFound() {
        try (Night night = new Night(
                STEP,
                Duration.ofHours(1),
                market().withVenues(List.of(LIVELY))
                        .withInstruments(List.of(LTC))
                        .withBustle(25),
                market().withVenues(QUIET).withBustle(1))) {
            night.pass(EVENING);
            night.forget();
            Map<String, Map<FeedMetric, Long>> before = troubles(night);

            night.pass(NIGHT);

            assertThat(night.troubles()).isEmpty();
            assertThat(night.commands).allMatch(FeedCommand.Audit.class::isInstance);
            assertThat(night.violations()).isEmpty();
            assertThat(night.faults).isEmpty();
            assertThat(troubles(night)).isEqualTo(before);
            night.venues().forEach(venue -> assertHeard(night, venue));
            assertThat(night.count(LIVELY, FeedMetric.ROTATIONS))
                    .as("the end of its day")
                    .isOne();
            assertMuteIsFound(night);
        }
    }

    /** Some venues want to be asked whether they live though they talk all the time. */
    @Test
    void livelyMinutes_endsNoConnection_andEveryBookIsTheVenues() {
        try (Night night = new Night(Duration.ofSeconds(1), Duration.ofHours(1), market().withBustle(60))) {
            night.pass(Duration.ofMinutes(12));

            assertThat(night.troubles()).isEmpty();
            assertThat(night.venues()).hasSize(QUIET.size() + 1).allSatisfy(venue -> {
                assertThat(night.count(venue, FeedMetric.RECONNECTS)).isZero();
                assertThat(night.source(venue).books()).hasSize(2).allMatch(book -> book.failures() == 0);
            });
        }
    }

    private static SimulatorConfig market() {
        return SimulatorConfig.of(3).withInstruments(List.of(LTC, ADA));
    }

    /** What each feed counts of troubles. */
    private static Map<String, Map<FeedMetric, Long>> troubles(Night night) {
        return night.venues().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        venue -> TROUBLES.stream()
                                .collect(Collectors.toMap(
                                        Function.identity(), trouble -> night.count(venue, trouble)))));
    }

    /** That there was something to be heard all night, and that venues were asked, or asked, whether they live. */
    private static void assertHeard(Night night, String venue) {
        assertThat(night.count(venue, FeedMetric.RECONNECTS)).as(venue).isZero();
        assertThat(night.count(venue, FeedMetric.EVENTS)).as(venue).isGreaterThan(2_000);
        assertThat(night.source(venue).state()).as(venue).isEqualTo(SourceReport.State.LIVE);
        Wires.Signs signs = night.signs(venue);
        switch (venue) {
            case "binance" -> assertThat(signs.pings).isGreaterThan(OFTEN);
            case "okx", "bybit", "gate" -> assertThat(signs.pongs).as(venue).isGreaterThan(OFTEN);
            default -> assertThat(signs.heartbeats).as(venue).isGreaterThan(OFTEN);
        }
    }

    private static void assertMuteIsFound(Night night) {
        night.harm("okx", Verb.MUTE_ONE, LTC);
        List<String> silent = List.of("book:okx:LTC-USDT", "quote:okx:LTC-USDT", "ticker:okx:LTC-USDT");
        night.passUntil(
                "okx is found",
                Duration.ofHours(1),
                () -> silent.stream().allMatch(topic -> night.told(topic, Status.STALE) > 0));
        assertThat(night.troubled()).allMatch(topic -> topic.endsWith(":okx:LTC-USDT"));
        assertThat(night.commands).anyMatch(FeedCommand.Resubscribe.class::isInstance);
    }
}
