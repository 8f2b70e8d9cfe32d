package io.quotewire.gateway.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Those who want to see a book that has no levels yet.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class Onlookers {
    /** Most that wait; who comes when there are as many sees what there is. */
    static final int MOST = 1_024;

    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Request.Look look, long untilUs) {}

    /** False where it does not wait, and is to be answered. */
    boolean add(Request.Look look, long nowUs) {
        boolean waits = look.patienceUs() > 0 && waiting.size() < MOST;
        if (waits) {
            waiting.add(new Waiting(look, nowUs + look.patienceUs()));
        }
        return waits;
    }

    /** Takes out those whose time is over, or who are {@code ready}. */
    List<Request.Look> due(long nowUs, Predicate<Request.Look> ready) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Request.Look> due = new ArrayList<>();
        waiting.removeIf(each -> {
            boolean over = nowUs >= each.untilUs() || ready.test(each.look());
            return over && due.add(each.look());
        });
        return due;
    }
}
