package io.quotewire.venue.handover;

import io.quotewire.model.Ladder;
import io.quotewire.model.Levels;
import io.quotewire.model.book.OrderBook;
import io.quotewire.venue.book.BookSync;
import io.quotewire.venue.frame.BookMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the new connection has heard of one book.
 *
 * <p>Where the venue numbers the changes of a book alike for everybody, the old thread is spun on: the new connection's next
 * change follows the old one's last, and neither a state is asked for nor the book told anew. Where it does not, the state
 * that the new connection began with takes the old one's place.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
public final class WaitingBook {
    /** Messages kept at most. Bybit sends fifty a second: twenty seconds' worth. */
    public static final int MOST = 1_000;

    private final List<BookMessage> kept = new ArrayList<>();

    /** Keeps a message; a state makes all before it needless. False if there is no room, and all is given up. */
    public boolean offer(BookMessage message) {
        if (message.snapshot()) {
            kept.clear();
        }
        if (kept.size() >= MOST) {
            kept.clear();
            return false;
        }
        return kept.add(message);
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /** Whether what was kept begins with a state, so that it needs nothing of the old connection. */
    public boolean isWhole() {
        return !kept.isEmpty() && kept.getFirst().snapshot();
    }

    /** Whether the venue's numbers tell where the new connection stands on the old one's thread. */
    public boolean isNumbered() {
        return !kept.isEmpty() && kept.getFirst().last() > 0;
    }

    /** Whether the old thread has come so far that what was kept continues it. What is kept may be behind. */
    public boolean continues(BookSync old) {
        if (!isNumbered() || !old.isSynced()) {
            return false;
        }
        BookMessage first = kept.getFirst();
        long begin = first.snapshot() ? first.last() : first.first() - 1;
        return begin <= old.last();
    }

    /** Whether it can stand for itself, and is not behind what the old connection said at {@code toldUs} of venue time. */
    public boolean replaces(long toldUs) {
        return isWhole() && !isNumbered() && kept.getLast().tsUs() >= toldUs;
    }

    /**
     * Gives up all that was kept, as one state: that with which it began, brought to its last change.
     *
     * <p>Told one after the other, they would show for a moment what had been, behind what the old connection has said.
     *
     * @return null where it does not begin with a state, or makes no book
     */
    public @Nullable BookMessage takeState() {
        List<BookMessage> all = take();
        if (all.isEmpty() || !all.getFirst().snapshot()) {
            return null;
        }
        BookMessage first = all.getFirst();
        BookMessage last = all.getLast();
        OrderBook book = new OrderBook();
        boolean fits = book.replace(first.extent(), first.bids(), first.asks());
        for (BookMessage change : all.subList(1, all.size())) {
            fits = fits && book.apply(change.bids(), change.asks());
        }
        return fits
                ? new BookMessage(
                        last.listing(),
                        last.tsUs(),
                        last.recvUs(),
                        last.simulated(),
                        true,
                        0,
                        last.last(),
                        first.extent(),
                        levels(book.bids()),
                        levels(book.asks()),
                        last.checksum())
                : null;
    }

    private static Levels levels(Ladder side) {
        Levels.Builder levels = new Levels.Builder();
        for (int i = 0; i < side.levels(); i++) {
            levels.add(side.price(i));
            levels.add(side.size(i));
        }
        return levels.toLevels();
    }

    /** Gives up what was kept and is newer than {@code last}, in the order in which it was heard. */
    public List<BookMessage> takeAfter(long last) {
        List<BookMessage> newer =
                kept.stream().filter(message -> message.last() > last).toList();
        kept.clear();
        return newer;
    }

    /** Gives up all that was kept, in the order in which it was heard. */
    public List<BookMessage> take() {
        List<BookMessage> all = List.copyOf(kept);
        kept.clear();
        return all;
    }
}
