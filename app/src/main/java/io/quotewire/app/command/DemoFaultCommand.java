package io.quotewire.app.command;

import io.quotewire.app.config.Hint;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.text.Flat;
import io.quotewire.lab.simulate.Verb;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Breaks or heals a simulated exchange of a demo that runs. */
@Command(
        name = "fault",
        header = "Break a simulated exchange of a running demo, or heal it.",
        footer = {
            "  quotewire demo fault okx kill                gone, until it is healed",
            "  quotewire demo fault okx mute-one BTC-USDT   connected, but silent on one instrument",
            "  quotewire demo fault okx heal",
            "",
            "Verbs: kill refuse reset mute mute-one garbage duplicate reorder stale slow shutdown-notice",
            "rate-limit heal. Those from mute to slow may name a SYMBOL; without one they concern the whole venue."
        })
final class DemoFaultCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 1 << 20;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Shell shell;

    @Parameters(index = "0", paramLabel = "VENUE", description = "The exchange, such as okx.")
    private String venue = "";

    @Parameters(index = "1", paramLabel = "VERB", description = "What happens to it.")
    private String verb = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "SYMBOL", description = "Only this instrument.")
    private @Nullable String symbol;

    @Option(names = "--url", paramLabel = "URL", description = "The demo. Default ${DEFAULT-VALUE}.")
    private String url = "http://127.0.0.1:8000";

    @Option(names = "--json", description = "Print the gateway's answer as it came.")
    private boolean json;

    DemoFaultCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        checkVerb();
        URI address = address();
        HttpResponse<String> answer = post(address);
        Map<String, String> said = Flat.read(answer.body());
        if (answer.statusCode() == NOT_FOUND) {
            throw new Failure(ExitCode.NOT_FOUND, url + " is no demo: faults are for ./quotewire demo alone");
        }
        if (answer.statusCode() != OK) {
            throw new Failure(ExitCode.USAGE, said.getOrDefault("detail", "refused, " + answer.statusCode()));
        }
        if (json) {
            shell.out().println(answer.body());
            return ExitCode.OK.code();
        }
        shell.out().println(said.getOrDefault("did", "done"));
        if (said.containsKey("undo")) {
            shell.out().println("undo: " + said.get("undo") + other());
        }
        return ExitCode.OK.code();
    }

    /** Before anything is sent, so that a slip of the finger is told without a demo too. */
    private void checkVerb() throws Failure {
        List<String> verbs = Arrays.stream(Verb.values()).map(Verb::text).toList();
        if (!verbs.contains(verb.toLowerCase(Locale.ROOT))) {
            throw new Failure(
                    ExitCode.USAGE,
                    "unknown verb " + verb + Hint.of(verb, verbs) + "\nthere are: " + String.join(", ", verbs));
        }
    }

    /** The flag to repeat for whoever undoes it, where it is not the default. */
    private String other() {
        return url.equals("http://127.0.0.1:8000") ? "" : " --url " + url;
    }

    private URI address() throws Failure {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("venue", venue.toLowerCase(Locale.ROOT));
        query.put("verb", verb.toLowerCase(Locale.ROOT));
        if (symbol != null) {
            query.put("symbol", symbol.toUpperCase(Locale.ROOT));
        }
        String text = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            URI address = URI.create(url + (url.endsWith("/") ? "" : "/") + "demo/fault?" + text);
            if (!"http".equals(address.getScheme()) || address.getHost() == null) {
                throw new IllegalArgumentException("no host");
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--url must be http://HOST:PORT, was " + url);
        }
    }

    private HttpResponse<String> post(URI address) throws Failure, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .POST(BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
        } catch (IOException e) {
            throw new Failure(ExitCode.NO_CONNECTION, "no demo answers at " + url + "; start one: ./quotewire demo");
        }
    }
}
