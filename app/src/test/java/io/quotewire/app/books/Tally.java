package io.quotewire.app.books;

import io.quotewire.model.Checksum;
import io.quotewire.model.Ladder;
import java.util.EnumMap;
import java.util.Map;

/** The figures of one book, or of a connection. */
final class Tally {
    private final Map<Figure, Long> counts = new EnumMap<>(Figure.class);
    private final Map<Figure, String> words = new EnumMap<>(Figure.class);

    void count(Figure figure) {
        add(figure, 1);
    }

    void add(Figure figure, long more) {
        counts.merge(figure, more, Long::sum);
    }

    /** Notes something that is no sum, such as a price. */
    void note(Figure figure, String text) {
        words.put(figure, text);
    }

    long number(Figure figure) {
        return counts.getOrDefault(figure, 0L);
    }

    /** A number that was noted; 0 for none. */
    long noted(Figure figure) {
        return Long.parseLong(words.getOrDefault(figure, "0"));
    }

    /** What was noted, else what was counted; 0 for nothing. */
    String text(Figure figure) {
        return words.getOrDefault(figure, Long.toString(number(figure)));
    }

    /** Notes the best bid and offer. */
    void noteBest(Ladder bids, Ladder asks) {
        note(bids, Figure.FINAL_BID, Figure.FINAL_BID_SIZE);
        note(asks, Figure.FINAL_ASK, Figure.FINAL_ASK_SIZE);
    }

    /** Asks whether a book adds up, and counts the answer. */
    boolean adds(Checksum checksum, Ladder bids, Ladder asks) {
        boolean adds = checksum.matches(bids, asks);
        count(adds ? Figure.CHECKSUM_OK : Figure.CHECKSUM_BAD);
        return adds;
    }

    private void note(Ladder side, Figure price, Figure size) {
        if (side.levels() > 0) {
            note(price, side.price(0).toString());
            note(size, side.size(0).toString());
        }
    }

    void addTo(Tally sum) {
        counts.forEach(sum::add);
    }
}
