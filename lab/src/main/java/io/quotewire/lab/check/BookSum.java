package io.quotewire.lab.check;

import io.quotewire.model.book.BookSide;
import io.quotewire.model.book.OrderBook;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.zip.CRC32;

/** The hash that the protocol gives a book. */
public final class BookSum {
    private BookSum() {}

    /** CRC-32 of {@code price:size} of all bids then all asks, the best first, joined by commas; 8 hexadecimal digits. */
    public static String of(OrderBook book) {
        StringJoiner text = new StringJoiner(",");
        for (BookSide side : new BookSide[] {book.bids(), book.asks()}) {
            for (int i = 0; i < side.levels(); i++) {
                text.add(side.price(i) + ":" + side.size(i));
            }
        }
        CRC32 sum = new CRC32();
        sum.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return "%08x".formatted(sum.getValue());
    }
}
