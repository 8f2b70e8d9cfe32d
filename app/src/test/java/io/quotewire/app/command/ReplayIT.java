package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.Signals;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample, as a newcomer plays it: files, sockets, the whole gateway, and clients. */
class ReplayIT {
    private static final Path ROOT = Path.of("..");
    private static final String SAMPLE = "samples/okx-binance-btc.tsv";

    private final TestShell shell = new TestShell(ROOT);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void replay_ofSample_servesSimulatedPricesUntilToldToEnd() throws Exception {
        shell.start("replay", SAMPLE, "--port", "0", "--speed", "100");
        String url = shell.urlAfter("ready");

        HttpResponse<String> ticker = get(url + "/v1/last/ticker:best:BTC-USDT");
        HttpResponse<String> ready = get(url + "/ready");
        shell.err().await(line -> line.startsWith("replay finished: ") && line.endsWith("values turn stale"));
        shell.send(Signals.Signal.TERM);

        assertThat(ticker.statusCode()).isEqualTo(200);
        assertThat(ticker.body()).contains("\"simulated\":true").contains("\"topic\":\"ticker:best:BTC-USDT\"");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(url).isEqualTo(shell.urlAfter("listening"));
        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out().text()).isEmpty();
    }

    @Test
    void replay_playedToItsEnd_leavesValuesStale(@TempDir Path folder) throws Exception {
        Path settings = Files.writeString(folder.resolve("short.yaml"), "engine: {silence: 500ms}\n");
        shell.start("replay", SAMPLE, "--port", "0", "--speed", "100", "--config", settings.toString());
        String url = shell.urlAfter("listening");
        shell.err().await(line -> line.startsWith("replay finished: "));

        HttpResponse<String> last = get(url + "/v1/last/quote:okx:BTC-USDT");
        shell.send(Signals.Signal.TERM);

        // The line comes 1.5 s after the last frame, three times the silence that was set.
        // A venue that has fallen mute is connected anew, and a replay that has ended does not answer.
        assertThat(last.body()).containsPattern("\"status\":\"(stale|down)\"");
        assertThat(shell.exitCode()).isZero();
    }

    @Test
    void replay_withExit_endsByItself() throws Exception {
        shell.start("replay", SAMPLE, "--port", "0", "--speed", "0", "--exit");

        assertThat(shell.exitCode()).isZero();
        shell.err().await(line -> line.startsWith("replay finished: ") && line.endsWith("ending"));
    }

    @Test
    void replay_interrupted_ends130() throws Exception {
        shell.start("replay", SAMPLE, "--port", "0");
        shell.urlAfter("listening");
        shell.send(Signals.Signal.INT);

        assertThat(shell.exitCode()).isEqualTo(130);
    }

    @Test
    void tail_ofReplay_printsOneLineForEachMessage() throws Exception {
        shell.start("replay", SAMPLE, "--port", "0", "--speed", "100");
        String url = shell.urlAfter("ready").replace("http:", "ws:") + "/v1/ws";
        TestShell tail = new TestShell(ROOT);

        tail.start("tail", "ticker:best:BTC-USDT", "trade:*:BTC-USDT", "quote:okx:BTC-USTD", "--url", url);
        tail.err().await(line -> line.equals("quote:okx:BTC-USTD: unknown_topic; did you mean quote:okx:BTC-USDT?"));
        String line = tail.out().await(message -> message.contains("\"topic\":\"ticker:best:BTC-USDT\""));
        shell.send(Signals.Signal.TERM);

        assertThat(line).startsWith("{\"type\":\"snapshot\"").endsWith("}");
        assertThat(shell.exitCode()).isZero();
        tail.err().await(text -> text.startsWith("disconnected (1012 "));
    }

    @Test
    void tail_ofUnknownTopicsOnly_ends5() throws Exception {
        shell.start("replay", SAMPLE, "--port", "0");
        String url = shell.urlAfter("listening").replace("http:", "ws:") + "/v1/ws";
        TestShell tail = new TestShell(ROOT);

        assertThat(tail.run("tail", "ticker:okx:FOO-BAR", "--url", url)).isEqualTo(5);

        shell.send(Signals.Signal.TERM);
        assertThat(shell.exitCode()).isZero();
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
