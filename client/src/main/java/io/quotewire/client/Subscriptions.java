package io.quotewire.client;

import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the application wants, and each topic that has come of it.
 *
 * <p><b>Threads:</b> the conversation's only.
 */
final class Subscriptions {
    /** Most topics that are followed; a server that names more to our wildcards is not believed. */
    static final int MAX_TOPICS = 65_536;

    private final Callbacks callbacks;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Map<Topic, Followed> followed = new LinkedHashMap<>();
    private final LongAdder mismatches = new LongAdder();

    Subscriptions(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    void add(Subscription subscription) {
        subscriptions.add(subscription);
        renew();
    }

    /** Forgets it, and every topic that no other subscription covers. */
    void remove(Subscription subscription) {
        subscriptions.remove(subscription);
        followed.keySet().removeIf(topic -> covering(topic).isEmpty());
        renew();
    }

    /** All topics and wildcards as subscribed, oldest first. */
    Set<TopicPattern> patterns() {
        Set<TopicPattern> patterns = new LinkedHashSet<>();
        subscriptions.forEach(subscription -> patterns.addAll(subscription.patterns()));
        return patterns;
    }

    /** The most frequent rate at which anybody wants what is named so, or what covers it. */
    int rateMs(TopicPattern pattern) {
        Topic topic = pattern.exact();
        return subscriptions.stream()
                .filter(each -> each.patterns().contains(pattern) || (topic != null && each.covers(topic)))
                .mapToInt(Subscription::rateMs)
                .min()
                .orElse(0);
    }

    boolean covers(Topic topic) {
        return subscriptions.stream().anyMatch(subscription -> subscription.covers(topic));
    }

    /**
     * The state of a topic, begun here if a subscription covers it; null if none does.
     *
     * @throws MalformedMessage if the server names more topics than can be
     */
    @Nullable
    Followed follow(Topic topic) {
        Followed known = followed.get(topic);
        if (known != null) {
            return known;
        }
        List<Subscription> covering = covering(topic);
        if (covering.isEmpty()) {
            return null; // Left over from what was just unsubscribed.
        }
        if (followed.size() == MAX_TOPICS) {
            throw new MalformedMessage("more than " + MAX_TOPICS + " topics");
        }
        Followed fresh = new Followed(topic, covering, callbacks, mismatches);
        followed.put(topic, fresh);
        return fresh;
    }

    /** The state of a topic, null if nothing of it has come. */
    @Nullable
    Followed find(Topic topic) {
        return followed.get(topic);
    }

    /** Snapshots of books that did not add up to what the server said. Any thread. */
    long mismatches() {
        return mismatches.sum();
    }

    Collection<Followed> followed() {
        return followed.values();
    }

    /** Tells the server's answer to those who asked. */
    void answered(Message.Reply.Item answer) {
        for (Subscription subscription : List.copyOf(subscriptions)) {
            for (TopicPattern pattern : subscription.patterns()) {
                if (pattern.toString().equals(answer.topic())) {
                    callbacks.topics(List.of(subscription), listener -> listener.onSubscribed(pattern, answer));
                }
            }
        }
    }

    private void renew() {
        followed.values().forEach(each -> each.subscriptions(covering(each.topic())));
    }

    private List<Subscription> covering(Topic topic) {
        return subscriptions.stream()
                .filter(subscription -> subscription.covers(topic))
                .toList();
    }
}
