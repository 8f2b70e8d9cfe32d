package io.quotewire.app.command;

import io.quotewire.app.account.KeyFileOption;
import io.quotewire.app.config.Hint;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.tls.CaFile;
import io.quotewire.app.watch.GatewayUrl;
import io.quotewire.client.AccessKey;
import io.quotewire.client.ClientOptions;
import io.quotewire.client.QuotewireClient;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a gateway says about some topics. */
@Command(
        name = "tail",
        header = "Print one line of JSON for each message of some topics.",
        footer = {
            "  quotewire tail ticker:best:BTC-USDT",
            "  quotewire tail 'trade:*:BTC-USDT' candle.1m:okx:BTC-USDT fx:USD-CAD",
            "  quotewire tail 'ticker:best:*' --rate-ms 1000",
            "  quotewire tail quote:best:BTC-USDT --url wss://gateway.example/v1/ws | jq .data.bid"
        })
final class TailCommand implements Callable<Integer> {
    private static final List<Integer> RATES_MS = List.of(0, 100, 250, 1000, 5000);

    private final Shell shell;

    @Parameters(
            arity = "1..*",
            paramLabel = "TOPIC",
            completionCandidates = Kinds.class,
            description = {
                "KIND:SOURCE:INSTRUMENT, where * stands for any source or instrument; a rate of money is fx:USD-CAD,",
                "how a source fares status:okx.",
                "Kinds: ${COMPLETION-CANDIDATES}."
            })
    private List<String> topics = List.of();

    @Option(names = "--url", paramLabel = "URL", description = "The gateway. Default ${DEFAULT-VALUE}.")
    private String url = "ws://127.0.0.1:8000/v1/ws";

    @Option(
            names = "--rate-ms",
            paramLabel = "MS",
            description = {
                "At most one message of a topic in so many milliseconds: 0 for everything as it comes, 100, 250, 1000 or 5000.",
                "Default ${DEFAULT-VALUE}."
            })
    private int rateMs;

    @Mixin
    private final KeyFileOption key = new KeyFileOption();

    @Mixin
    private final CaFile caFile = new CaFile();

    TailCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        Set<TopicPattern> patterns = patterns();
        if (!RATES_MS.contains(rateMs)) {
            throw new Failure(ExitCode.USAGE, "--rate-ms must be one of " + RATES_MS + ", was " + rateMs);
        }
        ClientOptions options = options();
        Tail tail = new Tail(shell.out(), shell.err(), patterns.size());
        shell.signals().handle(tail::end);
        try (QuotewireClient client = QuotewireClient.connect(options, tail)) {
            client.subscribe(patterns, rateMs, tail);
            return tail.await().code();
        }
    }

    private Set<TopicPattern> patterns() throws Failure {
        Set<TopicPattern> patterns = new LinkedHashSet<>();
        for (String topic : topics) {
            try {
                patterns.add(TopicPattern.parse(topic));
            } catch (IllegalArgumentException e) {
                throw new Failure(ExitCode.USAGE, topic + ": " + e.getMessage() + hint(topic.split(":", -1)));
            }
        }
        return patterns;
    }

    private static String hint(String[] parts) {
        List<String> kinds = new Kinds();
        if (kinds.contains(parts[0])) {
            return "";
        }
        String near = Hint.of(parts[0], kinds);
        return near.isEmpty() && parts.length == 3 ? "; there are " + String.join(", ", kinds) : near;
    }

    private ClientOptions options() throws Failure {
        try {
            return withKey(withTrust(ClientOptions.of(GatewayUrl.parse(url).socket())));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--url: " + e.getMessage());
        }
    }

    private ClientOptions withTrust(ClientOptions options) throws Failure {
        SSLContext context = caFile.context(shell);
        return context == null
                ? options
                : options.withHttp(HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(context)
                        .build());
    }

    private ClientOptions withKey(ClientOptions options) throws Failure {
        AccessKey read = key.read(shell);
        return read == null ? options : options.withKey(read);
    }

    /** What a topic may begin with; picocli makes one for the help. */
    private static final class Kinds extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        private Kinds() {
            for (Topic.Kind kind : Topic.Kind.values()) {
                if (Topic.Kind.of(kind.text()) != null) {
                    add(kind.text());
                }
            }
        }
    }
}
