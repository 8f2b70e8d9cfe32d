package io.quotewire.client;

import io.quotewire.model.Check;
import io.quotewire.model.MicroClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How a client connects.
 *
 * @param uri {@code ws://host:port/v1/ws} or {@code wss://…}
 * @param connectTimeout for connection and handshake together; 10 ms to 5 min
 * @param backOffMin first bound of the wait before a new connection; 1 ms to 1 h
 * @param backOffMax last bound, as the bound doubles with each failure; {@code backOffMin} to 1 h
 * @param healthyAfter a connection that lived this long makes the next bound the first again; up to 24 h
 * @param maxMessageChars longest message that is taken; 1 Ki to 64 Mi
 * @param seed of the jitter
 * @param clock of ages and deadlines
 * @param threads makes the client's one thread
 * @param http for a trust store or proxy of one's own; it is not closed with the client. Null for the JDK's defaults
 * @param key shown with each connection; null for none
 */
public record ClientOptions(
        URI uri,
        Duration connectTimeout,
        Duration backOffMin,
        Duration backOffMax,
        Duration healthyAfter,
        int maxMessageChars,
        long seed,
        MicroClock clock,
        ThreadFactory threads,
        @Nullable HttpClient http,
        @Nullable AccessKey key) {
    private static final Duration HOUR = Duration.ofHours(1);

    public ClientOptions {
        boolean socket = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
        if (!socket || uri.getHost() == null || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "the address of a gateway is ws://HOST:PORT/v1/ws or wss://…, was " + uri);
        }
        Check.range("connectTimeout (ms)", connectTimeout.toMillis(), 10, 300_000);
        Check.range("backOffMin (ms)", backOffMin.toMillis(), 1, HOUR.toMillis());
        Check.range("backOffMax (ms)", backOffMax.toMillis(), backOffMin.toMillis(), HOUR.toMillis());
        Check.range("healthyAfter (s)", healthyAfter.toSeconds(), 0, 86_400);
        Check.range("maxMessageChars", maxMessageChars, 1 << 10, 64 << 20);
    }

    /** The defaults: 10 s to connect, back-off of 0.5 to 30 s that begins anew after 60 s, messages of up to 4 Mi. */
    public static ClientOptions of(URI uri) {
        return new ClientOptions(
                uri,
                Duration.ofSeconds(10),
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                4 << 20,
                ThreadLocalRandom.current().nextLong(),
                MicroClock.system(),
                Thread.ofPlatform().daemon().name("quotewire-client").factory(),
                null,
                null);
    }

    public ClientOptions withBackOff(Duration min, Duration max) {
        return new ClientOptions(
                uri, connectTimeout, min, max, healthyAfter, maxMessageChars, seed, clock, threads, http, key);
    }

    public ClientOptions withMaxMessageChars(int most) {
        return new ClientOptions(
                uri, connectTimeout, backOffMin, backOffMax, healthyAfter, most, seed, clock, threads, http, key);
    }

    public ClientOptions withSeed(long newSeed) {
        return new ClientOptions(
                uri,
                connectTimeout,
                backOffMin,
                backOffMax,
                healthyAfter,
                maxMessageChars,
                newSeed,
                clock,
                threads,
                http,
                key);
    }

    public ClientOptions withHttp(HttpClient client) {
        return new ClientOptions(
                uri,
                connectTimeout,
                backOffMin,
                backOffMax,
                healthyAfter,
                maxMessageChars,
                seed,
                clock,
                threads,
                client,
                key);
    }

    /** The same for an account of the gateway. */
    public ClientOptions withKey(AccessKey newKey) {
        return new ClientOptions(
                uri,
                connectTimeout,
                backOffMin,
                backOffMax,
                healthyAfter,
                maxMessageChars,
                seed,
                clock,
                threads,
                http,
                newKey);
    }
}
