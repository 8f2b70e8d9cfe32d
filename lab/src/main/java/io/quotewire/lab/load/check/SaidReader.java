package io.quotewire.lab.load.check;

import io.quotewire.lab.load.check.Fault.Kind;
import io.quotewire.lab.load.check.Inspector.ErrorSink;
import io.quotewire.model.Topic.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a gateway says to one connection alone: answers, errors, and that it was slow.
 *
 * <p><b>Threads:</b> the loop's.
 */
final class SaidReader {
    private final Topics topics;
    private final Faults faults;
    private final ErrorSink errors;
    private final Announced announced;
    private final boolean rated;

    /** @param rated whether messages come at moments of a rate, and not as they are made */
    SaidReader(Topics topics, Faults faults, ErrorSink errors, Announced announced, boolean rated) {
        this.topics = topics;
        this.faults = faults;
        this.errors = errors;
        this.announced = announced;
        this.rated = rated;
    }

    void on(Followed who, byte[] bytes, int from, int to) {
        Map<String, Object> message = Tree.read(bytes, from, to);
        if (message == null) {
            faults.add(Kind.BROKEN, null, "no JSON: " + Printable.of(bytes, from, to));
            return;
        }
        switch (Objects.toString(message.get("op"))) {
            case "welcome" -> once(who.greet(), "welcome");
            case "subscribed" -> {
                if (once(who.answer(), "subscribed")) {
                    subscribed(who, Tree.objects(message.get("topics")));
                }
            }
            case "resynced" -> Tree.objects(message.get("topics")).forEach(item -> asked(who, item));
            case "error" -> errors.add("error " + message.get("code") + " " + message.get("error"));
            case "goodbye" -> errors.add("goodbye " + message.get("why"));
            default -> {} // Heartbeats, and what is yet to come.
        }
    }

    void slow(Followed who, byte[] bytes, int from, int to) {
        announced.slow();
        Map<String, Object> message = Tree.read(bytes, from, to);
        if (message == null) {
            faults.add(Kind.BROKEN, null, "no JSON: " + Printable.of(bytes, from, to));
            return;
        }
        named(who, message.get("conflated"), topic -> announced.conflated(who.takeSkips(topic)));
        named(who, message.get("resync"), who::slowed);
    }

    private void named(Followed who, @Nullable Object names, IntConsumer step) {
        for (Object name : Tree.elements(names)) {
            int topic = topics.number(Objects.toString(name));
            if (topic != Topics.NONE) {
                who.room(topic);
                step.accept(topic);
            }
        }
    }

    private boolean once(boolean first, String op) {
        if (!first) {
            faults.add(Kind.DOUBLED, null, "a second " + op);
        }
        return first;
    }

    /** What a wildcard matches begins as it is told by its own name, where it was asked for by that too. */
    private void subscribed(Followed who, List<Map<String, Object>> items) {
        Set<Object> named = new HashSet<>();
        for (Map<String, Object> item : items) {
            named.add(Objects.toString(item.get("topic")));
        }
        items.forEach(item -> subscribed(who, item, named));
    }

    private void subscribed(Followed who, Map<String, Object> item, Set<Object> named) {
        String name = Objects.toString(item.get("topic"));
        if (!isOk(item)) {
            errors.add("refused " + name + ": " + item.get("error"));
            return;
        }
        List<?> matches = Tree.elements(item.get("matches"));
        matches.stream()
                .map(Objects::toString)
                .filter(match -> !named.contains(match))
                .forEach(match -> awaited(who, match));
        if (item.containsKey("recovered")) {
            begins(who, name, item);
        }
    }

    private void begins(Followed who, String name, Map<String, Object> item) {
        int topic = topics.number(name);
        long from = Tree.number(item.get("from"));
        if (topic == Topics.NONE) {
            return;
        }
        who.room(topic);
        if (rated && topics.topic(topic).shape() == Shape.EVENT && who.isKnown(topic)) {
            who.resumed(topic);
        }
        if (Objects.equals(item.get("recovered"), "full") && from > 0) {
            long epoch = epoch(item.get("epoch"));
            if (who.isKnown(topic) && who.epoch(topic) == epoch && from > who.last(topic) + 1) {
                String detail = "it goes on from " + from + ", the last that came was " + who.last(topic);
                faults.add(Kind.LOST, from - who.last(topic) - 1, name, detail);
            }
            if (!who.isKnown(topic) || who.epoch(topic) != epoch) {
                who.begin(topic, epoch, from - 1, true);
            }
        } else {
            who.await(topic);
        }
    }

    private void asked(Followed who, Map<String, Object> item) {
        if (isOk(item)) {
            awaited(who, Objects.toString(item.get("topic")));
        } else {
            errors.add("resync refused " + item.get("topic") + ": " + item.get("error"));
        }
    }

    private void awaited(Followed who, String name) {
        int topic = topics.number(name);
        if (topic != Topics.NONE) {
            who.await(topic);
        }
    }

    private static boolean isOk(Map<String, Object> item) {
        return Objects.equals(item.get("ok"), "true");
    }

    private static long epoch(@Nullable Object text) {
        try {
            return Long.parseLong(Objects.toString(text), 36);
        } catch (NumberFormatException e) {
            return HeadScan.NONE;
        }
    }
}
