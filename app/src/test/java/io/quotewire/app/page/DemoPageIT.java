package io.quotewire.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.demo.DemoRoutes;
import io.quotewire.app.demo.SimulatedVenues;
import io.quotewire.app.node.Node;
import io.quotewire.app.node.Wiring;
import io.quotewire.gateway.Gateway;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of a demo, broken and healed by its own buttons. Makes README's picture. */
class DemoPageIT {
    private static final long SEED = 42;
    private static final Path PICTURE = Path.of("target/screenshots/demo.png");

    private static final String LIVE = "document.querySelector('#light').dataset.state === 'good'";
    private static final String EVENTS = "document.querySelector('#events').innerText";
    private static final String DID = "document.querySelector('#did').textContent";

    private static final String CUT_OFF =
            "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)" + "(document.querySelector('.scroll'))";

    private Simulator simulator;
    private Node node;

    @BeforeEach
    void open() throws Exception {
        simulator = Simulator.start(SimulatorConfig.of(SEED));
        Gateway.Extras extras = new Gateway.Extras(new DemoRoutes(simulator, SEED).routes(), true);
        node = Wiring.demo(SimulatedVenues.settings(AppConfig.DEFAULT.onPort(0), simulator), extras);
        node.start();
    }

    @AfterEach
    void close() throws Exception {
        node.stop();
        simulator.close();
    }

    @Test
    void buttons_breakAnExchangeAndHealIt_whileThePageLooksOn() throws Exception {
        try (Chromium browser = Chromium.start()) {
            browser.size(1280, 960);
            browser.open("http://127.0.0.1:" + node.addresses().getFirst().getPort() + "/");
            browser.await("most rows come from okx", from("okx") + " > 25");
            assertThat(browser.textOf("#ribbon")).startsWith("DEMO");
            browser.await("the light turns green", LIVE);
            browser.await("there are buttons", "!document.querySelector('#faults').hidden");

            browser.click(button("okx", "kill"));
            browser.await("it says what it did", DID + ".startsWith('okx is gone')");
            browser.await("binance serves what it can", from("binance") + " > 25");
            browser.await("one line tells of all", "/okx → binance, [0-9]+ instruments/.test(" + EVENTS + ")");
            browser.await("okx is in trouble", "document.querySelector('[data-source=okx]').dataset.state === 'bad'");
            browser.screenshot(PICTURE);

            browser.click(button("okx", "heal"));
            browser.await("okx is well", "document.querySelector('[data-source=okx]').dataset.state === 'good'");
            browser.text("(() => { const symbol = document.querySelector('fieldset[data-venue=binance] select');"
                    + " symbol.value = 'ETH-USDT'; symbol.dispatchEvent(new Event('change')); })()");
            browser.click(button("binance", "mute-one"));
            browser.await("it names the instrument", DID + ".startsWith('binance ETH-USDT')");
            browser.await("that one alone is moved", "/ETH-USDT[^\\n]*binance → [a-z]+/.test(" + EVENTS + ")");

            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** Both where a wide screen has two columns and where a smaller one has one. */
    @Test
    void table_onScreensOfAnyWidth_showsAllItsColumns() throws Exception {
        try (Chromium browser = Chromium.start()) {
            browser.open("http://127.0.0.1:" + node.addresses().getFirst().getPort() + "/");
            browser.await("the light turns green", LIVE);
            for (int width : new int[] {720, 992, 1000, 1200, 1279, 1300, 1344, 1360, 1600}) {
                browser.size(width, 960);
                browser.await("all columns at " + width, "innerWidth === " + width + " && " + CUT_OFF + " <= 0");
            }
            browser.size(1200, 960);
            browser.screenshot(PICTURE.resolveSibling("demo-1200.png"));
        }
    }

    private static String button(String venue, String verb) {
        return "fieldset[data-venue=%s] [data-verb=%s]".formatted(venue, verb);
    }

    /** How many rows a venue serves. */
    private static String from(String venue) {
        return "[...document.querySelectorAll('td.source')].filter((cell) => cell.textContent === '%s').length"
                .formatted(venue);
    }
}
