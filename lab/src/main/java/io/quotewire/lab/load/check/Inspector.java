package io.quotewire.lab.load.check;

import io.quotewire.lab.load.check.Agreement.Answer;
import io.quotewire.lab.load.check.Fault.Kind;
import io.quotewire.model.Topic;
import io.quotewire.model.Topic.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what all clients of a run are told to the protocol, and to each other: chains without a hole, the same bytes for
 * everybody, and for everybody to the end.
 *
 * <p><b>Threads:</b> the loop's.
 */
public final class Inspector {
    private static final String UPSTREAM = "upstream";

    private final Faults faults;
    private final SaidReader said;
    private final Topics topics = new Topics();
    private final List<@Nullable Agreement> agreements = new ArrayList<>();
    private final HeadScan head = new HeadScan();
    private final Announced announced = new Announced();
    private final Chains chains;
    private Newest due = new Newest();
    private boolean measured;
    private long messages;
    private long compared;

    /**
     * @param everything whether all clients follow everything as it comes, and not at a rate
     * @param errors gets what the server refuses, in a word or two
     */
    public Inspector(boolean everything, Faults faults, ErrorSink errors) {
        this.faults = faults;
        this.said = new SaidReader(topics, faults, errors, announced, !everything);
        this.chains = new Chains(everything, head, topics, faults, announced);
    }

    /** Takes what a server refuses. */
    @FunctionalInterface
    public interface ErrorSink {
        void add(String error);
    }

    /** Judges the next message that {@code who} is told; its head is good until the next. Null if it is no message at all. */
    public @Nullable HeadScan on(Followed who, byte[] bytes, int from, int to) {
        messages++;
        if (!head.read(bytes, from, to)) {
            broken(null, "this is no message: " + Printable.of(bytes, from, to));
            return null;
        }
        switch (head.type()) {
            case SAID -> said.on(who, bytes, from, to);
            case SLOW -> said.slow(who, bytes, from, to);
            case UNKNOWN -> broken(null, "a message of no type: " + Printable.of(bytes, from, to));
            default -> data(who, bytes, from, to);
        }
        return head;
    }

    /** Whether the last message is a value as it came, so that its age says how long it was on its way. */
    public boolean isMeasured() {
        return head.type() == HeadScan.Type.UPDATE && head.recvUs() > 0 && measured;
    }

    /** Whether the last message is part of a stream: no beginning, no answer, and nothing that says that nothing happened. */
    public boolean isNews() {
        return switch (head.type()) {
            case UPDATE, STATUS, GAP, OPEN -> true;
            case SNAPSHOT, STILL, SLOW, SAID, UNKNOWN -> false;
        };
    }

    /** Messages that were judged. */
    public long messages() {
        return messages;
    }

    /** Messages whose bytes were held to those that another client got. */
    public long compared() {
        return compared;
    }

    public int topics() {
        return topics.count();
    }

    public Announced announced() {
        return announced;
    }

    /** Event topics that {@code who} can go on with, as items of a {@code subscribe}. */
    public List<String> positions(Followed who) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < who.topics(); i++) {
            Topic topic = i < topics.count() ? topics.topic(i) : null;
            if (topic != null && topic.shape() == Shape.EVENT && who.isKnown(i)) {
                items.add("{\"topic\":\"%s\",\"epoch\":\"%s\",\"seq\":%d}"
                        .formatted(topic, Long.toString(who.epoch(i), 36), who.last(i)));
            }
        }
        return items;
    }

    /** Numbers that {@code who} lacks and nobody has explained so far. */
    public long unexplained(Followed who) {
        long count = 0;
        for (int i = 0; i < who.topics(); i++) {
            count += who.skips(i);
        }
        return count;
    }

    /** What anybody has been told by now everybody must be told. */
    public void due() {
        due = chains.newest();
    }

    /** Whether {@code who} has yet to be told something that is due. */
    public boolean isBehind(Followed who) {
        for (int i = 0; i < who.topics(); i++) {
            if (due.lacking(i, who) > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Nothing more is to be said to {@code who}: what was left out and not explained is lost.
     *
     * @param connected whether it is still there, and what is due as well
     */
    public void settle(Followed who, boolean connected) {
        for (int i = 0; i < who.topics(); i++) {
            int skipped = who.takeSkips(i);
            if (skipped > 0) {
                faults.add(Kind.LOST, skipped, name(i), skipped + " numbers were left out and nobody said so");
            }
            long lacking = connected ? due.lacking(i, who) : 0;
            if (lacking > 0) {
                String detail = "the last that came was " + who.last(i) + ", others were told " + lacking + " more";
                faults.add(Kind.LOST, lacking, name(i), detail);
            }
        }
    }

    private void data(Followed who, byte[] bytes, int from, int to) {
        int topic = topics.number(bytes, head.topicFrom(), head.topicTo());
        if (topic == Topics.NONE) {
            broken(null, "no topic that is known: " + Printable.of(bytes, from, to));
            return;
        }
        who.room(topic);
        Topic of = topics.topic(topic);
        measured = isMeasured(of.kind());
        if (head.type() != HeadScan.Type.OPEN) {
            if (head.epoch() < 0 || (head.seq() < 0 && head.type() != HeadScan.Type.GAP)) {
                broken(of.toString(), "a message without its number: " + Printable.of(bytes, from, to));
                return;
            }
            Agreement agreement = isShared(of.shape(), bytes) ? compare(topic, bytes, from, to) : null;
            measured &= !chains.on(who, topic, agreement, bytes, to);
        }
        if (who.whole() != null) {
            who.whole().on(of, head, bytes, from, to);
        }
    }

    private static boolean isMeasured(Topic.Kind kind) {
        return kind.depth() > 0 || kind == Topic.Kind.TICKER || kind == Topic.Kind.QUOTE || kind == Topic.Kind.TRADE;
    }

    private boolean isShared(Shape shape, byte[] bytes) {
        return switch (head.type()) {
            case UPDATE, STATUS, STILL -> true;
            case SNAPSHOT -> shape != Shape.EVENT;
            case GAP -> head.why(bytes, UPSTREAM);
            default -> false;
        };
    }

    private @Nullable Agreement compare(int topic, byte[] bytes, int from, int to) {
        while (agreements.size() <= topic) {
            agreements.add(null);
        }
        Agreement agreement = agreements.get(topic);
        if (agreement == null) {
            agreement = new Agreement();
            agreements.set(topic, agreement);
        }
        Answer answer = agreement.compare(head, bytes, from, to);
        compared += answer == Answer.SAME || answer == Answer.OTHER ? 1 : 0;
        if (answer == Answer.OTHER) {
            String detail = faults.isFull() ? "" : Printable.of(bytes, from, to);
            faults.add(Kind.ALTERED, name(topic), head.said("others were told something else: " + detail));
        }
        return answer == Answer.APART ? null : agreement;
    }

    private void broken(@Nullable String topic, String detail) {
        faults.add(Kind.BROKEN, topic, detail);
    }

    private String name(int topic) {
        return topics.topic(topic).toString();
    }
}
