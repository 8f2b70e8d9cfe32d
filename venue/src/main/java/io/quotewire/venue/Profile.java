package io.quotewire.venue;

import io.quotewire.model.Channel;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What never changes about a venue.
 *
 * @param venue the short name that clients see
 * @param wsUrl where its market data is, path included
 * @param restUrl where its list of instruments is, without a path
 * @param instrumentsPath path and query of the list of instruments
 * @param channels in the order in which they are subscribed
 * @param connectTimeout for name, connection, TLS and handshake together
 * @param control how control messages of one connection are spaced, pongs excepted
 * @param connects how attempts to connect are spaced, over all connections
 * @param symbolsPerMessage how many subscriptions one message may carry
 * @param streamsPerConnection how many subscriptions one connection may hold
 * @param integrity how a loss of trades is noticed, in the words of {@code /v1/sources}
 * @param book how the venue tells its books
 * @param life after which the venue ends a connection whatever happens; zero where it says of none
 * @param rest what requests over REST may cost
 */
public record Profile(
        String venue,
        URI wsUrl,
        URI restUrl,
        String instrumentsPath,
        List<Channel> channels,
        KeepAlive keepAlive,
        Duration connectTimeout,
        Pace control,
        Pace connects,
        int symbolsPerMessage,
        int streamsPerConnection,
        String integrity,
        BookPlan book,
        Duration life,
        Rest rest) {

    /** A venue that ends no connection by its age, and of whose REST no more is known than that one should be modest. */
    public Profile(
            String venue,
            URI wsUrl,
            URI restUrl,
            String instrumentsPath,
            List<Channel> channels,
            KeepAlive keepAlive,
            Duration connectTimeout,
            Pace control,
            Pace connects,
            int symbolsPerMessage,
            int streamsPerConnection,
            String integrity,
            BookPlan book) {
        this(
                venue,
                wsUrl,
                restUrl,
                instrumentsPath,
                channels,
                keepAlive,
                connectTimeout,
                control,
                connects,
                symbolsPerMessage,
                streamsPerConnection,
                integrity,
                book,
                Duration.ZERO,
                Rest.MODEST);
    }

    /**
     * At most one thing each {@code spacing}, and at most {@code most} in any {@code window}.
     *
     * @param name of the limit in {@code /v1/sources}
     */
    public record Pace(String name, Duration spacing, int most, Duration window) {}

    /**
     * What requests over REST may cost, in the venue's own units.
     *
     * @param pace between requests, and the most that may be used in a window; each request uses its weight
     * @param usedHeader by which an answer tells what has been used in the window, empty where there is none
     */
    public record Rest(Pace pace, String usedHeader) {
        static final Rest MODEST = perMinute("rest_requests_per_minute", Duration.ofSeconds(1), 60, "");

        /** Counted by the minute. */
        public static Rest perMinute(String name, Duration spacing, int most, String usedHeader) {
            return new Rest(new Pace(name, spacing, most, Duration.ofMinutes(1)), usedHeader);
        }
    }

    /** How a silent connection is asked whether it still lives. */
    public sealed interface KeepAlive {
        /** Silence after which the venue is asked. */
        Duration quiet();

        /** How long the answer, or any other byte, may take before the connection counts as dead. */
        Duration patience();

        /** A text of the venue's own, answered by another; {@code pong} is empty where the answer is a frame like others. */
        record Text(String ping, String pong, Duration quiet, Duration patience) implements KeepAlive {}

        /** A WebSocket ping; the venue pings us in the same way, and is answered at once. */
        record Protocol(Duration quiet, Duration patience) implements KeepAlive {}
    }
}
