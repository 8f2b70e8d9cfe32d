package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of older services through the whole program: their prices are of another venue when one fails, and back. */
class DialectsIT {
    private static final Duration RETURN_AFTER = Duration.ofSeconds(2);
    private static final String BEST = "ticker:best:BTC-USDT";
    private static final Pattern COURSE = Pattern.compile("\\{\"BTC-USDT\": \"([0-9.]+)\"}");
    private static final Pattern TICK = Pattern.compile("\\{\"price\": ([0-9.]+), \"timestamp\": [0-9]+\\.[0-9]{1,6}}");

    private static final Pattern LAST = Pattern.compile("\"last\":\"?([0-9.]+|null)");

    private SimulatedGateway gateway;

    @BeforeEach
    void open() throws Exception {
        Simulator simulator = Simulator.start(SimulatorConfig.of(13)
                .withVenues(List.of("okx", "binance"))
                .withInstruments(List.of(Instrument.parse("BTC-USDT"), Instrument.parse("ETH-USDT")))
                .withBustle(100));
        gateway = new SimulatedGateway(
                simulator,
                Duration.ofSeconds(2),
                RETURN_AFTER,
                BEST,
                "ticker:okx:BTC-USDT",
                "ticker:binance:BTC-USDT",
                "trade:*:*");
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
    }

    @Test
    void venue_thatIsKilled_isReplacedOnTheSameConnections_andTakenAgain() {
        gateway.awaitLive("okx", BEST);
        try (OlderClient courses = gateway.older("/BTC-USDT");
                OlderClient ticks = gateway.older("/websocket")) {
            assertTold("okx", courses, ticks);
            gateway.harm("okx", Verb.KILL);
            gateway.awaitLive("binance", BEST);
            assertTold("binance", courses, ticks);
            gateway.heal("okx");
            gateway.awaitLive("okx", BEST);
            assertTold("okx", courses, ticks);
        }
        assertThat(gateway.client.switches(BEST)).isEqualTo(2);
        gateway.assertSound();
    }

    /** Both go on, and say at some time what that venue says then. One that is down says nothing new. */
    private void assertTold(String venue, OlderClient courses, OlderClient ticks) {
        gateway.await("the price of " + venue + " by both", () -> {
            String own = lastOf(gateway.get("/v1/last/ticker:" + venue + ":BTC-USDT"));
            courses.send("anything");
            return told(COURSE, courses.next()).equals(own)
                    && told(TICK, ticks.newest()).equals(own);
        });
    }

    /** The price in a message of this form; while none is live there is none. */
    private static String told(Pattern form, String message) {
        Matcher matcher = form.matcher(message);
        return matcher.matches() ? matcher.group(1) : message;
    }

    private static String lastOf(String snapshot) {
        Matcher last = LAST.matcher(snapshot);
        assertThat(last.find()).as(snapshot).isTrue();
        return last.group(1);
    }
}
