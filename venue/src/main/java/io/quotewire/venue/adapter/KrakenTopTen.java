package io.quotewire.venue.adapter;

import io.quotewire.model.Checksum;
import io.quotewire.model.Decimal;
import io.quotewire.model.Ladder;
import io.quotewire.model.ListingInfo;
import org.jspecify.annotations.Nullable;

/**
 * Kraken's sum of a book: the CRC32 of the ten best asks and then the ten best bids, price and size of each printed without
 * the point and without zeros in front.
 *
 * <p>Kraken prints each number with all its places. Where something on the way has dropped zeros at the end, the pair's own
 * number of places tells how many there were.
 *
 * @param pricePlaces decimal places of the pair's prices, 0 where unknown; likewise {@code sizePlaces}
 */
record KrakenTopTen(long expected, int pricePlaces, int sizePlaces) implements Checksum {
    private static final int LEVELS = 10;

    static KrakenTopTen of(long expected, @Nullable ListingInfo info) {
        return new KrakenTopTen(
                expected, info == null ? 0 : places(info.tickSize()), info == null ? 0 : places(info.lotSize()));
    }

    @Override
    public boolean matches(Ladder bids, Ladder asks) {
        return sum(bids, asks, 0, 0) == expected || sum(bids, asks, pricePlaces, sizePlaces) == expected;
    }

    private static int places(@Nullable Decimal step) {
        return step == null ? 0 : step.places();
    }

    private static long sum(Ladder bids, Ladder asks, int priceLeast, int sizeLeast) {
        SumText text = SumText.begin();
        put(text, bids, priceLeast, sizeLeast);
        put(text, asks, priceLeast, sizeLeast);
        return text.sum();
    }

    private static void put(SumText text, Ladder side, int priceLeast, int sizeLeast) {
        for (int i = Math.min(LEVELS, side.levels()) - 1; i >= 0; i--) {
            text.putDigits(side, i, priceLeast, sizeLeast);
        }
    }
}
