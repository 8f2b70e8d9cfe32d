package io.quotewire.lab.load.run;

import io.quotewire.lab.load.run.StandIn.Talk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;

/** One connection of a gateway that speaks the native protocol, as far as a test wants it to. */
final class StandInGateway {
    static final List<String> TOPICS = List.of("ticker:best:BTC-USDT", "book.10:best:BTC-USDT", "trade:best:BTC-USDT");

    private final Talk talk;

    StandInGateway(Talk talk) {
        this.talk = talk;
    }

    /** Answers the handshake of the protocol, and begins each topic. */
    void begin() throws IOException {
        while (!talk.hear().contains("\"op\":\"subscribe\"")) {
            talk.say("{\"op\":\"pong\",\"id\":1,\"now\":1}");
        }
        StringBuilder reply = new StringBuilder("{\"op\":\"subscribed\",\"id\":1,\"topics\":[");
        for (String topic : TOPICS) {
            reply.append(topic.equals(TOPICS.getFirst()) ? "" : ",")
                    .append("{\"topic\":\"" + topic + "\",\"ok\":true,\"rate_ms\":0,\"recovered\":\"snapshot\"}");
        }
        talk.say(reply + "]}");
        snapshot(TOPICS.get(0), "null");
        snapshot(TOPICS.get(1), book());
        snapshot(TOPICS.get(2), "[]");
    }

    /** From now on says its book again to whoever asks. */
    void answers() {
        listen(() -> {
            resynced();
            snapshot(TOPICS.get(1), book());
        });
    }

    /** From now on promises its book to whoever asks. */
    void onlyPromises() {
        listen(this::resynced);
    }

    /** Values without an end. */
    void follow() throws IOException {
        for (long seq = 2; true; seq++) {
            value(seq);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Values up to a number, and nothing more. */
    void follow(long last) throws IOException {
        for (long seq = 2; seq <= last; seq++) {
            value(seq);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        stay();
    }

    /** Says nothing, but that it is there. */
    void stay() throws IOException {
        while (true) {
            talk.say("{\"op\":\"heartbeat\",\"now\":1}");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void value(long seq) throws IOException {
        talk.say("{\"type\":\"update\",\"topic\":\"ticker:best:BTC-USDT\",\"epoch\":\"k\",\"seq\":" + seq
                + ",\"ts\":1,\"recv\":" + (1_000 + seq) + ",\"source\":\"okx\",\"status\":\"live\",\"data\":{}}");
    }

    private void resynced() throws IOException {
        talk.say("{\"op\":\"resynced\",\"id\":2,\"topics\":[{\"topic\":\"" + TOPICS.get(1) + "\",\"ok\":true}]}");
    }

    private void snapshot(String topic, String data) throws IOException {
        talk.say("{\"type\":\"snapshot\",\"topic\":\"" + topic
                + "\",\"epoch\":\"k\",\"seq\":1,\"ts\":1,\"recv\":1,\"source\":\"okx\",\"status\":\"live\",\"data\":"
                + data + "}");
    }

    private static String book() {
        CRC32 sum = new CRC32();
        sum.update("10:1,11:3".getBytes(StandardCharsets.US_ASCII));
        return "{\"bids\":[[\"10\",\"1\"]],\"asks\":[[\"11\",\"3\"]],\"hash\":\"%08x\"}".formatted(sum.getValue());
    }

    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    private void listen(Step whenAsked) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    if (talk.hear().contains("\"op\":\"resync\"")) {
                        whenAsked.take();
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                return; // The client has gone.
            }
        });
    }
}
