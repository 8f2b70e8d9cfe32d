package io.quotewire.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.wire.JsonTree;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The client's whole rule of docs/protocol.md, and a note of every topic that would have needed a resync. */
final class RuleClient {
    private final Map<String, Standing> topics = new HashMap<>();
    private final List<String> resyncs = new ArrayList<>();
    private final Set<Topic> rated = new HashSet<>();
    private BookWatch books = (topic, standing, before) -> {};

    /** Looks at a book each time a message has changed it. */
    @FunctionalInterface
    interface BookWatch {
        /**
         * One message was applied.
         *
         * @param before the number that the message chains to, -1 for a snapshot
         */
        void look(String topic, Standing standing, long before);
    }

    void watch(BookWatch watch) {
        books = watch;
    }

    /** Whether the topic comes together with others of its rate, not as it happens. */
    void rate(Topic topic, boolean isRated) {
        if (isRated) {
            rated.add(topic);
        } else {
            rated.remove(topic);
        }
    }

    boolean isRated(Topic topic) {
        return rated.contains(topic);
    }

    /** Takes over what another connection of the same client had. */
    void takeOver(RuleClient before, Topic topic) {
        Standing had = before.topics.get(topic.toString());
        if (had != null) {
            topics.put(topic.toString(), had);
        }
    }

    /** As a reply says that it is all recovered from there on. */
    void stand(Topic topic, Epoch epoch, long seq) {
        Standing standing = new Standing();
        standing.epoch = epoch.toString();
        standing.last = seq;
        standing.began = seq;
        topics.put(topic.toString(), standing);
    }

    boolean knows(Topic topic) {
        return topics.containsKey(topic.toString());
    }

    /** Where one topic stands for this client. */
    static final class Standing {
        @Nullable
        Object epoch;

        long last = -1;

        @Nullable
        Object data;

        @Nullable
        Object status;

        /** Of a book topic: what it comes to, null where there are no levels. */
        @Nullable
        TextBook book;

        long items;
        long announced;
        long began = -1;
    }

    void receive(List<String> messages) {
        messages.forEach(this::receive);
    }

    /** Messages that did not follow what came before. */
    List<String> resyncs() {
        return resyncs;
    }

    Standing standing(Topic topic) {
        return Objects.requireNonNull(topics.get(topic.toString()), "nothing was told of " + topic);
    }

    void forget(Topic topic) {
        topics.remove(topic.toString());
    }

    private void receive(String text) {
        Map<String, Object> message = JsonTree.read(text);
        if (message.get("topic") == null || message.get("type") == null) {
            return;
        }
        Standing standing = topics.computeIfAbsent(String.valueOf(message.get("topic")), ignored -> new Standing());
        switch (String.valueOf(message.get("type"))) {
            case "snapshot" -> {
                snapshot(standing, message);
                standing.book = TextBook.of(message.get("data"));
                books.look(String.valueOf(message.get("topic")), standing, -1);
            }
            case "gap" -> gap(standing, message);
            default -> change(standing, message, text);
        }
    }

    private static void snapshot(Standing standing, Map<String, Object> message) {
        standing.epoch = message.get("epoch");
        standing.last = number(message, "seq");
        standing.data = message.get("data");
        standing.status = message.get("status");
        standing.began = standing.last;
        standing.items = 0;
        standing.announced = 0;
    }

    private static void gap(Standing standing, Map<String, Object> message) {
        long to = number(message, "to");
        if (!Objects.equals(standing.epoch, message.get("epoch")) || to > standing.last) {
            standing.announced += to - standing.last;
            standing.epoch = message.get("epoch");
            standing.last = to;
            standing.status = message.get("status");
        }
    }

    private void change(Standing standing, Map<String, Object> message, String text) {
        boolean still = Objects.equals(message.get("type"), "still");
        long seq = number(message, "seq");
        long prev = message.containsKey("prev") ? number(message, "prev") : -1;
        if (!Objects.equals(standing.epoch, message.get("epoch"))
                || prev > standing.last
                || (still && seq > standing.last)) {
            resyncs.add("at " + standing.last + ": " + text);
            return;
        }
        if (seq <= standing.last) {
            return;
        }
        if (String.valueOf(message.get("topic")).startsWith("book.")) {
            book(standing, message, prev);
            return;
        }
        if (message.get("data") instanceof List<?> items) {
            items.forEach(item -> item(standing, item, text));
        } else {
            standing.data = message.get("data");
            standing.items++;
        }
        standing.last = seq;
        standing.status = message.get("status");
    }

    private void book(Standing standing, Map<String, Object> message, long prev) {
        if (message.get("data") != null) {
            Topic topic = Topic.parse(String.valueOf(message.get("topic")));
            Objects.requireNonNull(standing.book, "an update of no book").apply(message.get("data"), isRated(topic));
        }
        standing.items++;
        standing.last = number(message, "seq");
        standing.status = message.get("status");
        books.look(String.valueOf(message.get("topic")), standing, prev);
    }

    private static void item(Standing standing, Object item, String text) {
        long seq = (Long) Objects.requireNonNull(((Map<?, ?>) item).get("seq"));
        if (seq > standing.last) {
            assertThat(seq).as(text).isEqualTo(standing.last + 1);
            standing.last = seq;
            standing.items++;
        }
    }

    private static long number(Map<String, Object> message, String name) {
        return (Long) Objects.requireNonNull(message.get(name));
    }
}
