package io.quotewire.venue.book;

import io.quotewire.model.MarketEvent.BookEvent;

/** Where a {@link BookSync} puts what it has found. On its caller's thread. */
public interface BookOut {
    /** Something to be believed. */
    void pass(BookEvent event);

    /** A message that says nothing new or nothing that can be used; it is counted. */
    void drop(Drop why);

    /** Why a message went no further. */
    enum Drop {
        /** It tells again what was told. */
        OLD,
        /** There is no state that it could change. */
        STATELESS,
        /** A state that was asked for is older than the first change that waits for it. */
        STATE_TOO_OLD,
        /** More changes wait than may; all are given up. */
        TOO_MANY_WAITING,
        /** An audit came to nothing: the picture cannot be brought to the same point as the stream. */
        AUDIT_MISSED
    }
}
