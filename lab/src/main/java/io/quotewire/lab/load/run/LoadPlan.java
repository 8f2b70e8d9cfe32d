package io.quotewire.lab.load.run;

import io.quotewire.lab.load.link.Target;
import io.quotewire.lab.load.report.Threshold;
import io.quotewire.model.Check;
import io.quotewire.model.TopicPattern;
import java.time.Duration;
import java.util.List;

/**
 * What a run is to do. Each profile uses what it needs of it.
 *
 * @param clients connections; 1 to 25,000
 * @param ramp over which they are opened; 0 to 10 min
 * @param warmUp what passes before anything is measured; 0 to 10 min
 * @param duration what is measured; 1 s to 24 h
 * @param topics what native clients follow; 1 to 100, together at most 4,000 characters
 * @param rateMs at most one message of a topic in so many; 0, 100, 250, 1000 or 5000
 * @param requestsPerS of {@link Profile#QUOTES}; 1 to 200,000
 * @param pair whose price is asked for or told
 * @param rounds clients of each round of {@link Profile#TICKS}; each 1 to 25,000
 * @param slowPercent of the clients of {@link Profile#SLOW} that hardly read; 1 to 90
 * @param slowBytesPerS what each of those reads; 0 to 1 MiB
 * @param returnWithin how soon all of {@link Profile#HERD} are to connect again; 0 to 10 min
 * @param patience how long answers and connections are waited for; 100 ms to 5 min
 * @param seed of whatever chance decides
 */
public record LoadPlan(
        Target target,
        Profile profile,
        int clients,
        Duration ramp,
        Duration warmUp,
        Duration duration,
        Mix mix,
        List<TopicPattern> topics,
        int rateMs,
        int requestsPerS,
        String pair,
        List<Integer> rounds,
        int slowPercent,
        int slowBytesPerS,
        Duration returnWithin,
        Duration patience,
        long seed,
        List<Threshold> thresholds) {
    public static final int MOST_CLIENTS = 25_000;

    /** A value, a book and a chain of events. */
    public static final List<TopicPattern> DEFAULT_TOPICS = List.of(
            TopicPattern.parse("ticker:best:BTC-USDT"),
            TopicPattern.parse("book.10:best:BTC-USDT"),
            TopicPattern.parse("trade:best:BTC-USDT"));

    public static final List<Integer> DEFAULT_ROUNDS = List.of(10, 100, 1_000, 10_000);

    private static final List<Integer> RATES_MS = List.of(0, 100, 250, 1000, 5000);
    private static final int MOST_TOPIC_CHARACTERS = 4_000;

    public LoadPlan {
        Check.range("load.clients", clients, 1, MOST_CLIENTS);
        Check.range("load.ramp (ms)", ramp.toMillis(), 0, 600_000);
        Check.range("load.warm-up (ms)", warmUp.toMillis(), 0, 600_000);
        Check.range("load.duration (ms)", duration.toMillis(), 1_000, 86_400_000);
        topics = List.copyOf(topics);
        Check.range("load.topics (how many)", topics.size(), 1, 100);
        int characters =
                topics.stream().mapToInt(topic -> topic.toString().length() + 1).sum();
        Check.range("load.topics (characters)", characters, 1, MOST_TOPIC_CHARACTERS);
        if (!RATES_MS.contains(rateMs)) {
            throw new IllegalArgumentException("load.rate-ms must be one of " + RATES_MS + ", was " + rateMs);
        }
        Check.range("load.requests", requestsPerS, 1, 200_000);
        rounds = List.copyOf(rounds);
        Check.range("load.rounds (how many)", rounds.size(), 1, 10);
        rounds.forEach(round -> Check.range("load.rounds", round, 1, MOST_CLIENTS));
        Check.range("load.slow-percent", slowPercent, 1, 90);
        Check.range("load.slow-bytes", slowBytesPerS, 0, 1 << 20);
        Check.range("load.return-within (ms)", returnWithin.toMillis(), 0, 600_000);
        Check.range("load.timeout (ms)", patience.toMillis(), 100, 300_000);
        thresholds = List.copyOf(thresholds);
        if (profile == Profile.QUOTES && !warmUp.isZero()) {
            throw new IllegalArgumentException("load.warm-up of quotes must be 0s: each request counts");
        }
        if (mix.sse() > 0 && (profile == Profile.HERD || profile == Profile.SLOW)) {
            throw new IllegalArgumentException("load.transport of " + profile.text() + " is ws alone");
        }
        for (Threshold threshold : thresholds) {
            checkMeasured(threshold.name(), profile, mix);
        }
    }

    /** A threshold on what is never measured would fail the run, but only when it is over. */
    private static void checkMeasured(String figure, Profile profile, Mix mix) {
        if (!profile.measures(figure)) {
            List<String> figures =
                    Threshold.plain().stream().filter(profile::measures).toList();
            throw new IllegalArgumentException("load.threshold on %s: %s does not measure it, but %s"
                    .formatted(figure, profile.text(), String.join(", ", figures)));
        }
        if ((figure.startsWith("ws.") && mix.ws() == 0) || (figure.startsWith("sse.") && mix.sse() == 0)) {
            throw new IllegalArgumentException("load.threshold on " + figure + ": no client comes that way");
        }
    }

    /** The most connections that are open at once. */
    int most() {
        return profile == Profile.TICKS
                ? rounds.stream().mapToInt(Integer::intValue).max().orElse(1)
                : clients;
    }

    /** Unless it is said: a thousand a second. */
    public static Duration rampOf(int clients) {
        return Duration.ofMillis(Math.max(100, clients));
    }
}
