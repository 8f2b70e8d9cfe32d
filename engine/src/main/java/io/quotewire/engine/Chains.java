package io.quotewire.engine;

import io.quotewire.model.Epoch;
import io.quotewire.model.MarketEvent.Remembered;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.ConvertedData;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.LegRate;
import io.quotewire.model.Update.StatusChange;
import io.quotewire.model.UpdateSink;
import java.util.HashMap;
import java.util.Map;

/**
 * The chains of one shard's topics. That of a value topic is made once, whoever asks: what the topic said before the process began anew
 * is told on it, and whoever makes the topic then goes on with the numbers and knows of nothing else.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Chains {
    static final String WHY = "kept from before the restart";

    private final Map<Topic, Chain> values = new HashMap<>();
    private final Epoch epoch;
    private final UpdateSink sink;
    private final long most;
    private long told;

    /** @param most values from before that are told; further ones are refused */
    Chains(Epoch epoch, UpdateSink sink, long most) {
        this.epoch = epoch;
        this.sink = sink;
        this.most = most;
    }

    Chain of(Topic topic) {
        return topic.shape() == Topic.Shape.VALUE ? values.computeIfAbsent(topic, this::begun) : begun(topic);
    }

    private Chain begun(Topic topic) {
        return new Chain(topic, epoch, sink);
    }

    /**
     * Tells a value of before as what it is; false where it is none, its topic has spoken already, or too many were told.
     *
     * <p>As a change of status, because that says why.
     */
    boolean tell(Remembered before, long nowUs) {
        Head was = before.was();
        boolean past = was.epoch().compareTo(epoch) < 0;
        if (was.topic().shape() != Topic.Shape.VALUE || !past || told >= most) {
            return false;
        }
        Chain chain = of(was.topic());
        if (chain.seq() > 0) {
            return false;
        }
        told++;
        Head head = chain.next(was.tsUs(), was.recvUs(), was.source(), Status.STALE, was.simulated());
        chain.put(new StatusChange(head, 0, null, WHY, nowUs, aged(before.data())));
        return true;
    }

    /** The steps of a conversion are as old as that is. */
    private static Data aged(Data data) {
        return data instanceof ConvertedData told
                ? new ConvertedData(
                        told.data(),
                        told.path(),
                        told.rate(),
                        told.legs().stream().map(Chains::aged).toList(),
                        told.weekend())
                : data;
    }

    private static LegRate aged(LegRate leg) {
        return leg.status() == Status.LIVE
                ? new LegRate(leg.pair(), leg.source(), leg.bid(), leg.ask(), leg.tsUs(), Status.STALE)
                : leg;
    }
}
