package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotewire.app.shell.Signals;
import io.quotewire.lab.replay.ReplayConfig;
import io.quotewire.lab.replay.Replayer;
import io.quotewire.lab.simulate.Fault;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.limit.Ledgers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Serving where nothing can be reached, and ending well all the same. */
class ServeIT {
    @TempDir
    Path directory;

    @Test
    void serve_withoutReachableVenue_staysUpAndSaysWhy() throws Exception {
        TestShell shell = new TestShell(directory);
        int closed = closedPort();
        shell.start(
                "serve",
                "--port",
                "0",
                "--venues",
                "okx",
                "--venue-url",
                "okx=ws://127.0.0.1:" + closed + "/ws",
                "--venue-url",
                "okx=http://127.0.0.1:" + closed);
        String url = shell.urlAfter("listening");
        shell.err().await(line -> line.startsWith("okx cannot be reached: ") && line.contains("connection "));
        shell.err().await(line -> line.endsWith("there is ./quotewire demo"));
        HttpResponse<String> ready;
        HttpResponse<String> live;
        HttpResponse<String> last;
        HttpResponse<String> unknown;
        try (HttpClient http = HttpClient.newHttpClient()) {
            ready = http.send(HttpRequest.newBuilder(URI.create(url + "/ready")).build(), BodyHandlers.ofString());
            live = http.send(HttpRequest.newBuilder(URI.create(url + "/live")).build(), BodyHandlers.ofString());
            last = get(http, url + "/v1/last/quote:okx:BTC-USDT");
            unknown = get(http, url + "/v1/last/quote:okx:FOO-BAR");
        }
        shell.send(Signals.Signal.TERM);

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("okx");
        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(last.body()).contains("\"data\":null");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(shell.exitCode()).isZero();
        assertThat(shell.err().text()).doesNotContain("ready http://");
    }

    @Test
    void tail_beforeTheVenueHasListed_getsValuesOnceItHas() throws Exception {
        TestShell shell = new TestShell(directory);
        TestShell tail = new TestShell(directory);
        Path sample = Path.of("..", "samples", "okx-binance-btc.tsv");
        try (Replayer replayer = Replayer.start(List.of(sample), ReplayConfig.atSpeed(100));
                LateList late = new LateList(replayer.restUrl("okx"))) {
            String ws = "okx=" + replayer.wsUrl("okx");
            shell.start(
                    "serve",
                    "--port",
                    "0",
                    "--venues",
                    "okx",
                    "--instruments",
                    "BTC-USDT",
                    "--venue-url",
                    ws,
                    "--venue-url",
                    "okx=" + late.url());
            String url = shell.urlAfter("listening").replace("http:", "ws:") + "/v1/ws";
            tail.start("tail", "quote:okx:BTC-USDT", "quote:best:BTC-USDT", "--url", url);
            tail.out().await(line -> line.contains("quote:okx:BTC-USDT") && line.contains("\"data\":null"));
            tail.out().await(line -> line.contains("quote:best:BTC-USDT") && line.contains("\"data\":null"));
            late.release();

            tail.out().await(line -> line.contains("quote:okx:BTC-USDT") && line.contains("\"bid\""));
            tail.out().await(line -> line.contains("quote:best:BTC-USDT") && line.contains("\"bid\""));
            shell.send(Signals.Signal.TERM);
            assertThat(shell.exitCode()).isZero();
        }
    }

    @Test
    void serve_ofInstrumentThatNobodyLists_namesTheNearest() throws Exception {
        TestShell shell = new TestShell(directory);
        Path sample = Path.of("..", "samples", "okx-binance-btc.tsv");
        try (Replayer replayer = Replayer.start(List.of(sample), ReplayConfig.atSpeed(100))) {
            shell.start(
                    "serve",
                    "--port",
                    "0",
                    "--venues",
                    "okx",
                    "--instruments",
                    "BTC-USDT,BTC-USTD",
                    "--venue-url",
                    "okx=" + replayer.wsUrl("okx"),
                    "--venue-url",
                    "okx=" + replayer.restUrl("okx"));
            shell.urlAfter("ready");
            shell.err().await(line -> line.equals("no venue lists BTC-USTD; did you mean BTC-USDT?"));
            shell.send(Signals.Signal.TERM);

            assertThat(shell.exitCode()).isZero();
        }
    }

