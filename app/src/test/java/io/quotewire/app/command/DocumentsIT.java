package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.shell.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands and examples of README, the quickstart and the page of dialects, as they stand there, but for the port. */
class DocumentsIT {
    private static final Path ROOT = Path.of("..");
    private static final String ADDRESS = "127.0.0.1:8000";
    private static final long DEADLINE_S = 60;
    private static final Pattern SCRIPT = Pattern.compile("```js\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private final TestShell gateway = new TestShell(ROOT);
    private String readme = "";
    private String address = "";

    @BeforeEach
    void firstCommand_isReady() throws Exception {
        readme = Files.readString(ROOT.resolve("README.md"));
        String first = commands(readme).getFirst();
        assertThat(first).isEqualTo("./quotewire demo");
        gateway.start("demo", "--port", "0");
        address = gateway.urlAfter("ready").substring("http://".length());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.send(Signals.Signal.TERM);
        assertThat(gateway.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/quickstart.md", "docs/dialects.md", "docs/load-testing.md"})
    void commands_ofADocument_eachDoWhatTheySay(String document) throws Exception {
        for (String command : commands(Files.readString(ROOT.resolve(document)))) {
            if (command.contains("/v1/stream?")) {
                assertThat(line(command, "data: .*\"type\":.*\"simulated\":true.*"))
                        .as(command)
                        .contains("BTC-USDT");
            } else if (command.startsWith("curl ") && !command.contains("/v1/")) {
                // The last price is null until the first trade.
                assertThat(curl(command)).as(command).matches("\\{\"(BTC|ETH)-USDT\": (\"[0-9.]+\"|null).*}");
            } else if (command.startsWith("curl ")) {
                assertThat(curl(command)).as(command).startsWith("{").contains("\"simulated\":true");
            } else if (command.startsWith("mvn ")) {
                assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains(command.replace("mvn ", "mvn -B "));
            } else {
                assertThat(command).as("a command that no test runs").startsWith("./quotewire ");
                List<String> words = new ArrayList<>(List.of(command.split(" ")));
                words.removeFirst();
                run(words);
            }
        }
    }

    private void run(List<String> words) throws Exception {
        switch (String.join(" ", words.subList(0, Math.min(2, words.size())))) {
            case "demo" -> {
                // It runs already.
            }
            case "demo fault" -> assertDone(words, "http://");
            case String watch when watch.startsWith("watch") -> assertWatches(words);
            case String tail when tail.startsWith("tail") -> assertTails(words);
            case String bench when bench.startsWith("bench") -> assertBenches(words);
            case String serve
            when serve.startsWith("serve") -> assertStarts(withoutNetwork(words), "listening http://");
            case "simulate" -> assertStarts(words, "simulating okx, binance");
            case String replay when replay.startsWith("replay") -> assertStarts(withFreePort(words), "ready http://");
            default -> assertStarts(words, "ready http://");
        }
    }

    private void assertDone(List<String> words, String scheme) throws Exception {
        TestShell shell = new TestShell(ROOT);
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--url", scheme + address + (scheme.startsWith("ws") ? "/v1/ws" : "")));

        assertThat(shell.run(all.toArray(String[]::new)))
                .as(String.join(" ", words))
                .isZero();
        assertThat(shell.out().text()).isNotEmpty();
    }

    /** Without a terminal, which {@link WatchIT} has, the table is printed now and then, or once. */
    private void assertWatches(List<String> words) throws Exception {
        if (words.contains("--once")) {
            assertDone(words, "ws://");
            return;
        }
        TestShell watch = new TestShell(ROOT);
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--url", "ws://" + address + "/v1/ws"));
        watch.start(all.toArray(String[]::new));
        watch.out().await(line -> line.contains("BTC-USDT") && line.contains("okx"));
        watch.send(Signals.Signal.INT);
        assertThat(watch.exitCode()).isEqualTo(130);
    }

    /** In a folder of its own, as it may write a log. */
    private void assertBenches(List<String> words) {
        TestShell shell = new TestShell(folder);
        List<String> all = new ArrayList<>(words);
        all.replaceAll(word -> word.replace("'", ""));
        all.addAll(List.of("--url", "ws://" + address + "/v1/ws"));

        assertThat(shell.run(all.toArray(String[]::new)))
                .as(String.join(" ", words) + shell.out().text())
                .isZero();
    }

    private static void assertStarts(List<String> words, String said) throws Exception {
        TestShell shell = new TestShell(ROOT);
        shell.start(words.toArray(String[]::new));
        shell.err().await(line -> line.startsWith(said));
        shell.send(Signals.Signal.TERM);
        assertThat(shell.exitCode()).isZero();
    }

    private static List<String> withFreePort(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--port", "0"));
        return all;
    }

    /** No test reaches beyond this machine. */
    private List<String> withoutNetwork(List<String> words) {
        List<String> all = withFreePort(words);
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        for (String venue : AppConfig.DEFAULT.venues().enabled()) {
            all.addAll(List.of(
                    "--venue-url", venue + "=ws://127.0.0.1:1/ws", "--venue-url", venue + "=http://127.0.0.1:1"));
        }
        return all;
    }

    @Test
    void webSocketLine_ofReadme_isAnswered() throws Exception {
        String line = readme.lines()
                .filter(text -> text.startsWith("{\"op\":\"subscribe\""))
                .findFirst()
                .orElseThrow();
        CompletableFuture<String> reply = new CompletableFuture<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            WebSocket socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://" + address + "/v1/ws"), new Replies(reply))
                    .get(DEADLINE_S, TimeUnit.SECONDS);
            socket.sendText(line, true).get(DEADLINE_S, TimeUnit.SECONDS);

            assertThat(reply.get(DEADLINE_S, TimeUnit.SECONDS))
                    .contains("\"id\":1")
                    .doesNotContain("\"ok\":false");
            socket.abort();
        }
    }

    /** As node runs it: with the module as a file, and node 20's own WebSocket. */
    @Test
    void browserExample_ofReadme_printsPrices() throws Exception {
        assumeTool("node");
        String script = readme.substring(readme.indexOf("<script type=\"module\">") + 22, readme.indexOf("</script>"));
        String module = ROOT.resolve("gateway/src/main/resources/web/quotewire.js")
                .toAbsolutePath()
                .normalize()
                .toUri()
                .toString();
        Path file = folder.resolve("example.mjs");
        Files.writeString(
                file,
                script.replace("http://" + ADDRESS + "/quotewire.js", module).replace(ADDRESS, address));

        // The last price is null until the first trade.
        assertThat(lineOf(
                        "[0-9.]+ okx live [0-9]+",
                        "node",
                        "--no-warnings",
                        "--experimental-websocket",
                        file.toString()))
                .isNotEmpty();
    }

    /** As node runs them, with its own WebSocket: a client that nobody here wrote. */
    @ParameterizedTest
    @CsvSource({"0, '.\"BTC-USDT\": (\"[0-9.]+\"|null).*}'", "1, [0-9.]+"})
    void examples_ofThePageOfDialects_printPrices(int index, String form) throws Exception {
        assumeTool("node");
        String example = SCRIPT.matcher(Files.readString(ROOT.resolve("docs/dialects.md")))
                .results()
                .skip(index)
                .findFirst()
                .orElseThrow()
                .group(1);
        Path file = folder.resolve("dialect.mjs");
        Files.writeString(file, example.replace(ADDRESS, address));

        assertThat(lineOf(form, "node", "--no-warnings", "--experimental-websocket", file.toString()))
                .isNotEmpty();
    }

    private void assertTails(List<String> words) throws Exception {
        TestShell tail = new TestShell(ROOT);
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--url", "ws://" + address + "/v1/ws"));
        tail.start(all.toArray(String[]::new));
        for (String topic : words.subList(1, words.size())) {
            tail.out().await(line -> line.contains("\"topic\":\"" + topic + "\""));
        }
        tail.send(Signals.Signal.INT);
        assertThat(tail.exitCode()).isEqualTo(130);
    }

    private String curl(String command) throws Exception {
        return line(command, ".*");
    }

    /** The first line of this form that a document's curl prints. */
    private String line(String command, String form) throws Exception {
        assumeTool("curl");
        String[] words = command.replace("'", "").replace(ADDRESS, address).split(" ");
        return lineOf(form, words);
    }

    /** The lines of a document's shell blocks, without what is said of them. */
    private static List<String> commands(String document) {
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        for (String line : document.lines().toList()) {
            if (line.startsWith("```")) {
                inside = line.equals("```sh");
            } else if (inside && !line.isBlank()) {
                commands.add(line.replaceFirst(" +#.*", "").strip());
            }
        }
        return commands;
    }

    /** The first line of what a command prints that looks like this; all that it printed, where none of a hundred does. */
    private static String lineOf(String form, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> printed = new ArrayList<>();
            for (String line = lines.readLine(); line != null && printed.size() < 100; line = lines.readLine()) {
                if (line.matches(form)) {
                    return line;
                }
                printed.add(line);
            }
            throw new AssertionError(Arrays.toString(command) + " printed " + printed);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static void assumeTool(String tool) {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
        String why = tool + " is not on the PATH: README's examples with it are not run";
        if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
            assertThat(there).as(why).isTrue();
        }
        assumeTrue(there, why);
    }

    /** Completes with the answer to the subscription. */
    private record Replies(CompletableFuture<String> reply) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            if (text.toString().contains("\"op\":\"subscribed\"")) {
                reply.complete(text.toString());
            }
            socket.request(1);
            return null;
        }
    }
}
