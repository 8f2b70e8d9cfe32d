package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.VenueConfig;
import io.quotewire.app.config.VenuesConfig;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.model.Instrument;
import io.quotewire.model.Status;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * N2: the cable to a venue is pulled, and neither side is told. The engine is so patient here that it thinks nobody silent:
 * it is the feed's own ping, to which there is no answer, that tells.
 */
class HalfOpenIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String[] BEST = {"quote:best:BTC-USDT", "trade:best:BTC-USDT"};
    private static final String[] OKX = {"quote:okx:BTC-USDT", "trade:okx:BTC-USDT"};

    @Test
    void venue_whoseCableIsPulled_isNoticedByThePingOfItsFeed_leftAndTakenAgain() throws Exception {
        Simulator simulator = Simulator.start(SimulatorConfig.of(5)
                .withVenues(List.of("okx", "binance"))
                .withInstruments(List.of(Instrument.parse("BTC-USDT")))
                .withBustle(100));
        try (Cable cable = new Cable(simulator.wsUrl("okx"))) {
            SimulatedGateway gateway = new SimulatedGateway(
                    simulator,
                    PATIENCE,
                    Duration.ofSeconds(2),
                    config -> through(config, cable.uri()),
                    "quote:*:*",
                    "trade:*:*",
                    BEST[0],
                    BEST[1]);
            gateway.awaitLive("okx", BEST);
            long reconnects = gateway.source("okx").reconnects();
            gateway.client.forget();
            long startNs = System.nanoTime();
            assertThat(cable.cut()).isPositive();

            gateway.awaitHeard(Status.DOWN, OKX);
            long noticedMs = (System.nanoTime() - startNs) / 1_000_000;
            gateway.awaitLive("okx", OKX);
            gateway.awaitLive("okx", BEST);
            System.out.println("N2 verdict: a half-open connection to a venue was noticed after " + noticedMs
                    + " ms by the feed's own ping, best was moved and is back, the others of "
                    + gateway.client.interrupted() + " went on");
            assertThat(gateway.source("okx").reconnects()).isEqualTo(reconnects + 1);
            assertThat(List.of(BEST)).allMatch(topic -> gateway.client.switches(topic) == 2);
            assertThat(gateway.client.interrupted()).allMatch(topic -> topic.contains(":okx:"));
            gateway.assertSound();
            gateway.close();
        }
    }

    private static AppConfig through(AppConfig config, URI way) {
        VenuesConfig venues = config.venues();
        VenueConfig okx = Objects.requireNonNull(venues.byName().get("okx"));
        return config.with(
                venues.with(venues.enabled(), Map.of("okx", okx.at(way, okx.restUrl()))), config.instruments());
    }
}
