package io.quotewire.gateway.session;

import io.quotewire.gateway.fanout.Fanout;
import io.quotewire.gateway.fanout.LastValues;
import io.quotewire.gateway.fanout.Position;
import io.quotewire.gateway.wire.Command;
import io.quotewire.gateway.wire.Command.Item;
import io.quotewire.gateway.wire.ItemReply;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import org.jspecify.annotations.Nullable;

/**
 * What a client that names a position is told, and from where it goes on.
 *
 * <p><b>Threads:</b> any.
 */
final class Recovery {
    private final LastValues values;
    private final Epoch epoch;

    Recovery(Fanout fanout) {
        this.values = fanout.lastValues();
        this.epoch = fanout.epoch();
    }

    /**
     * The answer to one item, and what it comes to.
     *
     * @param position from which the stream goes on; null where it begins anew
     */
    record Answer(ItemReply reply, @Nullable Position position) {}

    /** @param item that says where its client stands */
    Answer answer(Item item, Topic topic, Rate rate) {
        Update last = values.last(topic);
        Epoch current = last == null ? epoch : last.head().epoch();
        long seq = last == null ? 0 : last.head().seq();
        if (topic.shape() != Topic.Shape.EVENT) {
            return state(item, topic, rate, current, seq);
        }
        if (item.position() instanceof Command.Position.Kept kept) {
            return past(item, rate, kept);
        }
        if (!(item.position() instanceof Command.Position.Behind behind)) {
            boolean before = item.position() != null; // A time before all that is kept.
            Position lost = before ? new Position(current, Position.NOWHERE, false) : Position.UNKNOWN;
            return new Answer(new ItemReply.Gap(item.topic(), rate, "too_old"), lost);
        }
        String why = why(behind, topic, current, seq);
        Position place = new Position(behind.epoch(), behind.seq(), why == null);
        ItemReply reply = why == null
                ? new ItemReply.Full(item.topic(), rate, current, behind.seq() + 1)
                : new ItemReply.Gap(item.topic(), rate, why);
        return new Answer(reply, place);
    }

    private static Answer past(Item item, Rate rate, Command.Position.Kept kept) {
        return kept.whole()
                ? new Answer(
                        new ItemReply.Full(item.topic(), rate, kept.epoch(), kept.seq() + 1),
                        new Position(kept.epoch(), kept.seq(), true, true))
                : new Answer(
                        new ItemReply.Gap(item.topic(), rate, "too_old"),
                        new Position(kept.epoch(), Position.NOWHERE, false, true));
    }

    /** A value is either the one that the client has, or told anew; whether a book is, only its broadcaster knows. */
    private static Answer state(Item item, Topic topic, Rate rate, Epoch current, long seq) {
        if (!(item.position() instanceof Command.Position.Behind behind)) {
            return new Answer(new ItemReply.Snapshot(item.topic(), rate, "too_old"), null);
        }
        if (!behind.epoch().equals(current)) {
            return new Answer(new ItemReply.Snapshot(item.topic(), rate, "epoch"), null);
        }
        if (topic.shape() == Topic.Shape.VALUE && behind.seq() == seq && seq > 0) {
            return new Answer(
                    new ItemReply.Full(item.topic(), rate, current, seq + 1), new Position(current, seq, true));
        }
        String why = behind.seq() < seq ? "too_old" : "first";
        return new Answer(new ItemReply.Snapshot(item.topic(), rate, why), null);
    }

    /** Why a client cannot go on there without a gap; null if it can. */
    private @Nullable String why(Command.Position.Behind behind, Topic topic, Epoch current, long seq) {
        if (!behind.epoch().equals(current)) {
            return "epoch";
        }
        return behind.seq() >= seq || behind.seq() + 1 >= values.oldest(topic) ? null : "too_old";
    }
}
