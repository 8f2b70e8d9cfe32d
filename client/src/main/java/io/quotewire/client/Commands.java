package io.quotewire.client;

import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has to tell the server: gathered, so that many topics share a command, and paced, because a server
 * refuses who commands too fast.
 *
 * <p><b>Threads:</b> the conversation's only. Time is an argument.
 */
final class Commands {
    /** Most topics in a command: at up to 150 characters each well within the 64 KiB of a message. */
    static final int MOST_TOPICS = 100;

    /** Between two commands; a server grants 20 a second by default. */
    static final long SPACING_US = 60_000;

    /** How long an answer may take. */
    static final long ANSWER_US = 10_000_000;

    private static final long MAX_RETRY_MS = 60_000;

    /** A command without an answer yet. */
    record Sent(Op op, List<TopicPattern> items, long dueUs) {}

    /** In the order in which they are sent: what is dropped makes room for what is wanted. */
    enum Op {
        UNSUBSCRIBE("unsubscribe"),
        SUBSCRIBE("subscribe"),
        RESYNC("resync");

        private final String text;

        Op(String text) {
            this.text = text;
        }
    }

    private final Subscriptions subscriptions;
    private final Consumer<String> wire;
    private final Map<Op, Set<TopicPattern>> waiting = new EnumMap<>(Op.class);
    private final Map<Long, Sent> sent = new HashMap<>();
    private final Set<TopicPattern> subscribed = new LinkedHashSet<>();
    private long lastId;
    private long nextUs;

    /** @param wire takes one command as text */
    Commands(Subscriptions subscriptions, Consumer<String> wire) {
        this.subscriptions = subscriptions;
        this.wire = wire;
        for (Op op : Op.values()) {
            waiting.put(op, new LinkedHashSet<>());
        }
    }

    /** A new connection: nothing is said yet, everything has to be. Event topics that stand somewhere come first. */
    void restart(long nowUs) {
        waiting.values().forEach(Set::clear);
        sent.clear();
        subscribed.clear();
        nextUs = nowUs;
        for (Followed each : subscriptions.followed()) {
            if (each.topic().shape() == Topic.Shape.EVENT && each.state().held() != null) {
                // Also what a wildcard covers: only an item of its own can say where we stand.
                of(Op.SUBSCRIBE).add(TopicPattern.of(each.topic()));
            }
        }
        subscribe(subscriptions.patterns());
    }

    void subscribe(Collection<TopicPattern> patterns) {
        of(Op.UNSUBSCRIBE).removeAll(patterns);
        of(Op.SUBSCRIBE).addAll(patterns);
    }

    /** Takes back what was subscribed and is no longer wanted by any subscription. */
    void unsubscribeUnwanted() {
        Set<TopicPattern> wanted = subscriptions.patterns();
        of(Op.SUBSCRIBE).removeIf(pattern -> !isWanted(pattern, wanted));
        of(Op.RESYNC).removeIf(pattern -> !isWanted(pattern, wanted));
        for (Iterator<TopicPattern> each = subscribed.iterator(); each.hasNext(); ) {
            TopicPattern pattern = each.next();
            if (!isWanted(pattern, wanted)) {
                of(Op.UNSUBSCRIBE).add(pattern);
                each.remove();
            }
        }
    }

    void resync(Topic topic) {
        of(Op.RESYNC).add(TopicPattern.of(topic));
    }

    /** Sends the next command, if there is one and it is time. */
    void flush(long nowUs) {
        for (Op op : Op.values()) {
            if (nowUs >= nextUs && !of(op).isEmpty()) {
                send(op, nowUs);
            }
        }
    }

    /** The command that {@code id} answers, null if none does. */
    @Nullable
    Sent answered(long id) {
        return sent.remove(id);
    }

    /** The server wants the command later. */
    void again(Sent refused, long retryMs, long nowUs) {
        of(refused.op()).addAll(refused.items());
        nextUs = Math.max(nextUs, nowUs + Math.min(retryMs, MAX_RETRY_MS) * 1_000);
    }

    /** Whether the server has left a command unanswered for too long. A topic watches over its own resync. */
    boolean isOverdue(long nowUs) {
        return nowUs >= answerDueUs();
    }

    /** When {@link #flush} or {@link #isOverdue} will have something to say. */
    long dueUs() {
        boolean idle = waiting.values().stream().allMatch(Set::isEmpty);
        return Math.min(answerDueUs(), idle ? Long.MAX_VALUE : nextUs);
    }

    private long answerDueUs() {
        long dueUs = Long.MAX_VALUE;
        for (Sent each : sent.values()) {
            dueUs = each.op() == Op.RESYNC ? dueUs : Math.min(dueUs, each.dueUs());
        }
        return dueUs;
    }

    private void send(Op op, long nowUs) {
        List<TopicPattern> items = of(op).stream().limit(MOST_TOPICS).toList();
        items.forEach(of(op)::remove);
        if (op == Op.SUBSCRIBE) {
            subscribed.addAll(items);
        }
        lastId++;
        nextUs = nowUs + SPACING_US;
        sent.put(lastId, new Sent(op, items, nowUs + ANSWER_US));
        wire.accept("{\"op\":\"%s\",\"id\":%d,\"topics\":[%s]}"
                .formatted(
                        op.text,
                        lastId,
                        items.stream().map(item -> printed(op, item)).collect(Collectors.joining(","))));
    }

    /** Names of topics and epochs have no character that JSON would escape. */
    private String printed(Op op, TopicPattern item) {
        Topic topic = item.exact();
        Followed followed = topic == null ? null : subscriptions.find(topic);
        Position held = followed == null ? null : followed.state().held();
        // A value topic is answered by a snapshot, which says all that a position could ask for.
        boolean positioned = op != Op.UNSUBSCRIBE && item.kind().shape() == Topic.Shape.EVENT;
        int rateMs = op == Op.SUBSCRIBE ? subscriptions.rateMs(item) : 0;
        String position =
                held != null && positioned ? ",\"epoch\":\"%s\",\"seq\":%d".formatted(held.epoch(), held.seq()) : "";
        String rate = rateMs == 0 ? "" : ",\"rate_ms\":" + rateMs;
        return position.isEmpty() && rate.isEmpty()
                ? "\"" + item + "\""
                : "{\"topic\":\"" + item + "\"" + position + rate + "}";
    }

    /** Wanted as it is, or sent in place of a wildcard that still covers it. */
    private boolean isWanted(TopicPattern pattern, Set<TopicPattern> wanted) {
        Topic topic = pattern.exact();
        return wanted.contains(pattern) || (topic != null && subscriptions.covers(topic));
    }

    private Set<TopicPattern> of(Op op) {
        Set<TopicPattern> patterns = waiting.get(op);
        if (patterns == null) {
            throw new IllegalStateException("no set for " + op);
        }
        return patterns;
    }
}
