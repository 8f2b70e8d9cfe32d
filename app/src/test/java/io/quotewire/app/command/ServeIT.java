package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.replay.ReplayConfig;
import io.quotewire.lab.replay.Replayer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
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
