package io.quotewire.lab.check;

import io.quotewire.lab.check.Finding.Kind;
import io.quotewire.model.Topic;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * Holds the trades of one topic to the venue's consecutive numbers: within a run of one source none is missing unless a gap
 * says how many, and none comes twice in a chain. What is left out between two runs, or as a gap says, is a hole. A late trade
 * may come after higher numbers, but only into a hole.
 *
 * <p>A run ends where the source changes, and at a gap that does not know how much it stands for.
 *
 * <p><b>Threads:</b> the checker's only.
 */
final class TradeWatch {
    /** How many trades are remembered to tell one that came before from one that goes back. */
    private static final int REMEMBERED = 4_096;

    private final Topic topic;
    private final Findings findings;
    private final Map<String, Heard> sources = new HashMap<>();
    private final LinkedHashSet<String> seen = new LinkedHashSet<>();
    private String source = "";
    private boolean running;
    private long missing;

    TradeWatch(Topic topic, Findings findings) {
        this.topic = topic;
        this.findings = findings;
    }

    /** What was heard of one source; it was found in the log, so it is a venue, and there are few. */
    private static final class Heard {
        private final Holes holes = new Holes();
        private long lowest;
        private long highest;
    }

    void on(String from, long number, boolean late) {
        if (!from.equals(source)) {
            ends();
            source = from;
        }
        Heard heard = sources.computeIfAbsent(from, any -> new Heard());
        boolean isNew = isNew(from + " " + number);
        if (!isNew) {
            findings.add(Kind.DOUBLED, topic, "trade " + number + " of " + from);
        }
        if (!late || (running && number > heard.highest + missing)) {
            goesOn(heard, number, isNew);
        } else if (isNew) {
            fills(heard, number);
        }
    }

    private void goesOn(Heard heard, long number, boolean isNew) {
        long before = heard.highest;
        boolean lost = running && number != before + missing + 1;
        if (isNew && number <= before) {
            findings.add(Kind.GOING_BACK, topic, "trade " + number + " of " + source + " after " + before);
        } else if (isNew && lost) {
            findings.add(
                    Kind.LOST,
                    topic,
                    "trade " + number + " of " + source + " after " + before + ", " + missing
                            + " announced as missing");
        } else if (before > 0) {
            heard.holes.add(before + 1, number - 1);
        }
        heard.lowest = before == 0 ? number : heard.lowest;
        heard.highest = Math.max(before, number);
        running = true;
        missing = 0;
    }

    /** A hole that was announced before the first trade that came is not known, and not one that may still grow. */
    private void fills(Heard heard, long number) {
        boolean known = heard.lowest <= number && number <= heard.highest;
        if (known && !heard.holes.fill(number)) {
            findings.add(
                    Kind.GOING_BACK,
                    topic,
                    "late trade " + number + " of " + source + " after " + heard.highest + ", missed by no gap");
        }
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
        sources.clear();
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
