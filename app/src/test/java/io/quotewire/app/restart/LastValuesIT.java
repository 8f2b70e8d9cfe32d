package io.quotewire.app.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Fault;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Last values through the death of a gateway: at once, as stale, and never as live before a venue has spoken. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LastValuesIT {
    private static final String VENUES_TICKER = "/v1/last/ticker:okx:BTC-USDT";
    private static final String BEST_TICKER = "/v1/last/ticker:best:BTC-USDT";
    private static final Pattern RECV = Pattern.compile("\"recv\":(\\d+)");
    private static final Pattern EPOCH = Pattern.compile("\"epoch\":\"([^\"]+)\"");
    private static final Pattern LAST = Pattern.compile("\"last\":\"([^\"]+)\"");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(SimulatorConfig.of(5)
                .withVenues(List.of("okx", "binance"))
                .withInstruments(List.of(Instrument.parse("BTC-USDT"), Instrument.parse("ETH-USDT"))));
    }

    @AfterEach
    void stop() {
        http.close();
        simulator.close();
    }

    @Test
    void values_ofAGatewayThatIsKilled_areToldAtOnceAsStale_untilTheVenuesAreBack() throws Exception {
        String before;
        long killedUs;
        try (ServeProcess first = ServeProcess.start(simulator, folder, http)) {
            before = first.await(VENUES_TICKER, LastValuesIT::isLiveTicker);
            first.await(BEST_TICKER, LastValuesIT::isLiveTicker);
            double atFirst = ServeProcess.sum(first.get("/metrics").body(), "quotewire_last_values_written_total");
            // All of them twice: what was live is written.
            first.await(
                    "/metrics",
                    metrics -> ServeProcess.sum(metrics, "quotewire_last_values_written_total")
                            > atFirst + 3 * ServeProcess.sum(metrics, "quotewire_last_values_topics"));
            first.kill();
            killedUs = Instant.now().toEpochMilli() * 1_000 + 1_000;
        }
        harm(Verb.KILL);

        try (ServeProcess second = ServeProcess.start(simulator, folder, http)) {
            String stale = second.await(VENUES_TICKER, body -> !body.contains("\"data\":null"));
            assertThat(stale)
                    .contains("\"type\":\"snapshot\"", "\"status\":\"stale\"", "\"source\":\"okx\"", "\"seq\":1,")
                    .contains("\"simulated\":true");
            assertThat(number(RECV, stale)).isBetween(number(RECV, before), killedUs);
            assertThat(text(EPOCH, stale)).isGreaterThan(text(EPOCH, before));
            assertNothingIsLive(second);

            harm(Verb.HEAL);

            String live = second.await(VENUES_TICKER, LastValuesIT::isLiveTicker);
            assertThat(text(EPOCH, live)).isEqualTo(text(EPOCH, stale));
            assertThat(number(RECV, live)).isGreaterThan(killedUs);
            second.await(BEST_TICKER, LastValuesIT::isLiveTicker);
            assertThat(second.get("/ready").statusCode()).isEqualTo(200);
            assertThat(second.end()).isZero();
        }
    }

    private void assertNothingIsLive(ServeProcess gateway) throws Exception {
        HttpResponse<String> ready = gateway.get("/ready");
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(503);
        String best = gateway.get(BEST_TICKER).body();
        assertThat(best).contains("\"status\":\"stale\"").doesNotContain("\"data\":null");
        assertThat(gateway.get("/v1/tickers").body())
                .contains("ticker:best:BTC-USDT", "ticker:best:ETH-USDT")
                .doesNotContain("\"status\":\"live\"");
        assertThat(gateway.get("/courses").body())
                .startsWith("{\"BTC-USDT\": null")
                .contains("\"stale\": {\"BTC-USDT\": {\"last\": \"" + text(LAST, best));
        assertThat(snapshot(gateway))
                .contains("\"type\":\"snapshot\"", "\"status\":\"stale\"", text(LAST, best))
                .doesNotContain("\"status\":\"live\"");
        assertThat(ServeProcess.sum(gateway.get("/metrics").body(), "quotewire_last_values_recalled"))
                .isGreaterThanOrEqualTo(8);
    }

    /** What a subscriber gets first. */
    private String snapshot(ServeProcess gateway) throws Exception {
        CompletableFuture<String> found = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(gateway.socket(), new FirstSnapshot(found))
                .get(60, TimeUnit.SECONDS);
        socket.sendText("{\"op\":\"subscribe\",\"id\":1,\"topics\":[\"ticker:best:BTC-USDT\"]}", true)
                .get(60, TimeUnit.SECONDS);
        try {
            return found.get(60, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    private static final class FirstSnapshot implements WebSocket.Listener {
        private final CompletableFuture<String> found;
        private final StringBuilder text = new StringBuilder();

        FirstSnapshot(CompletableFuture<String> found) {
            this.found = found;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                if (text.indexOf("\"type\":\"snapshot\"") >= 0) {
                    found.complete(text.toString());
                }
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    private void harm(Verb verb) {
        simulator.venues().forEach(venue -> simulator.fault(new Fault(venue, verb, null)));
    }

    private static boolean isLiveTicker(String body) {
        return body.contains("\"status\":\"live\"") && LAST.matcher(body).find();
    }

    private static long number(Pattern pattern, String text) {
        return Long.parseLong(text(pattern, text));
    }

    private static String text(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
