package io.quotewire.model;

/** Tells the feeds which listings clients want beyond the configured ones. Any thread; never blocks. */
public interface Demand {
    /** A first client wants this part of the listing; does nothing where it already flows. */
    void wanted(Listing listing, Part part);

    /** Nobody has wanted it for a while; does nothing for what is configured. */
    void unwanted(Listing listing, Part part);

    /** What is subscribed and left together. */
    enum Part {
        /** Ticker, quote and trades; of a configured instrument always. */
        PRICES,
        /** The book, in full depth. */
        BOOK;

        /** What a topic of this kind is made of. */
        public static Part of(Topic.Kind kind) {
            return kind.shape() == Topic.Shape.BOOK ? BOOK : PRICES;
        }
    }
}
