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
 * @param instruments how to ask for the list of instruments
 * @param channels in the order in which they are subscribed
 * @param connectTimeout for name, connection, TLS and handshake together
 * @param symbolsPerMessage how many subscriptions one message may carry
 * @param streamsPerConnection how many subscriptions one connection may hold
 * @param integrity how a loss of trades is noticed, in the words of {@code /v1/sources}
 * @param book how the venue tells its books
 * @param life after which the venue ends a connection whatever happens; zero where it says of none
 */
public record Profile(
        String venue,
        URI wsUrl,
        URI restUrl,
        RestCall instruments,
        List<Channel> channels,
        KeepAlive keepAlive,
        Duration connectTimeout,
        int symbolsPerMessage,
        int streamsPerConnection,
        String integrity,
        BookPlan book,
        Duration life) {

    /** A venue that ends no connection by its age. */
    public Profile(
            String venue,
            URI wsUrl,
            URI restUrl,
            RestCall instruments,
            List<Channel> channels,
            KeepAlive keepAlive,
            Duration connectTimeout,
            int symbolsPerMessage,
            int streamsPerConnection,
            String integrity,
            BookPlan book) {
        this(
                venue,
                wsUrl,
                restUrl,
                instruments,
                channels,
                keepAlive,
                connectTimeout,
                symbolsPerMessage,
                streamsPerConnection,
                integrity,
                book,
                Duration.ZERO);
    }

    /** How a silent connection is asked whether it still lives. */
    public sealed interface KeepAlive {
        /** Silence after which the venue is asked. */
        Duration quiet();

        /** How long after a question the next one comes though the venue is not silent; zero where it wants none. */
        default Duration atLeastEvery() {
            return Duration.ZERO;
        }

        /** How long the answer, or any other byte, may take before the connection counts as dead. */
        Duration patience();

        /** A text of the venue's own, answered by another; {@code pong} is empty where the answer is a frame like others. */
        record Text(String ping, String pong, Duration quiet, Duration patience, Duration atLeastEvery)
                implements KeepAlive {
            /** For a venue that takes whatever it sends itself for a sign that it is heard. */
            public Text(String ping, String pong, Duration quiet, Duration patience) {
                this(ping, pong, quiet, patience, Duration.ZERO);
            }
        }

        /** A WebSocket ping; the venue pings us in the same way, and is answered at once. */
        record Protocol(Duration quiet, Duration patience) implements KeepAlive {}
    }
}
