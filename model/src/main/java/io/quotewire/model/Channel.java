package io.quotewire.model;

/** What can be subscribed to at a venue. */
public enum Channel {
    /** Figures of the last 24 hours with the last price and the best bid and offer. */
    TICKER,
    /** Best bid and offer, as they change. */
    QUOTE,
    /** Each trade. */
    TRADES,
    /** The book: its levels and how they change. */
    BOOK
}