    @Test
    void serve_onTakenPort_ends69AndNamesAWayOut() throws Exception {
        TestShell shell = new TestShell(directory);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int code = shell.run("serve", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(code).isEqualTo(69);
            assertThat(shell.err().text())
                    .isEqualTo("cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": the port is in use\n--port 0 takes a free one\n");
        }
    }

    @Test
    void serve_inTheDataFolderOfAnother_ends69() throws Exception {
        TestShell shell = new TestShell(directory);
        Path data = directory.resolve("data");
        try (Ledgers _ = Ledgers.open(data, Ledgers.GATEWAY, MicroClock.system())) {
            assertThat(shell.run("serve", "--port", "0")).isEqualTo(69);
            assertThat(shell.err().text())
                    .isEqualTo(
                            "the data folder " + data + " is in use by another gateway\n--data names another folder\n");
        }
    }

    @Test
    void serve_whereNothingCanBeKept_ends73() throws Exception {
        TestShell shell = new TestShell(directory);
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(shell.run("serve", "--port", "0", "--data", "file")).isEqualTo(73);
        assertThat(shell.err().text())
                .startsWith("the data folder " + file + " cannot be written: ")
                .endsWith("\n--data names another folder\n");
    }

    /** The simulated venue counts all who ask for one, so that whoever asks too early adds a violation. */
    @Test
    void ban_outlivesTheGateway_inItsDataFolder() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(7).withVenues(List.of("binance")))) {
            askUntilBanned(simulator);
            int before = simulator.violations().size();
            Instant until = bannedUntil(simulator, "data");
            assertThat(simulator.violations()).as("asked once").hasSize(before + 1);

            assertThat(bannedUntil(simulator, "data")).isCloseTo(until, within(1, ChronoUnit.SECONDS));
            assertThat(simulator.violations()).as("known, and not asked").hasSize(before + 1);

            bannedUntil(simulator, "another");
            assertThat(simulator.violations())
                    .as("asked by one who does not know")
                    .hasSize(before + 2);
        }
    }

    private static void askUntilBanned(Simulator simulator) throws Exception {
        simulator.fault(new Fault("binance", Verb.RATE_LIMIT, null));
        try (HttpClient http = HttpClient.newHttpClient()) {
            String url = simulator.restUrl("binance") + "/api/v3/time";
            int status = get(http, url).statusCode();
            while (status == 429) {
                status = get(http, url).statusCode();
            }
            assertThat(status).isEqualTo(418);
        }
    }

    /** What a gateway that is started and ended says of the ban. */
    private Instant bannedUntil(Simulator simulator, String data) throws Exception {
        TestShell shell = new TestShell(directory);
        shell.start(
                "serve",
                "--port",
                "0",
                "--data",
                data,
                "--venues",
                "binance",
                "--venue-url",
                "binance=" + simulator.wsUrl("binance"),
                "--venue-url",
                "binance=" + simulator.restUrl("binance"));
        String line = shell.err().await(text -> text.startsWith("binance has banned us until "));
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(get(http, shell.urlAfter("listening") + "/metrics").body())
                    .contains("quotewire_limit_banned_until_seconds{venue=\"binance\"} ")
                    .doesNotContain("quotewire_limit_banned_until_seconds{venue=\"binance\"} 0");
        }
        shell.send(Signals.Signal.TERM);
        assertThat(shell.exitCode()).isZero();
        return Instant.parse(line.split("[ ;]", -1)[5]);
    }

    @Test
    void tail_withoutGateway_ends3() throws Exception {
        TestShell shell = new TestShell(directory);

        int code = shell.run("tail", "ticker:best:BTC-USDT", "--url", "ws://127.0.0.1:" + closedPort() + "/v1/ws");

        assertThat(code).isEqualTo(3);
        assertThat(shell.err().text()).startsWith("cannot connect");
        assertThat(shell.out().text()).isEmpty();
    }

    private static HttpResponse<String> get(HttpClient http, String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
