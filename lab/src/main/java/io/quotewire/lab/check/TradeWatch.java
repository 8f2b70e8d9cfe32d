package io.quotewire.lab.check;

import io.quotewire.lab.check.Finding.Kind;
import io.quotewire.model.Topic;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * Holds the trades of one topic to the venue's consecutive numbers: within a run of one source none is missing unless a gap
 * says how many, and none comes twice in a chain.
 *
 * <p>A run ends where the source changes, and at a gap that does not know how much it stands for.
 *
 * <p><b>Threads:</b> the checker's only.
 */
final class TradeWatch {
    /** How many trades are remembered to tell one that came before from one that is late. */
    private static final int REMEMBERED = 4_096;

    private final Topic topic;
    private final Findings findings;
    private final Map<String, Long> highest = new HashMap<>();
    private final LinkedHashSet<String> seen = new LinkedHashSet<>();
    private String source = "";
    private boolean running;
    private long missing;

    TradeWatch(Topic topic, Findings findings) {
        this.topic = topic;
        this.findings = findings;
    }

    void on(String from, long number) {
        if (!from.equals(source)) {
            ends();
            source = from;
        }
        long before = highest.getOrDefault(from, 0L);
        if (!isNew(from + " " + number)) {
            findings.add(Kind.DOUBLED, topic, "trade " + number + " of " + from);
        } else if (number <= before) {
            findings.add(Kind.GOING_BACK, topic, "trade " + number + " of " + from + " after " + before);
        } else if (running && number != before + missing + 1) {
            findings.add(
                    Kind.LOST,
                    topic,
                    "trade " + number + " of " + from + " after " + before + ", " + missing + " announced as missing");
        }
        highest.put(from, Math.max(before, number));
        running = true;
        missing = 0;
    }

    /** So many trades of this source were announced as missing. */
    void missing(String from, long count) {
        if (from.equals(source)) {
            missing += count;
        } else {
            ends();
        }
    }

    /** What follows need not continue what was. */
    void ends() {
        running = false;
        missing = 0;
    }

    /** A new chain: also what was before may come again. */
    void anew() {
        ends();
        seen.clear();
        highest.clear();
    }

    /** Whether it has not come before, as far as that is remembered. */
    private boolean isNew(String trade) {
        boolean added = seen.add(trade);
        if (seen.size() > REMEMBERED) {
            seen.removeFirst();
        }
        return added;
    }
}
