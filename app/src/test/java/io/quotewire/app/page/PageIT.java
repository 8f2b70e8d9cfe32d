package io.quotewire.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.command.RecordedVenues;
import io.quotewire.app.config.AppConfig;
import io.quotewire.app.node.Node;
import io.quotewire.app.node.Wiring;
import io.quotewire.lab.replay.ReplayConfig;
import io.quotewire.lab.replay.Replayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page as a reader sees it: the sample through real sockets, the whole gateway, and a real browser. */
class PageIT {
    private static final Path SAMPLE = Path.of("../samples/okx-binance-btc.tsv");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static final String WORD = "document.querySelector('#light .word').textContent";
    private static final String PRICED =
            "[...document.querySelectorAll('td.last')].filter((cell) => /[0-9]/.test(cell.textContent))";
    private static final String SOURCES =
            "[...document.querySelectorAll('td.source')].map((cell) => cell.textContent).join(' ')";
    private static final String FIRST = "document.querySelector('tbody tr').dataset.instrument";
    private static final String LIVE = "document.querySelector('#light').dataset.state === 'good'";

    /** Counts, in the page, the prices that change and the cells that flash. */
    private static final String COUNTING = """
            (() => {
              window.counted = { changes: 0, flashes: 0 };
              new MutationObserver((records) => records.forEach(({ type, target }) => {
                if (type === "childList" && target.matches("td.last, td.bid, td.ask")) counted.changes++;
                if (type === "attributes" && /flash/.test(target.className)) counted.flashes++;
              })).observe(document.querySelector("tbody"), { subtree: true, childList: true, attributeFilter: ["class"] });
            })()""";

    @Test
    void page_ofAReplay_showsPricesMovingAndAFailOverAsItHappens() throws Exception {
        try (Chromium browser = Chromium.start();
                Recorded gateway = new Recorded()) {
            browser.open(gateway.url());
            browser.await("the light says what is missing", WORD + " === 'Live · no data yet'");
            gateway.play();
            browser.await("both instruments have a price", PRICED + ".length === 2");
            browser.await("the light turns green", LIVE);
            assertThat(browser.textOf("#ribbon")).startsWith("SIMULATED");
            assertThat(browser.textOf("#light")).matches("●\\s+Live · [0-9.]+ s");
            assertThat(browser.text("document.querySelector('#faults').hidden")).isEqualTo("true");
            browser.text(COUNTING);
            browser.await("prices move and flash", "counted.changes > 20 && counted.flashes > 5");
            browser.await("the title has the first price", "/^[0-9,.]+ BTC-USDT · Quotewire$/.test(document.title)");
            browser.await("okx serves all rows", SOURCES + " === 'okx okx'");
            browser.screenshot(SCREENSHOTS.resolve("replay.png"));

            gateway.cut("okx");
            browser.await("binance serves all rows", SOURCES + " === 'binance binance'");
            browser.await("the events say so", "/okx → binance/.test(document.querySelector('#events').innerText)");
            browser.await("the light stays green, or turns so again", LIVE);
            browser.await("okx is in trouble", "document.querySelector('[data-source=okx]').dataset.state !== 'good'");
            browser.await("binance has all", "/all 2/.test(document.querySelector('[data-source=binance]').innerText)");
            browser.screenshot(SCREENSHOTS.resolve("fail-over.png"));
            browser.await("it is read out", "/okx → binance/.test(document.querySelector('#said').textContent)");

            assertThat(browser.text("counted.changes > 20"))
                    .as("the page was not loaded anew")
                    .isEqualTo("true");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void page_withReducedMotion_movesButNeverFlashes() throws Exception {
        try (Chromium browser = Chromium.start();
                Recorded gateway = new Recorded()) {
            browser.media("dark", true);
            browser.open(gateway.url());
            gateway.play();
            browser.await("the light turns green", LIVE);
            browser.text(COUNTING);
            browser.await("prices move", "counted.changes > 20");
            browser.screenshot(SCREENSHOTS.resolve("dark.png"));

            assertThat(browser.text("counted.flashes")).isEqualTo("0");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void page_onTheNarrowestScreen_fitsAndCanBeSortedAndFiltered() throws Exception {
        try (Chromium browser = Chromium.start();
                Recorded gateway = new Recorded()) {
            browser.size(320, 800);
            browser.open(gateway.url());
            gateway.play();
            browser.await("both instruments have a price", PRICED + ".length === 2");
            assertThat(browser.text("document.documentElement.scrollWidth")).isEqualTo("320");
            assertThat(browser.text("(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)"
                            + "(document.querySelector('.scroll'))"))
                    .isEqualTo("0");
            browser.screenshot(SCREENSHOTS.resolve("narrow.png"));

            browser.click("button[data-sort=instrument]");
            browser.await("the rows turn round", FIRST + " === 'ETH-USDT'");
            assertThat(browser.text("document.querySelector('th.instrument').ariaSort"))
                    .isEqualTo("descending");
            browser.text("(() => { filter.value = 'btc'; filter.dispatchEvent(new Event('input')); })()");
            browser.await("one is left", "/1 of 2/.test(document.querySelector('#count').textContent)");
            assertThat(browser.textOf("tbody tr:not([hidden])")).startsWith("BTC-USDT");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void page_whenTheGatewayEnds_keepsWhatItShowsAndSaysThatItIsOld() throws Exception {
        try (Chromium browser = Chromium.start();
                Recorded gateway = new Recorded()) {
            browser.open(gateway.url());
            gateway.play();
            browser.await("the light turns green", LIVE);
            browser.await("both instruments have a price", PRICED + ".length === 2");
            gateway.end();

            browser.await("the light is green no more", "/^Reconnecting, try [0-9]/.test(" + WORD + ")");
            browser.await("it says why", "!document.querySelector('#cut').hidden");
            browser.await("ages go on", "/^[2-9]\\.[0-9] s$/.test(document.querySelector('td.age').textContent)");
            assertThat(browser.text(PRICED + ".length")).isEqualTo("2");
            assertThat(browser.text("document.title")).startsWith("◐ ");
            browser.screenshot(SCREENSHOTS.resolve("apart.png"));
        }
    }

    /** A gateway on the sample, which begins when a test says so: its twenty seconds are for what the test looks at. */
    private static final class Recorded implements AutoCloseable {
        private final Replayer replayer = Replayer.start(List.of(SAMPLE), ReplayConfig.DEFAULT);
        private final Node node;

        Recorded() throws Exception {
            replayer.venues().forEach(replayer::mute);
            node = Wiring.simulated(RecordedVenues.settings(AppConfig.DEFAULT.onPort(0), replayer));
            node.start();
        }

        String url() {
            return "http://127.0.0.1:" + node.addresses().getFirst().getPort() + "/";
        }

        void play() {
            replayer.venues().forEach(replayer::heal);
        }

        void cut(String venue) {
            replayer.cut(venue);
        }

        void end() throws InterruptedException {
            node.drain(Duration.ofSeconds(5));
            node.stop();
        }

        @Override
        public void close() {
            try {
                node.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                replayer.close();
            }
        }
    }
}
