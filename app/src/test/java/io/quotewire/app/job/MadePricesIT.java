package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import io.quotewire.model.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Candles, the index, rates and conversions through the whole gateway, and what becomes of them when everything dies. */
class MadePricesIT {
    private static final String CANDLE = "candle.1s:okx:BTC-USDT";
    private static final String BEST_CANDLE = "candle.1s:best:BTC-USDT";
    private static final String INDEX = "quote:index:BTC-USDT";
    private static final String CAD = "ticker:best:BTC-CAD";
    private static final String RATE = "fx:USD-CAD";

    private Simulator simulator;
    private SimulatedGateway gateway;

    @BeforeEach
    void open() throws Exception {
        simulator = Simulator.start(SimulatorConfig.of(11)
                .withInstruments(List.of(Instrument.parse("BTC-USDT"), Instrument.parse("USDT-USD")))
                .withBustle(100));
        gateway = new SimulatedGateway(
                simulator, Duration.ofSeconds(3), Duration.ofSeconds(3), CANDLE, BEST_CANDLE, INDEX, CAD, RATE);
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
        simulator.close();
    }

    private boolean heard(String topic, int live) {
        return gateway.client.heard(topic, Status.LIVE) >= live;
    }

    @Test
    void made_ofLiveVenues_flow_andAreExplained() {
        gateway.await("candles", () -> heard(CANDLE, 8) && heard(BEST_CANDLE, 8), CANDLE, BEST_CANDLE);
        gateway.await("an index", () -> heard(INDEX, 5), INDEX);
        gateway.await("a price in CAD", () -> heard(CAD, 5) && heard(RATE, 1), CAD, RATE);

        assertThat(gateway.get("/v1/candles/okx/BTC-USDT?interval=1s&limit=20"))
                .contains("\"closed\":true", "\"source\":\"okx\"", "\"gaps\":[]");
        assertThat(gateway.get("/v1/explain/" + CAD))
                .contains(
                        "\"pair\":\"BTC-USDT\",\"side\":\"bid\"",
                        "\"pair\":\"USDT-USD\"",
                        "\"pair\":\"USD-CAD\",\"side\":\"mid\"");
        assertThat(gateway.get("/v1/explain/" + INDEX)).contains("\"why\":\"median of binance, bybit");
        assertThat(gateway.get("/v1/tickers?quote=EUR")).contains("ticker:best:BTC-EUR", "\"path\":\"USDT>USD>EUR\"");
        assertThat(gateway.get("/v1/fx")).contains("\"pair\":\"USD-CAD\"", "\"attribution\"");
        gateway.assertSound();
    }

    /** U27: the last values stand and say that they are old, and all comes back by itself. */
    @Test
    void everything_thatDies_leavesTheLastValues_andComesBackByItself() {
        gateway.await("a price in CAD", () -> heard(CAD, 3) && heard(INDEX, 3), CAD, INDEX);
        gateway.client.forget();
        simulator.venues().forEach(venue -> gateway.harm(venue, Verb.KILL));
        gateway.await(
                "down",
                () -> gateway.client.heard(CAD, Status.DOWN) > 0 && gateway.client.heard(INDEX, Status.DOWN) > 0,
                CAD,
                INDEX);
        assertThat(gateway.get("/v1/last/" + CAD)).contains("\"status\":\"down\"", "\"bid\":\"", "\"fx\":{");
        // Whoever hears first of the end of one topic asks while the last of the others may still have to end.
        gateway.await("not ready", () -> gateway.get("/ready").contains("no topic is live"), CAD, INDEX);

        gateway.client.forget();
        simulator.venues().forEach(venue -> gateway.heal(venue));
        gateway.await("live again", () -> heard(CAD, 3) && heard(INDEX, 3), CAD, INDEX);
        gateway.assertSound();
    }
}
