package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** U21: a venue says ten times the price, once, on each channel. No client ever sees it, but as a trade that is marked. */
class OutlierIT {
    private static final Instrument BTC = Instrument.parse("BTC-USDT");
    private static final List<String> VALUES =
            List.of("quote:okx:BTC-USDT", "ticker:okx:BTC-USDT", "quote:best:BTC-USDT", "ticker:best:BTC-USDT");
    private static final List<String> TRADES = List.of("trade:okx:BTC-USDT", "trade:best:BTC-USDT");

    private SimulatedGateway gateway;

    @BeforeEach
    void open() throws Exception {
        Simulator simulator = Simulator.start(SimulatorConfig.of(21)
                .withVenues(List.of("okx", "binance"))
                .withInstruments(List.of(BTC))
                .withBustle(60));
        gateway = new SimulatedGateway(
                simulator,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                "quote:*:*",
                "ticker:*:*",
                "trade:*:*",
                VALUES.get(2),
                VALUES.get(3),
                TRADES.get(1));
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
    }

    @Test
    void outlier_isSeenByNoClient_butAsATradeThatIsMarked() {
        Onlooker client = gateway.client;
        gateway.awaitLive("okx", VALUES.toArray(String[]::new));
        gateway.await(
                "each channel has spoken",
                () -> VALUES.stream().allMatch(topic -> client.prices(topic).size() > 20));
        Decimal price = client.prices(VALUES.getFirst()).getFirst();

        gateway.harm("okx", Verb.OUTLIER, BTC);
        gateway.await(
                "each outlier was dropped, and the trade told",
                () -> TRADES.stream().noneMatch(topic -> client.suspects(topic).isEmpty())
                        && List.of("quote", "ticker", "trade").stream()
                                .allMatch(kind -> gateway.metric("quotewire_engine_outliers_total", kind) == 1));
        int told = client.prices(VALUES.getFirst()).size();
        gateway.await("quotes go on", () -> client.prices(VALUES.getFirst()).size() > told + 20);

        for (String topic : VALUES) {
            assertThat(client.prices(topic)).as(topic).allMatch(shown -> shown.isWithin(20, price));
        }
        for (String topic : TRADES) {
            assertThat(client.suspects(topic)).as(topic).singleElement().matches(trade -> !trade.isWithin(100, price));
        }
        assertThat(gateway.metric("quotewire_engine_suspects_total", "trade")).isEqualTo(1);
        gateway.assertSound();
    }
}
