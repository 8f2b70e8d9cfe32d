package io.quotewire.app.books;

import io.quotewire.model.Decimal;
import io.quotewire.model.Ladder;
import io.quotewire.model.Levels;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The bids or the asks of a book as a sorted map: every level that was told, however bad. */
final class PlainSide {
    private final TreeMap<Decimal, Decimal> sizes;

    PlainSide(boolean bids) {
        sizes = new TreeMap<>(bids ? Comparator.<Decimal>reverseOrder() : Comparator.<Decimal>naturalOrder());
    }

    void clear() {
        sizes.clear();
    }

    void apply(Levels levels) {
        for (int i = 0; i < levels.count(); i++) {
            Decimal price = levels.price(i);
            sizes.remove(price); // Else the map would keep the older key, and with it the older digits.
            if (!levels.size(i).isZero()) {
                sizes.put(price, levels.size(i));
            }
        }
    }

    /** Forgets all but the best {@code most}. */
    void cut(int most) {
        while (sizes.size() > most) {
            sizes.pollLastEntry();
        }
    }

    int levels() {
        return sizes.size();
    }

    /** Whether {@code side} has the same levels in the same digits, as far as it goes; if it is whole, to the end. */
    boolean begins(Ladder side, boolean whole) {
        int i = 0;
        for (Map.Entry<Decimal, Decimal> level : sizes.entrySet()) {
            if (i == side.levels()) {
                return !whole;
            }
            if (!same(level.getKey(), side.price(i)) || !same(level.getValue(), side.size(i))) {
                return false;
            }
            i++;
        }
        return i == side.levels();
    }

    private static boolean same(Decimal one, Decimal other) {
        return one.toString().equals(other.toString());
    }
}
