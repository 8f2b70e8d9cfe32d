package io.quotewire.engine;

import io.quotewire.model.Checksum;
import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.BookDelta;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one venue says of its BTC-USDT book, levels written {@code 10 1, 9 2}.
 *
 * <p><b>Threads:</b> the test's only.
 */
final class BookTalk {
    private final Crank crank;
    private final String venue;
    private boolean linked = true;

    BookTalk(Crank crank, String venue) {
        this.crank = crank;
        this.venue = venue;
    }

    static Levels levels(String text) {
        return text.isEmpty()
                ? Levels.EMPTY
                : Levels.of(Stream.of(text.split(",? ")).map(Decimal::parse).toArray(Decimal[]::new));
    }

    BookTalk snapshot(long generation, String bids, String asks) {
        return snapshot(generation, Extent.WHOLE, null, bids, asks);
    }

    BookTalk snapshot(long generation, Extent extent, String bids, String asks) {
        return snapshot(generation, extent, null, bids, asks);
    }

    BookTalk snapshot(long generation, Checksum checksum, String bids, String asks) {
        return snapshot(generation, Extent.WHOLE, checksum, bids, asks);
    }

    BookTalk delta(long generation, String bids, String asks) {
        return on(change(generation, bids, asks));
    }

    BookTalk delta(long generation, Checksum checksum, String bids, String asks) {
        return on(change(generation, checksum, bids, asks));
    }

    BookTalk lost(long generation, String why) {
        return on(new MarketEvent.BookLost(Crank.listing(venue), crank.nowUs, generation, why));
    }

    BookTalk audit(long generation, Extent extent, String bids, String asks, BookDelta... since) {
        return on(new MarketEvent.BookAudit(
                Crank.listing(venue),
                crank.nowUs,
                false,
                generation,
                extent,
                levels(bids),
                levels(asks),
                List.of(since)));
    }

    BookTalk closed(String why) {
        return on(new MarketEvent.BookClosed(Crank.listing(venue), crank.nowUs, why));
    }

    BookDelta change(long generation, String bids, String asks) {
        return change(generation, null, bids, asks);
    }

    BookTalk after(long ms) {
        crank.after(ms);
        return this;
    }

    BookTalk clear() {
        crank.clear();
        return this;
    }

    private BookTalk snapshot(long generation, Extent extent, @Nullable Checksum checksum, String bids, String asks) {
        return on(new MarketEvent.BookSnapshot(
                Crank.listing(venue),
                crank.nowUs - 1_000,
                crank.nowUs,
                false,
                generation,
                extent,
                levels(bids),
                levels(asks),
                checksum));
    }

    /** From now on the venue numbers nothing. */
    BookTalk unnumbered() {
        linked = false;
        return this;
    }

    private BookDelta change(long generation, @Nullable Checksum checksum, String bids, String asks) {
        return new BookDelta(
                Crank.listing(venue),
                crank.nowUs - 1_000,
                crank.nowUs,
                false,
                generation,
                linked,
                levels(bids),
                levels(asks),
                checksum);
    }

    private BookTalk on(MarketEvent event) {
        crank.on(event);
        return this;
    }
}
