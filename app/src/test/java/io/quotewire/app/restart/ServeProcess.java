package io.quotewire.app.restart;

import io.quotewire.app.Main;
import io.quotewire.lab.simulate.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** {@code quotewire serve} of simulated venues, in a process of its own. */
final class ServeProcess implements AutoCloseable {
    private static final long DEADLINE_S = 90;

    private final Process process;
    private final HttpClient http;
    private final String url;

    private ServeProcess(Process process, HttpClient http, String url) {
        this.process = process;
        this.http = http;
        this.url = url;
    }

    /** Begins one, and waits until its port is open. */
    static ServeProcess start(Simulator simulator, Path folder, HttpClient http) throws IOException {
        return start(simulator, folder, http, Map.of());
    }

    /** One with {@code settings}, by the names that they have in the environment. */
    static ServeProcess start(Simulator simulator, Path folder, HttpClient http, Map<String, String> settings)
            throws IOException {
        return start(simulator, folder, http, settings, UnaryOperator.identity());
    }

    /** One that is started by what {@code wrap} makes of the command. */
    static ServeProcess start(
            Simulator simulator,
            Path folder,
            HttpClient http,
            Map<String, String> settings,
            UnaryOperator<List<String>> wrap)
            throws IOException {
        Process process = launch(wrap.apply(command(simulator)), folder, settings);
        return new ServeProcess(process, http, address(process));
    }

    static List<String> command(Simulator simulator) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--port",
                "0",
                "--venues",
                String.join(",", simulator.venues()),
                "--instruments",
                "BTC-USDT,ETH-USDT"));
        for (String venue : simulator.venues()) {
            command.addAll(List.of("--venue-url", venue + "=" + simulator.wsUrl(venue)));
            command.addAll(List.of("--venue-url", venue + "=" + simulator.restUrl(venue)));
        }
        return command;
    }

    static Process launch(List<String> command, Path folder, Map<String, String> settings) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("QUOTEWIRE_FX_ENABLED", "false"); // No test reaches beyond this machine.
        builder.environment().remove("REDIS_HOST");
        builder.environment().putAll(settings);
        return builder.start();
    }

    /** What it says is read to the end, so that it can go on saying it. */
    private static String address(Process process) {
        CompletableFuture<String> found = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
                String last = "";
                for (String line = err.readLine(); line != null; line = err.readLine()) {
                    last = line;
                    if (line.startsWith("listening ")) {
                        found.complete(line.substring("listening ".length()));
                    }
                }
                found.completeExceptionally(new IOException("it has ended: " + last));
            } catch (IOException e) {
                found.completeExceptionally(e);
            }
        });
        return found.orTimeout(DEADLINE_S, TimeUnit.SECONDS).join();
    }

    HttpResponse<String> get(String path) {
        try {
            return send(HttpRequest.newBuilder(), path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a request that may come to nothing. */
    HttpResponse<String> send(HttpRequest.Builder request, String path) throws IOException {
        try {
            return http.send(request.uri(URI.create(url + path)).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    URI socket() {
        return URI.create(url.replace("http:", "ws:") + "/v1/ws");
    }

    /** The first answer that is as it should be. */
    String await(String path, Predicate<String> wanted) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        String body = get(path).body();
        while (!wanted.test(body)) {
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError(path + " stays " + body);
            }
            body = get(path).body();
        }
        return body;
    }

    /** What {@code /metrics} has of a metric, all its labels together. */
    static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(DEADLINE_S, TimeUnit.SECONDS).join();
    }

    /** As {@code kill}; returns the exit code. */
    int end() {
        process.destroy();
        return process.onExit().orTimeout(DEADLINE_S, TimeUnit.SECONDS).join().exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
