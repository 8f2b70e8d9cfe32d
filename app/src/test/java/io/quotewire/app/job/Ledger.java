package io.quotewire.app.job;

import io.quotewire.client.ConnectionListener;
import io.quotewire.client.Message;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.TradeItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * All that one client was told, and what is wrong with it: a chain that breaks, a price that does not say that it is
 * simulated, a connection that ended.
 *
 * <p><b>Threads:</b> told by the client's, asked by the test's.
 */
final class Ledger implements ConnectionListener {
    private static final long PATIENCE_MS = 90_000;

    private final Map<Topic, List<Message.OfTopic>> messages = new HashMap<>();
    private final Map<Topic, Long> lasts = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();

    @Override
    public synchronized void onMessage(Message message, String json) {
        if (message instanceof Message.OfTopic told) {
            check(told, json);
            messages.computeIfAbsent(told.topic(), any -> new ArrayList<>()).add(told);
        }
    }

    @Override
    public synchronized void onDisconnected(Disconnected disconnected) {
        complaints.add("disconnected: " + disconnected);
    }

    @Override
    public synchronized void onSlow(Message.Slow slow) {
        complaints.add("slow: " + slow);
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    synchronized List<Message.OfTopic> of(String topic) {
        return List.copyOf(messages.getOrDefault(Topic.parse(topic), List.of()));
    }

    synchronized int count(String topic) {
        return messages.getOrDefault(Topic.parse(topic), List.of()).size();
    }

    /** The trades of a topic in the order in which they came. */
    List<TradeItem> trades(String topic) {
        return of(topic).stream()
                .filter(Message.Trades.class::isInstance)
                .flatMap(message -> ((Message.Trades) message).items().stream())
                .toList();
    }

    /** Waits until {@code condition} holds, looking twenty times a second; false if it did not for a minute and a half. */
    synchronized boolean await(BooleanSupplier condition) throws InterruptedException {
        long deadlineNs = System.nanoTime() + PATIENCE_MS * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNs) {
                return false;
            }
            wait(50);
        }
        return true;
    }

    /** At rate 0 to a client that keeps up every number comes: one more than the last, whatever the message. */
    private void check(Message.OfTopic told, String json) {
        boolean hasValue = told.head().recvUs() != 0;
        if (hasValue && !told.head().simulated()) {
            complaints.add("not marked simulated: " + json);
        }
        long first = told instanceof Message.Trades trades && !trades.snapshot()
                ? trades.items().getFirst().seq()
                : told.head().seq();
        Long last = lasts.put(told.topic(), told.head().seq());
        boolean position = told instanceof Message.Still || last == null;
        if (!position && first != last + 1) {
            complaints.add("chain broken after " + last + ": " + json);
        }
    }
}
