package io.quotewire.client;

import io.quotewire.model.TopicPattern;
import io.quotewire.model.book.OrderBook;

/**
 * What becomes of the topics of one {@link Subscription}. All callbacks of a client come on its one thread, in the order
 * of the wire. What a callback throws goes to {@link ConnectionListener#onCallbackFailure} and stops nothing.
 *
 * <p>A callback that takes its time holds up the client's other callbacks, and by back-pressure the server: it conflates
 * values and announces gaps, and ends a connection on which nothing moves for ten seconds. Hand long work to another
 * thread.
 */
public interface TopicListener {
    /** A ticker; also at a change of status, so that {@code ticker.status()} is never older than what was told. */
    default void onTicker(Message.Ticker ticker) {}

    /** A quote; also at a change of status, so that {@code quote.status()} is never older than what was told. */
    default void onQuote(Message.Quote quote) {}

    /**
     * A book as it stands now; also at a change of status, so that {@code news.status()} is never older than what was told.
     * While the status is {@code resync}, {@code down} or {@code closed}, levels are the last ones and nobody vouches for them.
     *
     * @param news what came, of which {@code levels} is the change alone
     * @param book all of it, the best levels first, empty where there is none. It belongs to the client and changes with the
     *     next message: read it before returning
     */
    default void onBook(Message.Book news, OrderBook book) {}

    /** Trades that were not delivered before; none in a snapshot, which only says where the stream begins. */
    default void onTrades(Message.Trades trades) {}

    /** A rate of fiat money; also at a change of status, so that {@code rate.status()} is never older than what was told. */
    default void onRate(Message.Rate rate) {}

    /** How a source fares. */
    default void onSource(Message.Source source) {}

    /**
     * A candle that has ended and was not delivered before; {@code candle.candle()} is null in a snapshot, which only says
     * where the stream begins. One that is {@code revised} takes the place of the one of its time; a span without a trade has
     * none; one that the venue had to be asked for comes after younger ones.
     */
    default void onCandle(Message.Candle candle) {}

    /** The candle that still grows, as it stands; forget it once a candle of its time has ended. */
    default void onOpenCandle(Message.OpenCandle open) {}

    /** Status or source changed. In a value or book topic the value follows by its own callback. */
    default void onStatus(Message.StatusChange change) {}

    /**
     * Items of an event topic are lost to this client, unless it fetches them. One of a candle topic by {@code upstream} stands
     * for candles that the venue could not tell either.
     */
    default void onGap(Message.Gap gap) {}

    /** Nothing has happened for a while, and nothing was lost. */
    default void onStill(Message.Still still) {}

    /**
     * The server's answer to the subscription, again after each reconnect.
     *
     * @param pattern the topic or wildcard as subscribed
     * @param answer not {@code ok} where the server refuses it; it is asked again with the next connection
     */
    default void onSubscribed(TopicPattern pattern, Message.Reply.Item answer) {}
}
