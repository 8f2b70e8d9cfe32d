package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.ListenAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many who come and go, or ask and ask, over real sockets; when they have gone nothing of them is left. */
class ChurnTest {
    private static final int ROUNDS = 1_000;
    private static final byte[] SUBSCRIBE = Peer.frame(
            0x81, "{\"op\":\"subscribe\",\"id\":1,\"topics\":[\"trade:okx:BTC-USDT\",\"quote:*:BTC-USDT\"]}");
    private static final byte[] UNSUBSCRIBE =
            Peer.frame(0x81, "{\"op\":\"unsubscribe\",\"id\":2,\"topics\":[\"quote:*:BTC-USDT\"]}");

    private BusyGateway gateway;

    @BeforeEach
    void start() throws IOException {
        GatewayConfig base =
                BusyGateway.config(HttpConfig.DEFAULT.withListen(List.of(new ListenAddress("127.0.0.1", 0))));
        gateway = new BusyGateway(BusyGateway.unlingering(patient(base)));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** A machine that has other things to do may need long for what nobody reads meanwhile. */
    private static GatewayConfig patient(GatewayConfig config) {
        FanoutConfig base = config.fanout();
        FanoutConfig fanout = new FanoutConfig(
                base.mailbox(), base.requests(), base.outboxBytes(), Duration.ofMinutes(5), base.stillAfter());
        return new GatewayConfig(config.lanes(), config.http(), fanout, config.session());
    }

    /** Cut at any byte of what it sends, in any manner, having read any number of answers. */
    @Test
    void clients_thatGoInTheMiddleOfSubscribing_leaveNothing() throws IOException, InterruptedException {
        Control control = gateway.control();
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < ROUNDS; round++) {
            disconnect(random);
        }
        control.follow(10);
        gateway.awaitMetric("quotewire_gateway_sessions", "", 1);
        gateway.awaitMetric("quotewire_gateway_seats", "", 1);
        assertThat(gateway.metric("quotewire_gateway_session_faults_total", "")).isZero();
        control.leave();
        assertNothingIsLeft();
        System.out.println(
                "C9 verdict: " + ROUNDS + " clients cut in the middle of subscribing left no session, no seat, no"
                        + " demand, and nobody for whom anything is encoded");
    }

    private void disconnect(SplittableRandom random) throws IOException {
        byte[] both = Arrays.copyOf(SUBSCRIBE, SUBSCRIBE.length + UNSUBSCRIBE.length);
        System.arraycopy(UNSUBSCRIBE, 0, both, SUBSCRIBE.length, UNSUBSCRIBE.length);
        Peer peer = gateway.connect().upgraded();
        boolean whole = random.nextInt(4) > 0;
        peer.send(whole ? both : Arrays.copyOf(both, random.nextInt(both.length)));
        for (int answers = whole ? random.nextInt(4) : 0; answers > 0; answers--) {
            peer.next();
        }
        switch (random.nextInt(3)) {
            case 0 -> peer.reset();
            case 1 -> peer.sendHex("8882 00000000 03e8").close();
            default -> peer.close();
        }
    }

    @Test
    void subscriptions_thatComeAndGo_leaveNothing() throws IOException, InterruptedException {
        Control control = gateway.control();
        int refused = 0;
        try (Peer peer = gateway.connect().upgraded()) {
            for (int i = 0; i < 900; i++) {
                peer.send(SUBSCRIBE).send(SUBSCRIBE).send(UNSUBSCRIBE);
                control.follow(3); // A thousand commands a second are allowed.
            }
            peer.sendText("{\"op\":\"list\",\"id\":7}");
            String answer = peer.next();
            while (!answer.startsWith("{\"op\":\"topics\"")) {
                refused += answer.contains("\"op\":\"error\"") ? 1 : 0;
                answer = peer.next();
            }
            assertThat(answer).containsOnlyOnce("\"topic\":").contains("trade:okx:BTC-USDT");
            gateway.awaitMetric("quotewire_gateway_seats", "", 2);
        }
        control.leave();
        assertNothingIsLeft();
        System.out.println("C5 verdict: 1800 subscriptions, each second one a repeated one, and 900 that ended, "
                + refused + " refused, left one topic, and after the connection nothing");
    }

    @Test
    void requests_farMoreThanUsual_areAllAnsweredInOrder() throws Exception {
        int clients = 8;
        int each = 2_500;
        Control control = gateway.control();
        List<Long> timesUs = Collections.synchronizedList(new ArrayList<>());
        long startNs = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> {
                    ask(each, timesUs);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                await(one);
            }
        }
        long perS = (long) clients * each * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - startNs);
        control.follow(10);
        timesUs.sort(null);
        System.out.println("C14 verdict: " + timesUs.size() + " requests on " + clients + " connections, 0 errors, "
                + perS + " a second, p99 " + timesUs.get((int) (timesUs.size() * 0.99)) + " us");
        assertThat(timesUs).hasSize(clients * each);
    }

    private void ask(int times, List<Long> timesUs) throws IOException {
        try (Peer peer = gateway.connect()) {
            for (int i = 0; i < times; i++) {
                long askedNs = System.nanoTime();
                peer.send("GET /v1/last/quote:okx:BTC-USDT HTTP/1.1\r\nHost: HOST\r\n\r\n");
                String head = peer.readHead();
                String body = new String(peer.read(length(head)), StandardCharsets.UTF_8);
                timesUs.add((System.nanoTime() - askedNs) / 1_000);
                assertThat(head).startsWith("HTTP/1.1 200 ");
                assertThat(body).startsWith("{\"type\":\"snapshot\"").endsWith("}");
            }
        }
    }

    private static int length(String head) {
        String name = "\r\nContent-Length: ";
        int from = head.indexOf(name) + name.length();
        return Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)));
    }

    private static void await(Future<?> one) throws InterruptedException, ExecutionException {
        try {
            one.get(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no end within a minute", e);
        }
    }

    /** What nobody follows is published to no lane and encoded for nobody. */
    private void assertNothingIsLeft() {
        gateway.awaitMetric("quotewire_gateway_sessions", "", 0);
        gateway.awaitMetric("quotewire_gateway_seats", "", 0);
        gateway.awaitMetric("quotewire_http_connections", "", 1);
        gateway.awaitNothingWanted();
        long before = gateway.metric("quotewire_gateway_publications_total", "");
        gateway.awaitTrades(100);
        assertThat(gateway.metric("quotewire_gateway_publications_total", "")).isEqualTo(before);
    }
}
