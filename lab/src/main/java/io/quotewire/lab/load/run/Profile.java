package io.quotewire.lab.load.run;

import io.quotewire.lab.load.report.Threshold;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run does. */
public enum Profile {
    /** Clients that follow topics. */
    FANOUT("fanout", 1_000, Duration.ofSeconds(30)),
    /** Requests at a rate, each answered by the price of a pair or of all. */
    QUOTES("quotes", 10, Duration.ofSeconds(30)),
    /** More and more clients that are told one price. */
    TICKS("ticks", 1, Duration.ofSeconds(10)),
    /** One client that is told one price. */
    CLIENT_REPORT("client-report", 1, Duration.ofSeconds(10)),
    /** All lose the connection at once, and all come back. */
    HERD("herd", 1_000, Duration.ofSeconds(10)),
    /** Some do not read; what that costs the others. */
    SLOW("slow", 1_000, Duration.ofSeconds(30)),
    /** As {@link #FANOUT}, for long: what grows. */
    SOAK("soak", 1_000, Duration.ofMinutes(10));

    private static final Set<String> EVERYWHERE = Stream.concat(
                    Threshold.TIMES.stream(), Stream.of("errors", "messages", "rate", "lateness.p99"))
            .collect(Collectors.toUnmodifiableSet());

    private final String text;
    private final int clients;
    private final Duration duration;

    Profile(String text, int clients, Duration duration) {
        this.text = text;
        this.clients = clients;
        this.duration = duration;
    }

    public String text() {
        return text;
    }

    /** How many clients there are unless it is said. */
    public int clients() {
        return clients;
    }

    /** How long it measures unless that is said. */
    public Duration duration() {
        return duration;
    }

    /** What passes before it measures, unless that is said. */
    public Duration warmUp() {
        return switch (this) {
            case FANOUT, HERD, SLOW, SOAK -> Duration.ofSeconds(5);
            case TICKS, CLIENT_REPORT -> Duration.ofSeconds(2);
            case QUOTES -> Duration.ZERO;
        };
    }

    /** Whether its clients speak the native protocol. */
    public boolean isNative() {
        return switch (this) {
            case FANOUT, HERD, SLOW, SOAK -> true;
            case QUOTES, TICKS, CLIENT_REPORT -> false;
        };
    }

    /** Whether a run of it has this figure, which a threshold can be on. */
    boolean measures(String figure) {
        if (figure.startsWith("back.")) {
            return this == HERD;
        }
        return figure.equals("slow.ratio") ? this == SLOW : isNative() || EVERYWHERE.contains(figure);
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Profile::text).toList();
    }
}
