package io.quotewire.gateway.fanout;

import io.quotewire.gateway.tape.Tail;
import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import java.util.ArrayList;
import java.util.List;

/**
 * What lies behind one client's number in a tail, message by message. Trades are put together as far as they may be.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class Resumption {
    /** After so many trades a message ends. */
    private static final int MESSAGE_ITEMS = 250;

    private final Tail tail;
    private int next;
    private long seq;

    /** @param seq the last number that the client has; what follows it is in the tail as far as it ever was */
    Resumption(Tail tail, long seq) {
        this.tail = tail;
        this.next = tail.find(seq + 1);
        this.seq = seq;
    }

    /** The last number told. */
    long seq() {
        return seq;
    }

    boolean hasNext() {
        return next < tail.size();
    }

    void printNext(JsonWriter json) {
        Update update = tail.update(next);
        if (update instanceof Update.Trades trades) {
            printTrades(json, trades);
        } else {
            DataMessages.update(json, update);
            seq = update.head().seq();
            next++;
        }
    }

    private void printTrades(JsonWriter json, Update.Trades first) {
        List<Update.Trades> batches = new ArrayList<>();
        Head head = first.head();
        for (int items = 0; items < MESSAGE_ITEMS && hasNext(); next++) {
            if (!(tail.update(next) instanceof Update.Trades trades)
                    || !trades.head().source().equals(head.source())) {
                break;
            }
            batches.add(trades);
            items += trades.items().size();
            head = trades.head();
        }
        DataMessages.trades(json, head, seq, batches);
        seq = head.seq();
    }
}
