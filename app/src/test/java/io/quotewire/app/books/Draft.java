package io.quotewire.app.books;

import io.quotewire.model.Checksum;
import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.venue.frame.BookMessage;
import org.jspecify.annotations.Nullable;

/** A message about a book while its parts are being found. */
final class Draft {
    private static final String NONE = "0";

    private final String symbol;
    private final Levels.Builder bids = new Levels.Builder();
    private final Levels.Builder asks = new Levels.Builder();
    private boolean snapshot;
    private Extent extent = Extent.WHOLE;
    private long tsUs;
    private long first;
    private long last;
    private @Nullable Checksum checksum;

    Draft(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    /** Makes it the state of the book as far as {@code reach}. */
    Draft state(Extent reach) {
        snapshot = true;
        extent = reach;
        return this;
    }

    Draft atMs(long tsMs) {
        tsUs = tsMs * 1_000;
        return this;
    }

    Draft atUs(long us) {
        tsUs = us;
        return this;
    }

    Draft numbers(long from, long to) {
        first = from;
        last = to;
        return this;
    }

    Draft checksum(@Nullable Checksum expected) {
        checksum = expected;
        return this;
    }

    /** Rows that begin with price and size. */
    Draft rows(boolean bid, Json rows) {
        rows.items().forEach(row -> level(bid, row.item(0).text(), row.item(1).text()));
        return this;
    }

    Draft rows(Json bidRows, Json askRows) {
        return rows(true, bidRows).rows(false, askRows);
    }

    Draft level(boolean bid, String price, String size) {
        Levels.Builder side = bid ? bids : asks;
        side.add(Decimal.parse(price));
        side.add(Decimal.parse(size));
        return this;
    }

    Draft noLevel(boolean bid, String price) {
        return level(bid, price, NONE);
    }

    BookMessage message(Listing listing, long recvUs) {
        return new BookMessage(
                listing,
                tsUs,
                recvUs,
                false,
                snapshot,
                first,
                last,
                extent,
                bids.toLevels(),
                asks.toLevels(),
                checksum);
    }
}
