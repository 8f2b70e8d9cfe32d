package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.command.TamperProxy.Deed;
import io.quotewire.app.shell.Signals;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load test against a demo: it passes a sound one, and one message done wrong is enough to fail. */
class BenchIT {
    @TempDir
    private Path folder;

    private static TestShell demo;
    private static String url = "";

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        demo = new TestShell(home);
        demo.start("demo", "--port", "0", "--seed", "7");
        url = demo.urlAfter("ready");
    }

    @AfterAll
    static void stop() throws Exception {
        demo.send(Signals.Signal.TERM);
        assertThat(demo.exitCode()).isZero();
    }

    @Test
    void soundGateway_passes_inAllFormsOfTheReport() throws Exception {
        TestShell bench = new TestShell(folder);

        assertThat(bench.run(words(url, "--transport", "ws=3,sse=1", "--clients", "8", "--html", "out/report.html")))
                .as(bench.out().text())
                .isZero();

        assertThat(bench.out().text())
                .startsWith("THRESHOLDS\n  ✓ errors == 0")
                .contains(
                        "CONNECTIONS   opened 8  failed 0", "DELIVERY ms", "\n  ws ", "\n  sse ", "same host as server")
                .containsPattern("compared with another client's [1-9]")
                .containsPattern("books compared with the server's [1-9]")
                .doesNotContain("cores in use unknown", "resident unknown");
        assertThat(bench.err().text()).contains("ramp ", "run ", "report: out/report.html");
        assertThat(Files.readString(folder.resolve("out/report.html"))).contains("✓ passed", "<polyline");

        TestShell json = new TestShell(folder);
        assertThat(json.run(words(url, "--clients", "2", "--json", "--no-progress", "--rate-ms", "100")))
                .isZero();
        assertThat(json.out().text()).startsWith("{\"schema\":\"quotewire.bench/1\",\"profile\":\"fanout\"");
        assertThat(json.err().text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticker", "book.10", "trade"})
    void oneMessage_dropped_ends99(String kind) throws Exception {
        assertFound(kind, TamperProxy.DROP, "lost, " + kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticker", "book.10", "trade"})
    void oneMessage_doubled_ends99(String kind) throws Exception {
        assertFound(kind, TamperProxy.DOUBLE, "doubled, " + kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticker", "book.10", "trade"})
    void oneMessage_altered_ends99(String kind) throws Exception {
        assertFound(kind, TamperProxy.ALTER, "altered, " + kind);
    }

    @Test
    void oneMessage_toTheOnlyClient_altered_ends99() throws Exception {
        assertFound("ticker", TamperProxy.ALTER, "altered, ticker", "--clients", "1");
    }

    @Test
    void oneMessage_atARate_dropped_ends99() throws Exception {
        assertFound("ticker", TamperProxy.DROP, "lost, ticker", "--clients", "8", "--rate-ms", "100");
    }

    @Test
    void proxy_thatDoesNothingWrong_passes() throws Exception {
        try (TamperProxy proxy = new TamperProxy(URI.create(url), message -> false, TamperProxy.NOTHING)) {
            TestShell bench = new TestShell(folder);

            assertThat(bench.run(words(proxy.url(), "--clients", "4")))
                    .as(bench.out().text())
                    .isZero();
        }
    }

    private void assertFound(String kind, Deed deed, String found) throws Exception {
        assertFound(kind, deed, found, "--clients", "8");
    }

    private void assertFound(String kind, Deed deed, String found, String... more) throws Exception {
        String update = "{\"type\":\"update\",\"topic\":\"" + kind + ":best:BTC-USDT\"";
        try (TamperProxy proxy = new TamperProxy(
                URI.create(url), message -> message.startsWith(update) && message.contains("."), deed)) {
            TestShell bench = new TestShell(folder);
            int code = bench.run(words(proxy.url(), more));

            assertThat(proxy.isDone()).as("the message came").isTrue();
            assertThat(code).as(bench.out().text()).isEqualTo(99);
            assertThat(bench.out().text()).contains("FOUND\n").contains(found);
        }
    }

    @Test
    void threshold_thatIsBroken_ends99() {
        TestShell bench = new TestShell(folder);

        assertThat(bench.run(words(url, "--clients", "2", "--threshold", "rate>=100000000")))
                .isEqualTo(99);
        assertThat(bench.out().text()).startsWith("THRESHOLDS\n  ✗ rate >= 100000000");
    }

    @Test
    void herd_thatIsReset_returnsWithoutALoss() {
        TestShell bench = new TestShell(folder);

        assertThat(bench.run(words(url, "--profile", "herd", "--clients", "50")))
                .as(bench.out().text())
                .isZero();
        assertThat(bench.out().text()).contains("HERD          reset at once 50", "back 50");
    }

    @Test
    void slowClients_andTheOthers_areTold() {
        TestShell bench = new TestShell(folder);

        assertThat(bench.run(words(url, "--profile", "slow", "--clients", "20", "--duration", "3s")))
                .as(bench.out().text())
                .isZero();
        assertThat(bench.out().text()).contains("SLOW          healthy 16  slow 4", "without, again");
    }

    @Test
    void quotes_areAskedForAtARate_andWrittenDown() throws Exception {
        TestShell bench = new TestShell(folder);

        assertThat(bench.run(words(url, "--profile", "quotes", "--requests", "300")))
                .as(bench.out().text())
                .isZero();
        assertThat(bench.out().text()).contains("REQUESTS\n", "  /courses ", "  /BTC-USDT ", "SENDER ms");
        assertThat(Files.readString(folder.resolve("log/quotes_load_test.log")))
                .contains(url.substring("http".length()))
                .contains(bench.out().text());
    }

    @Test
    void ticks_areToldToRoundsOfClients_andToOne() {
        TestShell bench = new TestShell(folder);
        assertThat(bench.run(words(url, "--profile", "ticks", "--rounds", "2,20")))
                .as(bench.out().text())
                .isZero();
        assertThat(bench.out().text()).contains("ROUNDS\n", "median ms", "\n  20 clients ");

        TestShell one = new TestShell(folder);
        assertThat(one.run(words(url, "--profile", "client-report")))
                .as(one.out().text())
                .isZero();
        assertThat(one.out().text()).contains("CLIENT        duration s ", "payload each ", "errors 0");
    }

    @Test
    void firstSignal_endsItWithAReport() throws Exception {
        TestShell bench = new TestShell(folder);
        bench.start(words(url, "--profile", "soak", "--clients", "2", "--duration", "10m"));
        bench.err().await(line -> line.startsWith("soak"));
        bench.send(Signals.Signal.INT);

        assertThat(bench.exitCode()).isEqualTo(130);
        assertThat(bench.out().text()).contains("Ended early", "\nSOAK\n");
    }

    private static String[] words(String url, String... more) {
        List<String> words = new ArrayList<>(List.of("bench", "--url", url, "--ramp", "0ms"));
        List<String> own = List.of(more);
        if (!own.contains("--duration")) {
            words.addAll(List.of("--duration", "2s"));
        }
        words.addAll(List.of("--warm-up", "0ms"));
        words.addAll(own);
        return words.toArray(String[]::new);
    }
}
