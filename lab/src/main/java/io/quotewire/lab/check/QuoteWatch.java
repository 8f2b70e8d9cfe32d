package io.quotewire.lab.check;

import io.quotewire.lab.check.Finding.Kind;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.model.Topic;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds the quotes of one topic to the order in which each source told them.
 *
 * <p><b>Threads:</b> the checker's only.
 */
final class QuoteWatch {
    private final Topic topic;
    private final Findings findings;

    /** By source; a quote that was found in the log is of a venue, so there are few. */
    private final Map<String, Long> newest = new HashMap<>();

    /** The hidden id of the update just before, 0 if there was something else between. */
    private long updated;

    QuoteWatch(Topic topic, Findings findings) {
        this.topic = topic;
        this.findings = findings;
    }

    void on(Quoted quote, boolean news) {
        String source = quote.listing().venue();
        long before = newest.getOrDefault(source, 0L);
        if (quote.id() < before) {
            findings.add(Kind.GOING_BACK, topic, "quote " + quote.id() + " of " + source + " after " + before);
        } else if (news && quote.id() == updated) {
            findings.add(Kind.DOUBLED, topic, "quote " + quote.id() + " of " + source + " is told as news again");
        }
        newest.put(source, Math.max(before, quote.id()));
        updated = news ? quote.id() : 0;
    }

    /** Something else came: the venue may say the same again, for instance after a change of status. */
    void interrupted() {
        updated = 0;
    }
}
