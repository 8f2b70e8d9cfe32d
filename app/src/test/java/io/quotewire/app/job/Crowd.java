package io.quotewire.app.job;

import io.quotewire.client.ClientOptions;
import io.quotewire.client.QuotewireClient;
import io.quotewire.venue.pace.Backoff;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Many Java clients that share one HTTP client and use virtual threads. */
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder().executor(threads).build();
    private final List<Follower> followers = new ArrayList<>();
    private final List<QuotewireClient> clients = new ArrayList<>();

    void join(URI uri, Follower follower, String... topics) {
        ClientOptions shared = ClientOptions.of(uri).withHttp(http);
        ClientOptions options = new ClientOptions(
                uri,
                PATIENCE,
                shared.backOffMin(),
                shared.backOffMax(),
                shared.healthyAfter(),
                shared.maxMessageChars(),
                followers.size(),
                shared.clock(),
                Thread.ofVirtual().factory(),
                http,
                null);
        QuotewireClient client = QuotewireClient.connect(options, follower);
        client.subscribe(follower, topics);
        followers.add(follower);
        clients.add(client);
    }

    /**
     * Waits until {@code condition} holds for everyone; false if it does not for two minutes. One of them may be the pause before
     * a venue is connected to that was lost often.
     */
    boolean await(Predicate<Follower> condition) {
        long deadlineNs =
                System.nanoTime() + PATIENCE.plusNanos(Backoff.MOST_US * 1_000).toNanos();
        while (!followers.stream().allMatch(condition)) {
            if (System.nanoTime() > deadlineNs) {
                return false;
            }
            LockSupport.parkNanos(50_000_000);
        }
        return true;
    }

    /** How often a topic's source changed for anybody. */
    int moves() {
        return followers.stream().mapToInt(Follower::moves).sum();
    }

    /** How many are where, for people. */
    Map<String, Long> places(String... topics) {
        return followers.stream()
                .map(follower -> Arrays.stream(topics).map(follower::place).collect(Collectors.joining(" and ")))
                .collect(Collectors.groupingBy(place -> place, Collectors.counting()));
    }

    List<String> complaints() {
        return followers.stream()
                .flatMap(follower -> follower.complaints().stream())
                .limit(20)
                .toList();
    }

    @Override
    public void close() {
        clients.forEach(QuotewireClient::close);
        http.shutdownNow();
        threads.shutdownNow();
    }
}
