package io.quotewire.app.job;

import io.quotewire.client.Message;
import io.quotewire.lab.check.Checker;
import io.quotewire.lab.check.EventLog;
import io.quotewire.lab.check.Finding;
import io.quotewire.model.Decimal;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TradeItem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A client that holds each message against what the simulator knows that it told, and remembers what has befallen its topics.
 *
 * <p><b>Threads:</b> told by the client's, asked by the test's.
 */
final class Onlooker extends Follower {
    private final Checker checker;
    private final Map<Topic, Map<Status, Integer>> heard = new HashMap<>();
    private final Map<Topic, Integer> switches = new HashMap<>();
    private final Map<Topic, List<Decimal>> prices = new HashMap<>();
    private final Map<Topic, List<Decimal>> suspects = new HashMap<>();

    Onlooker(EventLog told) {
        checker = new Checker(told);
    }

    @Override
    public synchronized void onMessage(Message message, String json) {
        super.onMessage(message, json);
        checker.on(message);
        if (message instanceof Message.OfTopic told) {
            heard.computeIfAbsent(told.topic(), any -> new EnumMap<>(Status.class))
                    .merge(told.head().status(), 1, Integer::sum);
            if (told instanceof Message.StatusChange change && change.was() != null) {
                switches.merge(told.topic(), 1, Integer::sum);
            }
            note(told);
        }
    }

    private void note(Message.OfTopic told) {
        switch (told) {
            case Message.Quote quote -> shown(told.topic(), quote.data());
            case Message.Ticker ticker
            when ticker.data() != null -> {
                shown(told.topic(), ticker.data().quote());
                add(prices, told.topic(), ticker.data().last());
            }
            case Message.Trades trades ->
                trades.items().stream()
                        .filter(TradeItem::suspect)
                        .forEach(item -> add(suspects, told.topic(), item.price()));
            default -> {}
        }
    }

    private void shown(Topic topic, @Nullable QuoteData quote) {
        if (quote != null) {
            add(prices, topic, quote.bid());
            add(prices, topic, quote.ask());
        }
    }

    private static void add(Map<Topic, List<Decimal>> prices, Topic topic, @Nullable Decimal price) {
        if (price != null) {
            prices.computeIfAbsent(topic, any -> new ArrayList<>()).add(price);
        }
    }

    /** The bids, asks and last prices that a topic showed, in order. */
    synchronized List<Decimal> prices(String topic) {
        return List.copyOf(prices.getOrDefault(Topic.parse(topic), List.of()));
    }

    /** The prices of a topic's trades that were marked as suspect, in order. */
    synchronized List<Decimal> suspects(String topic) {
        return List.copyOf(suspects.getOrDefault(Topic.parse(topic), List.of()));
    }

    synchronized List<Finding> findings() {
        return checker.findings();
    }

    /** What is asked from now on is asked of what comes from now on. */
    synchronized void forget() {
        heard.clear();
        prices.clear();
        suspects.clear();
        switches.clear();
    }

    /** How many messages of a topic had a status. */
    synchronized int heard(String topic, Status status) {
        Map<Status, Integer> counts = heard.get(Topic.parse(topic));
        return counts == null ? 0 : counts.getOrDefault(status, 0);
    }

    /** The topics of which some message was not live. */
    synchronized Set<String> interrupted() {
        Set<String> topics = new TreeSet<>();
        heard.forEach((topic, counts) -> {
            if (counts.size() > (counts.containsKey(Status.LIVE) ? 1 : 0)) {
                topics.add(topic.toString());
            }
        });
        return topics;
    }

    /** How often the source of a topic changed. */
    synchronized int switches(String topic) {
        return switches.getOrDefault(Topic.parse(topic), 0);
    }
}
