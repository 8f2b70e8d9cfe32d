package io.quotewire.app.bench;

import io.quotewire.app.config.Hint;
import io.quotewire.app.text.DurationText;
import io.quotewire.app.watch.GatewayUrl;
import io.quotewire.client.AccessKey;
import io.quotewire.lab.load.link.Target;
import io.quotewire.lab.load.report.Threshold;
import io.quotewire.lab.load.run.LoadPlan;
import io.quotewire.lab.load.run.Mix;
import io.quotewire.lab.load.run.Profile;
import io.quotewire.model.Instrument;
import io.quotewire.model.TopicPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags of a load test, which together are its plan.
 *
 * <p><b>Threads:</b> one.
 */
public final class BenchOptions {
    private static final String SETTING = "load.";

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = {
                "fanout: clients follow topics. quotes: requests at a rate on /courses and one pair.",
                "ticks: rounds of clients on /websocket. client-report: one of them, closely. herd: all are reset and return.",
                "slow: some do not read. soak: for long. Default ${DEFAULT-VALUE}."
            })
    private String profile = "fanout";

    @Option(names = "--url", paramLabel = "URL", description = "What to test. Default ${DEFAULT-VALUE}.")
    private String url = "ws://127.0.0.1:8000/v1/ws";

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Connections, 1 to 25000. Default 1000; quotes 10, client-report 1.")
    private @Nullable String clients;

    @Option(names = "--ramp", paramLabel = "TIME", description = "Over which they connect. Default: 1 ms a client.")
    private @Nullable String ramp;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description =
                    "What passes before anything is measured. Default 5s; ticks and client-report 2s, quotes none.")
    private @Nullable String warmUp;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "What is measured, such as 30s or 10m. Default 30s; soak 10m, others less.")
    private @Nullable String duration;

    @Option(
            names = "--topics",
            split = ",",
            paramLabel = "TOPIC",
            description = "What clients follow. Default ticker, book.10 and trade of best:BTC-USDT.")
    private List<String> topics = List.of();

    @Option(
            names = "--rate-ms",
            paramLabel = "MS",
            description =
                    "At most one message of a topic in so many milliseconds: 0, 100, 250, 1000 or 5000. Default 0.")
    private String rateMs = "0";

    @Option(
            names = "--transport",
            paramLabel = "MIX",
            description = "ws, sse, or how many each: ws=80,sse=20. Default ${DEFAULT-VALUE}.")
    private String transport = "ws";

    @Option(names = "--requests", paramLabel = "N", description = "Of quotes, a second. Default ${DEFAULT-VALUE}.")
    private String requests = "1500";

    @Option(
            names = "--pair",
            paramLabel = "PAIR",
            description = "Of quotes, ticks and client-report. Default ${DEFAULT-VALUE}.")
    private String pair = "BTC-USDT";

    @Option(
            names = "--rounds",
            split = ",",
            paramLabel = "N",
            description = "Clients of each round of ticks. Default 10,100,1000,10000.")
    private List<String> rounds = List.of();

    @Option(
            names = "--slow-percent",
            paramLabel = "N",
            description = "How many of the clients of slow are slow. Default ${DEFAULT-VALUE}.")
    private String slowPercent = "20";

    @Option(
            names = "--slow-bytes",
            paramLabel = "N",
            description = "What each of them reads a second; 0 is nothing. Default ${DEFAULT-VALUE}.")
    private String slowBytes = "0";

    @Option(
            names = "--return-within",
            paramLabel = "TIME",
            description = "How soon all of herd connect again. Default ${DEFAULT-VALUE}.")
    private String returnWithin = "1s";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long answers and connections are waited for. Default ${DEFAULT-VALUE}.")
    private String timeout = "30s";

    @Option(names = "--seed", paramLabel = "N", description = "Of what chance decides. Default ${DEFAULT-VALUE}.")
    private String seed = "42";

    @Option(
            names = "--threshold",
            paramLabel = "RULE",
            description = {
                "What must hold, such as 'p99<50ms', 'rate>=30000' or 'errors<10'; as often as you like.",
                "errors==0, messages>0 and what the checker counts hold unless you name them."
            })
    private List<String> thresholds = List.of();

    /**
     * The plan that the flags make.
     *
     * @param trust whom to believe over TLS; null for those whom Java believes
     * @param key by which its clients come; null for none
     * @throws IllegalArgumentException naming the flag, what is wrong with it and what would be right
     */
    public LoadPlan plan(@Nullable SSLContext trust, @Nullable AccessKey key) {
        try {
            Profile of = profile();
            int count = clients == null ? of.clients() : number("--clients", clients);
            return new LoadPlan(
                    target(of, trust).with(key),
                    of,
                    count,
                    ramp == null ? LoadPlan.rampOf(count) : time("--ramp", ramp),
                    warmUp == null ? of.warmUp() : time("--warm-up", warmUp),
                    duration == null ? of.duration() : time("--duration", duration),
                    Mix.parse(transport),
                    topics(),
                    number("--rate-ms", rateMs),
                    number("--requests", requests),
                    pair(),
                    rounds(),
                    number("--slow-percent", slowPercent),
                    number("--slow-bytes", slowBytes),
                    time("--return-within", returnWithin),
                    time("--timeout", timeout),
                    number("--seed", seed),
                    thresholds());
        } catch (IllegalArgumentException e) {
            throw mistake(String.valueOf(e.getMessage()));
        }
    }

    /** What a load test says of its plan, in the words of the command line: it begins with the setting. */
    public static String inFlags(String message) {
        return message.startsWith(SETTING) ? "--" + message.substring(SETTING.length()) : message;
    }

    private static IllegalArgumentException mistake(String message) {
        return new IllegalArgumentException(inFlags(message));
    }

    private Profile profile() {
        for (Profile each : Profile.values()) {
            if (each.text().equals(profile)) {
                return each;
            }
        }
        String hint = Hint.of(profile, Profile.names());
        throw mistake("unknown profile " + profile
                + (hint.isEmpty() ? "; there are " + String.join(", ", Profile.names()) : hint));
    }

    private Target target(Profile of, @Nullable SSLContext trust) {
        try {
            return of.isNative()
                    ? Target.parse(GatewayUrl.parse(url).socket().toString(), trust)
                    : pathless(Target.parse(url, trust));
        } catch (IllegalArgumentException e) {
            throw mistake("--url: " + Target.masked(String.valueOf(e.getMessage())));
        }
    }

    /** The address of a gateway stands for the paths that the older services had. */
    private static Target pathless(Target target) {
        return target.path().equals("/v1/ws") ? target.at("") : target;
    }

    private List<TopicPattern> topics() {
        List<TopicPattern> patterns = new ArrayList<>();
        for (String topic : topics) {
            try {
                patterns.add(TopicPattern.parse(topic));
            } catch (IllegalArgumentException e) {
                throw mistake("--topics: " + topic + ": " + e.getMessage());
            }
        }
        return patterns.isEmpty() ? LoadPlan.DEFAULT_TOPICS : patterns;
    }

    private String pair() {
        try {
            return Instrument.parse(pair).toString();
        } catch (IllegalArgumentException e) {
            throw mistake("--pair must be BASE-QUOTE, such as BTC-USDT, was " + pair);
        }
    }

    private List<Integer> rounds() {
        List<Integer> counts = new ArrayList<>();
        for (String round : rounds) {
            counts.add(number("--rounds", round));
        }
        return counts.isEmpty() ? LoadPlan.DEFAULT_ROUNDS : counts;
    }

    private List<Threshold> thresholds() {
        List<Threshold> all = new ArrayList<>();
        for (String text : thresholds) {
            try {
                all.add(Threshold.parse(text));
            } catch (IllegalArgumentException e) {
                throw mistake("--threshold: " + e.getMessage());
            }
        }
        return all;
    }

    private static int number(String flag, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw mistake(flag + " must be a whole number, was " + text);
        }
    }

    private static Duration time(String flag, String text) {
        try {
            return DurationText.read(text);
        } catch (IllegalArgumentException e) {
            throw mistake(flag + " must be a time such as 500ms, 30s or 10m, was " + text);
        }
    }
}
