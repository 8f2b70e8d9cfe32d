package io.quotewire.app.books;

import io.quotewire.model.Decimal;
import io.quotewire.model.Ladder;

/**
 * A best bid and offer, as another channel tells it.
 *
 * @param bid empty or 0 for none, and likewise the others
 */
record Best(String bid, String bidSize, String ask, String askSize) {
    boolean areOf(Ladder bids, Ladder asks) {
        return isBest(bids, bid, bidSize) && isBest(asks, ask, askSize);
    }

    private static boolean isBest(Ladder side, String price, String size) {
        Decimal expected = Decimal.parse(price);
        return side.levels() == 0
                ? expected.isZero()
                : side.price(0).equals(expected) && side.size(0).equals(Decimal.parse(size));
    }
}
