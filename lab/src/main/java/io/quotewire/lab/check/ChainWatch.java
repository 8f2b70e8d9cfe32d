package io.quotewire.lab.check;

import io.quotewire.lab.check.Finding.Kind;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the numbers of one topic to the protocol: they grow within an epoch, epochs grow, and in an event topic none is left
 * out unless a gap says so. After a finding it goes on from the message at hand.
 *
 * <p><b>Threads:</b> the checker's only.
 */
final class ChainWatch {
    private final Topic topic;
    private final Findings findings;
    private @Nullable Epoch epoch;
    private long last;

    ChainWatch(Topic topic, Findings findings) {
        this.topic = topic;
        this.findings = findings;
    }

    /** A snapshot may begin a new epoch; whether it did. */
    boolean snapshot(Head head) {
        boolean anew = begins(head);
        if (!anew && head.seq() < last) {
            broken("snapshot", head);
        }
        take(head);
        return anew;
    }

    /**
     * Items announced as missing up to the head's number; whether a new epoch begins.
     *
     * @param from the first of them, or a negative number where the server cannot know
     */
    boolean gap(Head head, long from) {
        boolean anew = begins(head);
        if (!anew && (head.seq() <= last || from > last + 1)) {
            broken("gap from " + from, head);
        }
        take(head);
        return anew;
    }

    /** A newer value: numbers may be left out, as values are merged on the way. */
    void newer(Head head) {
        follows("update", head, isKnown() && head.seq() <= last);
    }

    /** A value that a change of status brought, told beside the change itself. */
    void atStatus(Head head) {
        follows("status", head, head.seq() < last);
    }

    /** A change of status of an event topic, or a candle, takes exactly the next number. */
    void next(String what, Head head, long prev) {
        follows(what + " after " + prev, head, isKnown() && (prev > last || head.seq() != last + 1));
    }

    /** A change of a book follows the last that was told of it; numbers between concerned other depths. */
    void after(Head head, long prev) {
        follows("change after " + prev, head, isKnown() && (prev != last || head.seq() <= last));
    }

    void still(Head head) {
        follows("still", head, isKnown() && head.seq() != last);
    }

    /** Trades: no number between the last one and the first of these, nor among them, is left out. */
    void trades(Head head, long prev, List<TradeItem> items) {
        long at = isKnown() ? last : prev;
        boolean whole = prev <= at && !items.isEmpty();
        for (TradeItem item : items) {
            whole &= item.seq() == ++at;
        }
        follows("trades after " + prev, head, !whole || head.seq() != at);
    }

    private void follows(String what, Head head, boolean wrong) {
        if (wrong || (isKnown() && !head.epoch().equals(epoch))) {
            broken(what, head);
        }
        take(head);
    }

    private boolean begins(Head head) {
        boolean anew = !head.epoch().equals(epoch);
        if (anew && epoch != null && head.epoch().compareTo(epoch) < 0) {
            broken("older epoch", head);
        }
        return anew;
    }

    private boolean isKnown() {
        return epoch != null;
    }

    private void broken(String what, Head head) {
        findings.add(
                Kind.BROKEN_CHAIN,
                topic,
                what + " numbered " + head.epoch() + "/" + head.seq() + " at " + epoch + "/" + last);
    }

    private void take(Head head) {
        epoch = head.epoch();
        last = head.seq();
    }
}
