package io.quotewire.client;

import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.book.OrderBook;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The book of one topic as this client has it.
 *
 * <p><b>Threads:</b> the conversation's only.
 */
final class HeldBook {
    private final OrderBook book = new OrderBook();
    private final LongAdder mismatches;

    /** @param mismatches counts snapshots that do not add up to the hash that comes with them */
    HeldBook(LongAdder mismatches) {
        this.mismatches = mismatches;
    }

    OrderBook levels() {
        return book;
    }

    /** Takes a whole state, null for none; false if it is not what the server has. */
    boolean replace(Message.@Nullable BookLevels state) {
        if (state == null) {
            book.clear();
            return true;
        }
        String hash = state.hash();
        if (hash != null && !hash.equals(hash(state))) {
            mismatches.increment();
            return false;
        }
        return isUsable(book.replace(Extent.WHOLE, state.bids(), state.asks()));
    }

    /** Takes a change; false if it does not fit into one book with the rest. */
    boolean apply(Message.@Nullable BookLevels change) {
        return change == null || isUsable(book.apply(change.bids(), change.asks()));
    }

    private boolean isUsable(boolean fits) {
        if (!fits) {
            book.clear();
        }
        return fits;
    }

    /** CRC-32 of {@code price:size} of all bids then all asks, best first, joined by commas. */
    private static String hash(Message.BookLevels state) {
        CRC32 sum = new CRC32();
        byte[] text = new byte[2 * Decimal.MAX_LENGTH + 2];
        add(state.bids(), text, sum);
        if (!state.bids().isEmpty() && !state.asks().isEmpty()) {
            sum.update(',');
        }
        add(state.asks(), text, sum);
        return "%08x".formatted(sum.getValue());
    }

    private static void add(Levels levels, byte[] text, CRC32 sum) {
        for (int i = 0; i < levels.count(); i++) {
            int at = 0;
            if (i > 0) {
                text[at++] = ',';
            }
            at = levels.price(i).print(text, at);
            text[at++] = ':';
            sum.update(text, 0, levels.size(i).print(text, at));
        }
    }
}
