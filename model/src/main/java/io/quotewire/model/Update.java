package io.quotewire.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One numbered change of one topic: all that clients may learn. Sequence numbers of a topic grow by one within an epoch;
 * they are given once, by the shard.
 */
public sealed interface Update {
    Head head();

    /** The whole value of a value topic; {@code snapshot} where the source has just changed. */
    record Value(Head head, boolean snapshot, Data data) implements Update {}

    /**
     * Trades that follow item {@code prev}; the last one has the head's sequence number.
     *
     * @param items at least one, all of the head's source, numbered consecutively from {@code prev + 1}
     */
    record Trades(Head head, long prev, List<TradeItem> items) implements Update {}

    /**
     * The state of a book topic, or what has changed in it since number {@code prev}.
     *
     * @param snapshot whether the levels are all there are, the best first; else they are those that changed, in any order,
     *     size zero where one is gone
     */
    record Book(Head head, long prev, boolean snapshot, Levels bids, Levels asks) implements Update {}

    /**
     * A change of status or source.
     *
     * @param prev the number before this one in an event or book topic; meaningless in a value topic
     * @param was the source before, null where it did not change
     * @param sinceUs when the new status began
     * @param data the whole value of a value topic, null where there is none
     */
    record StatusChange(
            Head head,
            long prev,
            @Nullable String was,
            String why,
            long sinceUs,
            @Nullable Data data) implements Update {}

    /**
     * Items of an event topic that never reached us; it takes one number itself.
     *
     * @param missing how many, -1 where that cannot be known
     */
    record Gap(Head head, long prev, long missing) implements Update {}

    /**
     * What every update says.
     *
     * @param tsUs the value's time by the venue, 0 where it gave none
     * @param recvUs when the value reached us, 0 where there is no value
     * @param source the venue that the value is from; for {@code best} with no venue at all, {@code best}
     */
    record Head(
            Topic topic,
            Epoch epoch,
            long seq,
            long tsUs,
            long recvUs,
            String source,
            Status status,
            boolean simulated) {}

    /** What a value topic carries. */
    sealed interface Data {}

    /** Best bid and offer; a side is null where there is none. */
    record QuoteData(
            @Nullable Decimal bid,
            @Nullable Decimal bidSize,
            @Nullable Decimal ask,
            @Nullable Decimal askSize) implements Data {}

    /**
     * The composed ticker. What is not known is null, never invented.
     *
     * @param quote the best bid and offer
     * @param changePct 24-hour change in percent with two places, rounded half up
     */
    record TickerData(
            @Nullable Decimal last,
            QuoteData quote,
            @Nullable Decimal open,
            @Nullable Decimal high,
            @Nullable Decimal low,
            @Nullable Decimal volume,
            @Nullable Decimal change,
            @Nullable Decimal changePct)
            implements Data {}

    /**
     * One trade of an event topic.
     *
     * @param late whether it was missed when it happened and fetched afterwards
     * @param suspect whether its price was too far off to be believed when it came; that it was confirmed later does not
     *     change the item
     */
    record TradeItem(
            long seq, String id, Side side, Decimal price, Decimal size, long tsUs, boolean late, boolean suspect) {
        /** The same trade under another number. */
        public TradeItem numbered(long number) {
            return new TradeItem(number, id, side, price, size, tsUs, late, suspect);
        }
    }
}
