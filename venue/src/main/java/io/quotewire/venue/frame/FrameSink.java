package io.quotewire.venue.frame;

import io.quotewire.model.Channel;
import io.quotewire.model.MarketEvent;
import org.jspecify.annotations.Nullable;

/** What a frame can say. Called on the feed's event loop, after the whole frame has been understood. */
public interface FrameSink {
    /** A ticker or a quote. */
    void event(MarketEvent event);

    /**
     * A trade.
     *
     * @param merged how many consecutive trade numbers, ending in the trade's own, the venue put together; usually 1
     */
    void trade(MarketEvent.Trade trade, long merged);

    /** What a message says of a book. */
    void book(BookMessage message);

    /**
     * The place of the frame among all that the venue has sent on this connection, where it counts them, by one each.
     *
     * @param number 0 or more
     */
    void numbered(long number);

    /** The venue has begun or ended a subscription and names it. */
    void acknowledged(Channel channel, String symbol, boolean subscribed);

    /** The venue has done all that request {@code requestId} asked for. */
    void acknowledged(long requestId);

    /**
     * The venue has refused a subscription.
     *
     * @param requestId 0 where the venue names no request
     * @param channel null where the venue names none; likewise {@code symbol}
     */
    void refused(String reason, long requestId, @Nullable Channel channel, @Nullable String symbol);

    /** The venue says something for people; {@code closing} if that it will soon close the connection. */
    void notice(String text, boolean closing);

    /** A sound frame of a channel, an event or a symbol that we did not ask for; it is counted and ignored. */
    void unknown(String what);
}
