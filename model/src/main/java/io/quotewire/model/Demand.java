package io.quotewire.model;

/** Tells the feeds which listings clients want beyond the configured ones. Any thread; never blocks. */
public interface Demand {
    /** A first client wants the listing; does nothing where it already flows. */
    void wanted(Listing listing);

    /** Nobody has wanted the listing for a while; does nothing for a configured one. */
    void unwanted(Listing listing);
}
