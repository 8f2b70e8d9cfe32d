package io.quotewire.gateway;

import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.Limits;
import io.quotewire.gateway.http.ListenAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Connections that are opened and end in every manner there is, and subscriptions that come and go: afterwards there is no
 * more of anything in the process than before. The first of them, after which "before" is, fill caches and pools.
 *
 * <p>{@code -Dquotewire.churn=50000} makes it as many connections, and twice as many subscriptions.
 */
class LeftoversIT {
    private static final int CONNECTIONS = Integer.getInteger("quotewire.churn", 10_000);
    private static final int SUBSCRIPTIONS = 2 * CONNECTIONS;
    private static final int AT_ONCE = 8;

    @Test
    void churn_ofEveryKind_leavesNoMoreOfAnythingThanWasThereBefore() throws Exception {
        try (BusyGateway gateway =
                new BusyGateway(BusyGateway.unlingering(BusyGateway.config(http())), Duration.ofMillis(5))) {
            churn(gateway, CONNECTIONS / 10, SUBSCRIPTIONS / 10, 1);
            awaitNobody(gateway);
            Leftovers before = Leftovers.settled(gateway);
            long startNs = System.nanoTime();
            churn(gateway, CONNECTIONS, SUBSCRIPTIONS, 2);
            long tookMs = (System.nanoTime() - startNs) / 1_000_000;
            awaitNobody(gateway);
            Leftovers after = Leftovers.awaitNoMoreThan(before, gateway);
            System.out.println("churn verdict: " + CONNECTIONS + " connections in " + Churn.ALL.size()
                    + " manners and " + SUBSCRIPTIONS + " subscriptions, within " + tookMs + " ms; before and after: "
                    + both("descriptors", before, after) + both("threads", before, after)
                    + both("buffers", before, after) + before.all() + " and " + after.all() + " things in all, heap "
                    + before.heapKib() + " and " + after.heapKib() + " KiB");
        }
    }

    /** One address may come as often as it can. */
    private static HttpConfig http() {
        return new HttpConfig(
                List.of(new ListenAddress("127.0.0.1", 0)), false, Set.of(), Limits.connects(1_000_000, 1_000_000));
    }

    private static String both(String what, Leftovers before, Leftovers after) {
        return before.of(what) + " and " + after.of(what) + " " + what + ", ";
    }

    private static void awaitNobody(BusyGateway gateway) {
        gateway.awaitMetric("quotewire_gateway_sessions", "", 0);
        gateway.awaitMetric("quotewire_gateway_seats", "", 0);
        gateway.awaitMetric("quotewire_http_connections", "", 1);
        gateway.awaitNothingWanted();
    }

    private static void churn(BusyGateway gateway, int connections, int subscriptions, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                SplittableRandom own = random.split();
                all.add(threads.submit(() -> {
                    for (int j = 0; j < connections / AT_ONCE; j++) {
                        Churn.ALL.get(own.nextInt(Churn.ALL.size())).connectAndGo(gateway, own);
                    }
                    new Fickle(gateway, own).subscribe(subscriptions / AT_ONCE);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                await(one);
            }
        }
    }

    private static void await(Future<?> one) throws InterruptedException, ExecutionException {
        try {
            one.get(20, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            throw new AssertionError("no end", e);
        }
    }

    /** One who takes all that there is, and leaves it. */
    private record Fickle(BusyGateway gateway, SplittableRandom random) {
        private static final List<String> TOPICS = List.of(
                "quote:okx:BTC-USDT",
                "ticker:okx:BTC-USDT",
                "trade:okx:BTC-USDT",
                "book.1:okx:BTC-USDT",
                "book.5:okx:BTC-USDT",
                "book.50:okx:BTC-USDT",
                "book.400:okx:BTC-USDT",
                "candle.1s:okx:BTC-USDT",
                "candle.1m:okx:BTC-USDT",
                "candle.1d:okx:BTC-USDT");
        private static final List<String> RATES = List.of("0", "100", "250", "1000", "5000");

        void subscribe(int times) throws IOException {
            int done = 0;
            while (done < times) {
                try (Peer peer = gateway.connect().upgraded()) {
                    do {
                        peer.sendText("{\"op\":\"subscribe\",\"rate_ms\":" + RATES.get(random.nextInt(RATES.size()))
                                + ",\"topics\":" + names() + "}");
                        done += TOPICS.size();
                        if (random.nextBoolean()) {
                            await(peer, "{\"op\":\"subscribed\"");
                        }
                        peer.sendText("{\"op\":\"unsubscribe\",\"topics\":" + names() + "}");
                        await(peer, "{\"op\":\"unsubscribed\"");
                    } while (done < times && random.nextInt(20) > 0);
                }
            }
        }

        private static String names() {
            return "[\"" + String.join("\",\"", TOPICS) + "\"]";
        }

        private static void await(Peer peer, String start) throws IOException {
            while (!peer.next().startsWith(start)) {
                // What is told of the topics meanwhile.
            }
        }
    }
}
