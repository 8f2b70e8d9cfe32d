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

    /** The best {@code most} levels. */
    Levels best(int most) {
        Levels.Builder best = new Levels.Builder();
        sizes.entrySet().stream().limit(most).forEach(level -> {
            best.add(level.getKey());
            best.add(level.getValue());
        });
        return best.toLevels();
    }

    /** Whether {@code side} has the same levels as far as it goes; if it is whole, to the end. */
    boolean begins(Ladder side, boolean whole) {
        int i = 0;
        for (Map.Entry<Decimal, Decimal> level : sizes.entrySet()) {
            if (i == side.levels()) {
                return !whole;
            }
            boolean same =
                    level.getKey().equals(side.price(i)) && level.getValue().equals(side.size(i));
            if (!same) {
                return false;
            }
            i++;
        }
        return i == side.levels();
    }
}
