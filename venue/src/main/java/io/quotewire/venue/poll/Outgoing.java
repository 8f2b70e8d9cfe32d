package io.quotewire.venue.poll;

import io.quotewire.model.EventSink;
import io.quotewire.model.MarketEvent;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Events on their way to the engine; one that it has no room for now waits, with all behind it.
 *
 * <p><b>Threads:</b> the event loop's.
 */
public final class Outgoing {
    /** Of those that wait; beyond, the oldest leave, which newer ones of the same pairs stand behind. */
    static final int MOST = 10_000;

    private final EventSink sink;
    private final PollCounters counters;
    private final ArrayDeque<MarketEvent> waiting = new ArrayDeque<>();

    public Outgoing(EventSink sink, PollCounters counters) {
        this.sink = sink;
        this.counters = counters;
    }

    /** Offers these behind what waits. */
    public void send(List<MarketEvent> events) {
        waiting.addAll(events);
        while (waiting.size() > MOST) {
            waiting.removeFirst();
            counters.add(PollMetric.DROPPED, 1);
        }
        settle();
    }

    /** Offers what waits, as far as there is room. */
    public void settle() {
        while (!waiting.isEmpty() && sink.offer(waiting.getFirst())) {
            waiting.removeFirst();
            counters.add(PollMetric.EVENTS, 1);
        }
    }
}
