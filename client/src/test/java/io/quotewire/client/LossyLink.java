package io.quotewire.client;

import io.quotewire.client.LossyLinkTest.Heard;
import io.quotewire.model.TopicPattern;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** Joins a client and a {@link SimulatedServer} and loses and spoils what it can. One thread, time by hand. */
final class LossyLink implements Conversation.Transport {
    final Heard heard = new Heard();
    final SimulatedServer server;
    int resyncs;
    int connections;
    int spoiled;

    private final SplittableRandom random;
    private final Conversation client;
    private final Deque<String> toServer = new ArrayDeque<>();
    private final List<String> toClient = new ArrayList<>();
    private long connection;
    private boolean opening;
    private boolean open;
    private boolean lossy;
    private long nowUs;

    LossyLink(SplittableRandom random) {
        this.random = random;
        this.server = new SimulatedServer(random.split(), toClient::add);
        BackOff backOff =
                new BackOff(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(60), random.split());
        this.client = new Conversation(this, new ConnectionListener() {}, backOff, new ServerTime());
        List<TopicPattern> patterns = List.of(
                TopicPattern.parse(SimulatedServer.QUOTE),
                TopicPattern.parse("trade:*:BTC-USDT"),
                TopicPattern.parse(SimulatedServer.BOOK));
        client.subscribe(new Subscription(patterns, 0, heard, _ -> {}), 0);
    }

    /** Some time passes, something happens at the server, some messages arrive. */
    void step(boolean lossyNow) {
        lossy = lossyNow;
        nowUs += random.nextLong(500_000);
        if (open && lossy && random.nextInt(500) == 0) {
            disconnected();
            client.onClosed(connection, Conversation.CLOSE_ABNORMAL, "reset", 0, nowUs);
        }
        server.live(nowUs, open, lossy);
        exchange();
    }

    /** Nothing changes any more, but the server still tells where its topics stand. */
    void rest() {
        lossy = false;
        for (int i = 0; i < 400; i++) {
            nowUs += 250_000;
            server.rest(nowUs, open);
            exchange();
        }
    }

    @Override
    public void open(long which) {
        connection = which;
        connections++;
        opening = true;
    }

    @Override
    public void send(String text) {
        resyncs += text.contains("\"resync\"") ? 1 : 0;
        toServer.add(text);
    }

    @Override
    public void close(int code, String why) {
        disconnected();
    }

    /** Spoiled states that the client saw through. */
    long mismatches() {
        return client.mismatches();
    }

    private void exchange() {
        client.doWork(nowUs);
        if (opening) {
            opening = false;
            open = true;
            client.onOpen(connection, nowUs);
            server.greet(nowUs);
            deliver(toClient.removeFirst()); // A lost welcome is tested elsewhere, and only costs time here.
        }
        while (!toServer.isEmpty()) {
            String command = toServer.remove();
            if (!lossy || random.nextInt(20) != 0) {
                server.hear(command);
            }
        }
        List<String> arriving = List.copyOf(toClient);
        toClient.clear();
        for (int i = 0; i < arriving.size(); i++) {
            arrive(arriving, i);
        }
    }

    private void arrive(List<String> arriving, int i) {
        String text = arriving.get(i);
        // Positions that come twice or late move a client back by the rule itself: those are at most lost.
        boolean stream = isStream(text);
        int fate = lossy ? random.nextInt(40) : 9;
        if (fate == 0) {
            return;
        }
        if (stream && fate == 1 && i + 1 < arriving.size() && isStream(arriving.get(i + 1))) {
            deliver(arriving.get(i + 1)); // And once more in its turn.
        }
        if (open && text.contains("\"hash\"") && fate == 3) {
            deliver(text.replace("\"bids\":[", "\"bids\":[[\"1\",\"1\"],").replace("],]", "]]")); // Not what was sent.
            spoiled++;
            return;
        }
        deliver(text);
        if (stream && fate == 2) {
            deliver(text);
        }
    }

    private static boolean isStream(String text) {
        return text.startsWith("{\"type\"") && !text.startsWith("{\"type\":\"snapshot\"");
    }

    private void deliver(String text) {
        if (open) {
            client.onText(connection, text, nowUs);
        }
    }

    private void disconnected() {
        open = false;
        toServer.clear();
        toClient.clear();
        server.forgetClient();
    }
}
