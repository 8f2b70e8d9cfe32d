package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.Signals;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live gateway that was pointed at a simulator by its flags cannot pass for live. */
class SimulateIT {
    @TempDir
    private Path folder;

    @Test
    void serve_pointedAtASimulator_saysSoInEachAnswer() throws Exception {
        TestShell simulate = new TestShell(folder);
        simulate.start("simulate", "--venues", "binance,okx", "--seed", "3");
        String flags = simulate.out().await(line -> line.startsWith("--venues "));
        TestShell serve = new TestShell(folder);
        List<String> words = new ArrayList<>(List.of("serve", "--port", "0", "--instruments", "BTC-USDT"));
        words.addAll(List.of(flags.split(" ")));
        serve.start(words.toArray(String[]::new));
        String url = serve.urlAfter("ready");
        TestShell tail = new TestShell(folder);
        tail.start("tail", "quote:best:BTC-USDT", "--url", url.replace("http:", "ws:") + "/v1/ws");
        tail.out().await(line -> line.contains("\"bid\"") && line.contains("\"simulated\":true"));
        tail.err().await(line -> line.endsWith(", which is simulated"));

        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path :
                    List.of("/v1/tickers", "/v1/sources", "/v1/last/quote:best:BTC-USDT", "/health", "/ready")) {
                HttpResponse<String> answer =
                        http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
                assertThat(answer.body())
                        .as(path)
                        .contains("\"simulated\":true")
                        .doesNotContain("\"demo\":true");
                assertThat(answer.headers().firstValue("X-Quotewire-Simulated")).contains("true");
            }
            HttpResponse<String> demo =
                    http.send(HttpRequest.newBuilder(URI.create(url + "/demo")).build(), BodyHandlers.ofString());
            assertThat(demo.statusCode()).as("faults are for demos").isEqualTo(404);
        }
        for (TestShell each : List.of(tail, serve, simulate)) {
            each.send(Signals.Signal.TERM);
        }
        assertThat(serve.exitCode()).isZero();
        assertThat(simulate.exitCode()).isZero();
        assertThat(simulate.err().text()).doesNotContain("limit of");
    }
}
