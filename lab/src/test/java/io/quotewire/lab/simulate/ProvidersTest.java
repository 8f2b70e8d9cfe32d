package io.quotewire.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.MarketEvent.Rate;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.access.Access;
import io.quotewire.venue.access.ApiKey;
import io.quotewire.venue.coingecko.CoinGecko;
import io.quotewire.venue.coingecko.CoinIds;
import io.quotewire.venue.fiat.FiatFeed;
import io.quotewire.venue.fiat.RateProvider;
import io.quotewire.venue.fiat.RateProviders;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.Limits;
import io.quotewire.venue.poll.PacedSource;
import io.quotewire.venue.poll.PollWiring;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped sources against simulated providers, by a time that the test turns. */
class ProvidersTest {
    @TempDir
    Path folder;

    private final Rig rig = new Rig();
    private final List<MarketEvent> events = new ArrayList<>();
    private final Ledgers ledgers = Ledgers.inMemory(rig.nowUs::get);

    @AfterEach
    void close() {
        rig.close();
    }

    private PollWiring wiring(String name) {
        Ledger ledger = ledgers.of(name, rig.simulator.providerUrl(name).getAuthority(), Limits.of(name));
        return new PollWiring(events::add, rig.nowUs::get, ledger, (thread, task) -> task.run(), 7, true);
    }

    private PacedSource feed(String name) {
        RateProvider provider = RateProviders.of(name).orElseThrow();
        Access access = Access.to(rig.simulator.providerUrl(name));
        return FiatFeed.of(provider, provider.needsKey() ? access.with(key(), Map.of()) : access, wiring(name));
    }

    private ApiKey key() {
        try {
            return ApiKey.read(Files.writeString(folder.resolve("key"), "any-key-will-do"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private PacedSource coins() {
        return Objects.requireNonNull(CoinGecko.of(
                rig.simulator.instruments(),
                CoinIds.STANDARD,
                Duration.ofMinutes(1),
                Access.to(rig.simulator.providerUrl("coingecko")),
                wiring("coingecko")));
    }

    private void pass(Duration span, Duration step, PacedSource... sources) {
        for (long left = span.dividedBy(step); left > 0; left--) {
            rig.nowUs.addAndGet(step.toNanos() / 1_000);
            for (PacedSource source : sources) {
                source.tick(rig.nowUs.get());
            }
        }
    }

    @Test
    void providers_all_areUnderstoodByTheShippedFeeds() {
        List<PacedSource> feeds = RateProviders.ALL.stream()
                .map(provider -> feed(provider.name()))
                .toList();

        pass(Duration.ofSeconds(2), Duration.ofSeconds(1), feeds.toArray(new PacedSource[0]));

        assertThat(feeds).allSatisfy(feed -> assertThat(feed.report().state()).isEqualTo(State.LIVE));
        assertThat(events)
                .allSatisfy(event -> assertThat(((Rate) event).simulated()).isTrue());
        assertThat(events)
                .extracting(event -> event.listing().toString())
                .contains("frankfurter:USD-CAD", "exchangerate-open:USD-CAD", "exchangerate-v6:USD-EUR");
        assertThat(rates("frankfurter:USD-CAD"))
                .as("of a week")
                .hasSizeBetween(5, 6)
                .doesNotHaveDuplicates();
    }

    private List<String> rates(String listing) {
        return events.stream()
                .filter(event -> event.listing().toString().equals(listing))
                .map(event -> ((Rate) event).rate().toString())
                .toList();
    }

    @Test
    void coins_ofTheMarket_haveItsPrices() {
        rig.pass(2_000);
        PacedSource coins = coins();
        pass(Duration.ofSeconds(2), Duration.ofSeconds(1), coins);

        assertThat(coins.report().state()).isEqualTo(State.LIVE);
        assertThat(events).hasSize(2).allSatisfy(event -> {
            Ticker ticker = (Ticker) event;
            assertThat(ticker.simulated()).isTrue();
            assertThat(ticker.figure(Figure.LAST)).isNotNull();
            assertThat(ticker.figure(Figure.MARKET_CAP)).isGreaterThan(ticker.figure(Figure.LAST));
        });
    }

    @Test
    void sources_overThreeDays_breakNoLimit() {
        rig.pass(2_000);
        PacedSource[] all = {feed("exchangerate-open"), feed("frankfurter"), feed("exchangerate-v4"), coins()};
        pass(Duration.ofDays(3), Duration.ofMinutes(1), all);

        assertThat(rig.simulator.violations()).isEmpty();
        assertThat(rates("exchangerate-open:USD-CAD")).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    }

    @Test
    void refusal_withRetryAfter_isHeeded() {
        rig.fault("exchangerate-open", Verb.RATE_LIMIT, null).fault("coingecko", Verb.RATE_LIMIT, null);
        rig.pass(2_000);
        PacedSource[] both = {feed("exchangerate-open"), coins()};
        pass(Duration.ofHours(3), Duration.ofSeconds(20), both);

        assertThat(rig.simulator.violations()).isEmpty();
        assertThat(events).isEmpty();
        rig.fault("exchangerate-open", Verb.HEAL, null).fault("coingecko", Verb.HEAL, null);
        pass(Duration.ofHours(3), Duration.ofSeconds(20), both);
        assertThat(both)
                .allSatisfy(source -> assertThat(source.report().state()).isEqualTo(State.LIVE));
    }

    @Test
    void garbage_andZero_areRefused_whileTheOtherGoesOn() {
        rig.fault("exchangerate-open", Verb.GARBAGE, null).fault("exchangerate-v4", Verb.ZERO, null);
        PacedSource garbage = feed("exchangerate-open");
        PacedSource zero = feed("exchangerate-v4");
        PacedSource well = feed("frankfurter");
        pass(Duration.ofSeconds(2), Duration.ofSeconds(1), garbage, zero, well);

        assertThat(garbage.report().why()).contains("no JSON");
        assertThat(zero.report().why()).contains("above zero");
        assertThat(well.report().state()).isEqualTo(State.LIVE);
        assertThat(events).extracting(event -> event.listing().venue()).containsOnly("frankfurter");
    }

    @Test
    void client_thatAsksTooOften_leavesAViolation() throws IOException, InterruptedException {
        URI uri = rig.simulator.providerUrl("frankfurter").resolve(new RestCall("/v1/latest?base=USD", 1).path());
        int status = 0;
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 5; i++) {
                status = http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode();
            }
        }

        assertThat(status).isEqualTo(429);
        assertThat(rig.simulator.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.venue()).isEqualTo("frankfurter");
            assertThat(violation.rule()).isEqualTo("requests");
        });
    }
}
