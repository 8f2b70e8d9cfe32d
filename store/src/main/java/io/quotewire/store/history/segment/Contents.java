package io.quotewire.store.history.segment;

import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.store.history.journal.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is in a segment, or in the tables that become one. Any thread. */
public final class Contents {
    private final Map<Topic, TreeMap<Epoch, Span>> spans = new HashMap<>();
    private long rows;
    private long lastUs = Long.MIN_VALUE;

    /** Another row. */
    public synchronized void add(Row row) {
        switch (row) {
            case Row.Loss loss -> add(loss.topic(), span(loss.epoch(), loss.from(), loss.to(), 0, 1));
            case Row.Told told -> add(told.topic(), span(told.update()));
        }
    }

    synchronized void add(Topic topic, Span span) {
        spans.computeIfAbsent(topic, _ -> new TreeMap<>()).merge(span.epoch(), span, Span::with);
        rows += span.rows();
        lastUs = Math.max(lastUs, span.lastUs());
    }

    /** All that another one has, too. */
    public void add(Contents other) {
        other.all().forEach((topic, list) -> list.forEach(span -> add(topic, span)));
    }

    /** Of one topic, in the order of epochs. */
    public synchronized List<Span> of(Topic topic) {
        TreeMap<Epoch, Span> found = spans.get(topic);
        return found == null ? List.of() : List.copyOf(found.values());
    }

    /** Each topic with its spans. */
    public synchronized Map<Topic, List<Span>> all() {
        Map<Topic, List<Span>> all = new TreeMap<>(Comparator.comparing(Topic::toString));
        spans.forEach((topic, byEpoch) -> all.put(topic, new ArrayList<>(byEpoch.values())));
        return all;
    }

    public synchronized long rows() {
        return rows;
    }

    /** When the last of it reached us; {@link Long#MIN_VALUE} where nothing says. */
    public synchronized long lastUs() {
        return lastUs;
    }

    private static Span span(Update update) {
        Update.Head head = update.head();
        return switch (update) {
            case Update.Trades trades ->
                span(
                        head.epoch(),
                        trades.items().getFirst().seq(),
                        head.seq(),
                        head.recvUs(),
                        trades.items().size());
            case Update.ClosedCandle closed -> {
                long openUs = closed.candle().openUs();
                Span span = span(head.epoch(), head.seq(), head.seq(), head.recvUs(), 1);
                yield new Span(span.epoch(), span.from(), span.to(), span.firstUs(), span.lastUs(), openUs, openUs, 1);
            }
            default -> span(head.epoch(), head.seq(), head.seq(), head.recvUs(), 1);
        };
    }

    private static Span span(Epoch epoch, long from, long to, long recvUs, long rows) {
        boolean timed = recvUs > 0;
        return new Span(
                epoch,
                from,
                to,
                timed ? recvUs : Long.MAX_VALUE,
                timed ? recvUs : Long.MIN_VALUE,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                rows);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Contents contents && all().equals(contents.all());
    }

    @Override
    public int hashCode() {
        return Objects.hash(all());
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
