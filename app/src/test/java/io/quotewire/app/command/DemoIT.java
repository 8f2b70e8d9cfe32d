package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.Signals;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer meets it, and as somebody would who means it harm. */
class DemoIT {
    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestShell demo;
    private String url = "";

    @BeforeEach
    void start() throws Exception {
        demo = new TestShell(folder);
        demo.start("demo", "--port", "0", "--seed", "7", "--data", "kept");
        url = demo.urlAfter("ready");
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        demo.send(Signals.Signal.TERM);
        assertThat(demo.exitCode()).isZero();
    }

    @Test
    void demo_saysWhatItIs_whereverItSpeaks() throws Exception {
        String last = demo.err().await(line -> line.contains("/v1/last/ticker:best:BTC-USDT"));

        assertThat(demo.err().text())
                .contains(" DEMO: simulated exchanges okx, binance")
                .contains("seed 7")
                .contains("./quotewire watch --url " + url)
                .contains("./quotewire demo fault okx kill --url " + url);
        assertThat(get("/health").body()).contains("\"demo\":true").contains("\"simulated\":true");
        assertThat(get("/demo").body()).contains("\"demo\":true", "\"seed\":7", "\"mute-one\"", "\"faults\":[]");
        assertThat(get(last.substring(last.indexOf("/v1/last"))).body()).contains("\"simulated\":true");
        assertThat(get("/").headers().firstValue("X-Quotewire-Simulated")).contains("true");
    }

    @Test
    void fault_fromTheCommandLine_isInForceUntilHealed() throws Exception {
        TestShell shell = new TestShell(folder);

        assertThat(shell.run("demo", "fault", "okx", "kill", "--url", url)).isZero();
        assertThat(shell.out().text())
                .contains("okx is gone")
                .contains("undo: ./quotewire demo fault okx heal --url " + url);
        assertThat(get("/demo").body()).contains("{\"venue\":\"okx\",\"verb\":\"kill\",\"symbol\":null}");
        demo.err().await(line -> line.contains(" okx dead"));

        assertThat(shell.run("demo", "fault", "okx", "mute-one", "eth-usdt", "--json", "--url", url))
                .isZero();
        assertThat(shell.out().text()).contains("{\"venue\":\"okx\",\"verb\":\"mute-one\",\"symbol\":\"ETH-USDT\"}");
        assertThat(shell.run("demo", "fault", "okx", "heal", "--url", url)).isZero();
        assertThat(get("/demo").body()).contains("\"faults\":[]");
        demo.err().await(line -> line.endsWith(" okx live"));

        TestShell momentary = new TestShell(folder);
        assertThat(momentary.run("demo", "fault", "okx", "reset", "--url", url)).isZero();
        assertThat(momentary.out().text()).contains("was reset").doesNotContain("undo");
    }

    @Test
    void fault_thatCannotBe_isRefusedByName() throws Exception {
        assertRefused("unknown verb kil; did you mean kill?", "okx", "kil");
        assertRefused("venue must be one of okx, binance", "bitstamp", "kill");
        assertRefused("symbol must name the instrument for mute-one", "okx", "mute-one");
        assertRefused("symbol is of no use for kill, which concerns the whole venue", "okx", "kill", "BTC-USDT");
        assertRefused("symbol must be one of", "okx", "mute", "FOO-BAR");
    }

    private void assertRefused(String why, String... words) {
        TestShell shell = new TestShell(folder);
        List<String> all = Stream.of(List.of("demo", "fault"), List.of(words), List.of("--url", url))
                .flatMap(List::stream)
                .toList();

        assertThat(shell.run(all.toArray(String[]::new))).isEqualTo(2);
        assertThat(shell.err().text()).startsWith(why);
        assertThat(shell.out().text()).isEmpty();
    }

    @Test
    void faultRoute_fromAForeignPage_isRefused() throws Exception {
        assertThat(post("https://evil.example").statusCode()).isEqualTo(403);
        assertThat(post("null").statusCode()).isEqualTo(403);
        assertThat(get("/demo").body()).contains("\"faults\":[]");
        assertThat(post(url).statusCode()).isEqualTo(200);
        assertThat(get("/demo/fault?venue=okx&verb=kill").statusCode()).isEqualTo(405);
    }

    @Test
    void data_holdsWhatWasSent() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
            assertThat(files.toList()).isNotEmpty();
        }
    }

    @Test
    void demoFault_atAGatewayThatIsNone_ends5() throws Exception {
        TestShell plain = new TestShell(folder);
        plain.start(
                "serve",
                "--port",
                "0",
                "--venues",
                "okx",
                "--venue-url",
                "okx=ws://127.0.0.1:1/ws",
                "--venue-url",
                "okx=http://127.0.0.1:1");
        String other = plain.urlAfter("listening");
        TestShell shell = new TestShell(folder);

        assertThat(shell.run("demo", "fault", "okx", "kill", "--url", other)).isEqualTo(5);
        assertThat(shell.err().text()).startsWith(other + " is no demo");
        plain.send(Signals.Signal.TERM);
        assertThat(plain.exitCode()).isZero();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String origin) throws Exception {
        URI address = URI.create(url + "/demo/fault?venue=okx&verb=mute");
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Origin", origin)
                .POST(BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
