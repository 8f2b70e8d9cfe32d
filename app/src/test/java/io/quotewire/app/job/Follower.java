package io.quotewire.app.job;

import io.quotewire.client.ConnectionListener;
import io.quotewire.client.Message;
import io.quotewire.client.TopicListener;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import io.quotewire.model.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One of many clients: where each of its topics comes from now, and what is wrong with what it was told. Values may be
 * conflated, so their numbers only grow; trades chain.
 *
 * <p><b>Threads:</b> told by the client's, asked by the test's.
 */
class Follower implements ConnectionListener, TopicListener {
    private static final int MOST_COMPLAINTS = 20;

    private final Map<Topic, Update.Head> lasts = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private int welcomes;
    private long messages;
    private int moves;

    @Override
    public synchronized void onWelcome(Message.Welcome welcome) {
        welcomes++;
        if (welcomes > 1) {
            complain("connected again");
        }
    }

    @Override
    public synchronized void onDisconnected(Disconnected disconnected) {
        if (disconnected.retryIn() != null) {
            complain("disconnected: " + disconnected);
        }
    }

    @Override
    public synchronized void onSubscribed(TopicPattern pattern, Message.Reply.Item answer) {
        if (!answer.ok()) {
            complain("refused: " + answer);
        }
    }

    @Override
    public synchronized void onMessage(Message message, String json) {
        if (!(message instanceof Message.OfTopic told) || message instanceof Message.OpenCandle) {
            return;
        }
        messages++;
        Update.Head head = told.head();
        Update.Head last = lasts.put(told.topic(), head);
        if (last == null) {
            return;
        }
        moves += head.source().equals(last.source()) ? 0 : 1;
        if (!head.epoch().equals(last.epoch())) {
            complain("another epoch: " + json);
        } else if (!(told instanceof Message.Still) && !follows(told, last)) {
            complain("broken after " + last.seq() + ": " + json);
        }
        if (head.recvUs() != 0 && !head.simulated()) {
            complain("not marked simulated: " + json);
        }
    }

    private static boolean follows(Message.OfTopic told, Update.Head last) {
        return switch (told) {
            case Message.Trades trades -> trades.snapshot() || trades.prev() == last.seq();
            case Message.Candle candle -> candle.candle() == null || candle.prev() == last.seq();
            case Message.StatusChange change when change.prev() != Message.NONE -> change.prev() == last.seq();
            default -> told.head().seq() > last.seq();
        };
    }

    private void complain(String what) {
        if (complaints.size() < MOST_COMPLAINTS) {
            complaints.add(what);
        }
    }

    /** Whether the topic's last word came from {@code source} and is live. */
    synchronized boolean isAt(String topic, String source) {
        Update.Head head = lasts.get(Topic.parse(topic));
        return head != null && head.source().equals(source) && head.status() == Status.LIVE;
    }

    /** The topic's source and status, for people. */
    synchronized String place(String topic) {
        Update.Head head = lasts.get(Topic.parse(topic));
        return topic + (head == null ? " nowhere" : " " + head.source() + " " + head.status());
    }

    /** How often a topic's source was another than before. */
    synchronized int moves() {
        return moves;
    }

    synchronized long messages() {
        return messages;
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }
}
