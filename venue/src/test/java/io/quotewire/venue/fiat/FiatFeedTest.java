package io.quotewire.venue.fiat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.MarketEvent.Rate;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.access.Access;
import io.quotewire.venue.access.ApiKey;
import io.quotewire.venue.poll.PollRig;
import io.quotewire.venue.poll.Poller;
import io.quotewire.venue.poll.TestProvider;
import io.quotewire.venue.poll.TestProvider.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that are asked through the real door, each at its own pace. */
class FiatFeedTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String START = "2026-11-29T12:00:00Z";
    private static final String RANGE = """
            {"amount":1.0,"base":"USD","start_date":"2026-11-26","end_date":"2026-11-27","rates":
             {"2026-11-26":{"CAD":1.3987},"2026-11-27":{"CAD":1.3991}}}""";
    private static final String LATEST =
            "{\"amount\":1.0,\"base\":\"USD\",\"date\":\"2026-11-27\",\"rates\":{\"CAD\":1.3991}}";

    @TempDir
    Path folder;

    private PollRig rig;
    private final TestProvider open = new TestProvider(uri -> Reply.of(daily()));
    private final TestProvider bank = new TestProvider(uri -> Reply.of(uri.contains("..") ? RANGE : LATEST));

    @BeforeEach
    void begin() {
        rig = new PollRig(folder, START);
    }

    @AfterEach
    void end() throws IOException {
        open.close();
        bank.close();
        rig.close();
    }

    /** New rates at two minutes past midnight, as the provider has them. */
    private String daily() {
        long day = rig.nowUs() / 86_400_000_000L * 86_400;
        return """
                {"result":"success","time_last_update_unix":%d,"time_next_update_unix":%d,"base_code":"USD",
                 "rates":{"USD":1,"CAD":1.3987,"EUR":0.8612}}""".formatted(day + 120, day + 86_520);
    }

    private Poller<?> feed(RateProvider provider, Access access) {
        return FiatFeed.of(provider, access, rig.wiring(provider.name(), access.address()));
    }

    private Poller<?> open() {
        return feed(new ExchangeRateOpen(), open.access());
    }

    @Test
    void rates_answered_areToldWithTimesAndAttribution() {
        Poller<?> feed = open();

        rig.turn(feed);

        Rate cad = rig.rates().getFirst();
        assertThat(rig.rates())
                .extracting(rate -> rate.listing().toString())
                .containsExactlyInAnyOrder("exchangerate-open:USD-CAD", "exchangerate-open:USD-EUR");
        assertThat(cad.attribution()).contains("Rates By Exchange Rate API");
        assertThat(cad.tsUs()).isEqualTo(us("2026-11-29T00:02:00Z"));
        assertThat(cad.recvUs()).isBetween(us(START), rig.nowUs());
        assertThat(cad.simulated()).isFalse();
        assertThat(feed.report().state()).isEqualTo(State.LIVE);
        assertThat(feed.report().instruments()).isEqualTo(2);
        assertThat(feed.report().lastRecvUs()).isEqualTo(cad.recvUs());
        assertThat(feed.report().why()).isNull();
    }

    @Test
    void rates_ofASimulation_saySo() {
        open.reply = uri -> new Reply(200, daily(), Map.of("X-Quotewire-Simulated", "true"));
        Poller<?> feed = open();

        rig.turn(feed);

        assertThat(rig.rates()).isNotEmpty().allMatch(Rate::simulated);
        assertThat(feed.report().simulated()).isTrue();
    }

    @Test
    void open_overAWeek_isAskedOncePerUpdate() {
        Poller<?> feed = open();

        rig.pass(Duration.ofDays(7), MINUTE, feed);

        assertThat(open.asked).hasSize(8).containsOnly("/v6/latest/USD");
    }

    @Test
    void frankfurter_overADay_isAskedForTheLastDaysFirst() {
        Poller<?> feed = feed(new Frankfurter(), bank.access());

        rig.pass(Duration.ofHours(25), MINUTE, feed);

        assertThat(bank.asked)
                .containsExactly("/v1/2026-11-22..?base=USD", "/v1/latest?base=USD", "/v1/latest?base=USD");
        assertThat(rig.rates())
                .extracting(Rate::tsUs)
                .startsWith(us("2026-11-26T15:00:00Z"), us("2026-11-27T15:00:00Z"));
    }

    /** On Monday at 15:00 the rates of Friday are a working day old, and are asked for each hour until there are others. */
    @Test
    void frankfurter_thatIsLate_isAskedEachHour_butNotAllWeekend() {
        Poller<?> feed = feed(new Frankfurter(), bank.access());
        rig.pass(Duration.ofHours(25), MINUTE, feed);
        int weekend = bank.asked.size();
        rig.pass(Duration.ofHours(12), MINUTE, feed);

        assertThat(bank.asked.size() - weekend).isBetween(5, 13);
    }

    @Test
    void update_saidToBeOver_isNotAskedForMoreThanOnceAnHour() {
        open.reply = uri -> Reply.of(daily().replaceAll("next_update_unix\":\\d+", "next_update_unix\":1685491822"));
        Poller<?> feed = open();

        rig.pass(Duration.ofHours(10), MINUTE, feed);

        assertThat(open.asked).hasSizeBetween(9, 11);
    }

    @Test
    void failure_lasting_isMetWithGrowingPatienceAndSaid() {
        open.reply = uri -> Reply.of("<html>sorry</html>");
        Poller<?> feed = open();

        rig.pass(Duration.ofHours(5), MINUTE, feed);

        assertThat(open.asked).hasSizeBetween(7, 9);
        assertThat(rig.events).isEmpty();
        SourceReport report = feed.report();
        assertThat(report.state()).isEqualTo(State.DEAD);
        assertThat(report.why()).contains("no JSON", "/v6/latest/USD");
        open.reply = uri -> Reply.of(daily());
        rig.pass(Duration.ofMinutes(75), MINUTE, feed);
        assertThat(rig.rates()).hasSize(2);
        assertThat(feed.report().state()).isEqualTo(State.LIVE);
    }

    @Test
    void failure_ofOne_doesNotHoldTheOthersUp() {
        open.reply = uri -> new Reply(503, "", Map.of());
        Poller<?> ill = open();
        Poller<?> well = feed(new Frankfurter(), bank.access());

        rig.pass(Duration.ofHours(1), MINUTE, ill, well);

        assertThat(ill.report().state()).isEqualTo(State.DEAD);
        assertThat(ill.report().why()).startsWith("HTTP 503 from ");
        assertThat(well.report().state()).isEqualTo(State.LIVE);
        assertThat(rig.rates()).extracting(rate -> rate.listing().venue()).containsOnly("frankfurter");
    }

    @Test
    void retryAfter_ofARefusal_isHeeded() {
        open.reply = uri -> new Reply(429, "", Map.of("Retry-After", "1200"));
        Poller<?> feed = open();

        rig.pass(Duration.ofMinutes(19), MINUTE, feed);
        assertThat(open.asked).hasSize(1);
        assertThat(feed.report().state()).isEqualTo(State.BANNED);
        open.reply = uri -> Reply.of(daily());
        rig.pass(Duration.ofMinutes(3), MINUTE, feed);

        assertThat(open.asked).hasSize(2);
        assertThat(rig.rates()).hasSize(2);
    }

    @Test
    void rates_ofTheDayAfterTomorrow_areRefused() {
        open.reply = uri -> Reply.of(daily().replaceAll("last_update_unix\":\\d+", "last_update_unix\":1796083200"));
        Poller<?> feed = open();

        rig.turn(feed);

        assertThat(rig.events).isEmpty();
        assertThat(feed.report().why()).contains("expected rates of today");
    }

    @Test
    void rates_ofADayWhoseHourHasNotCome_countFromNow() {
        bank.reply = uri -> Reply.of(LATEST.replace("2026-11-27", "2026-11-29"));
        Poller<?> feed = feed(new Frankfurter(), bank.access());

        rig.turn(feed);

        assertThat(rig.rates().getFirst().tsUs())
                .isEqualTo(rig.rates().getFirst().recvUs());
    }

    @Test
    void rates_whileAShardIsFull_waitInOrder() {
        rig.sink = event -> rig.events.isEmpty() && rig.events.add(event);
        Poller<?> feed = feed(new Frankfurter(), bank.access());
        rig.turn(feed);
        assertThat(rig.events).hasSize(1);

        rig.sink = rig.events::add;
        rig.turn(feed);

        assertThat(rig.rates()).extracting(rate -> rate.rate().toString()).containsExactly("1.3987", "1.3991");
    }

    @Test
    void restart_everyFewSeconds_asksNoMoreThanTheLimits() throws IOException {
        for (int lives = 0; lives < 200; lives++) {
            Poller<?> feed = open();
            rig.pass(Duration.ofSeconds(10), Duration.ofSeconds(5), feed);
            feed.close();
            rig.restart();
        }

        assertThat(open.asked).as("within 33 minutes").hasSizeBetween(2, 4);
    }

    @Test
    void key_inTheFile_goesOutAndIsNeverShown() throws IOException {
        String secret = "0123456789abcdef";
        Path file = Files.writeString(folder.resolve("key"), secret + "\n");
        TestProvider keyed = new TestProvider(uri ->
                new Reply(403, "{\"result\":\"error\",\"error-type\":\"invalid-key " + secret + "\"}", Map.of()));
        try {
            Poller<?> feed = feed(new ExchangeRateKeyed(), keyed.access().with(ApiKey.read(file), Map.of()));
            rig.turn(feed);

            assertThat(keyed.asked).containsExactly("/v6/" + secret + "/latest/USD");
            assertThat(feed.report().why()).contains("HTTP 403", "invalid-key {key}", "/v6/{key}/latest/USD");
            assertThat(feed.report().toString()).doesNotContain(secret);
            String kept = Files.readString(folder.resolve("limits.txt"));
            assertThat(kept).contains("exchangerate-v6").doesNotContain(secret);
        } finally {
            keyed.close();
        }
    }

    @Test
    void usual_all_areKnownAndNeedNoKey() {
        assertThat(RateProviders.USUAL)
                .allSatisfy(
                        name -> assertThat(RateProviders.of(name).orElseThrow().needsKey())
                                .isFalse());
        assertThat(List.copyOf(RateProviders.ALL))
                .allSatisfy(one -> assertThat(one.name()).matches("[a-z0-9-]{1,20}"));
    }

    private static long us(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1_000;
    }
}
