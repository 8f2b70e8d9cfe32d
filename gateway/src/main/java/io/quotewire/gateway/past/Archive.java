package io.quotewire.gateway.past;

import io.quotewire.gateway.tape.Tail;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.store.history.CandlePast;
import io.quotewire.store.history.History;
import io.quotewire.store.history.HistoryUnavailable;
import io.quotewire.store.history.Item;
import io.quotewire.store.history.ItemPage;
import io.quotewire.store.history.ItemRange;
import io.quotewire.store.history.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The history as the gateway asks it. Where there is none, or it cannot be read just now, it knows nothing: then the rings are all
 * there is, and what lacks is told as a gap.
 *
 * <p><b>Threads:</b> any. What takes a consumer or gives a future answers on a virtual thread; the rest is for threads that may wait.
 */
public final class Archive {
    /** Without a history. */
    public static final Archive NONE = new Archive(null);

    /** Items that are in memory for one reader at a time. */
    static final int PAGE = 1_000;

    private static final int READERS = 8;

    private final @Nullable History history;
    private final Semaphore readers = new Semaphore(READERS, true);

    /** @param history null where nothing is kept */
    public Archive(@Nullable History history) {
        this.history = history;
    }

    /** Where {@code fromUs} lies; completes with null where nothing from then on is known. */
    public CompletableFuture<@Nullable Beginning> find(Topic topic, long fromUs) {
        CompletableFuture<@Nullable Beginning> answer = new CompletableFuture<>();
        read(() -> beginning(topic, fromUs), answer::complete);
        return answer;
    }

    /** Tells {@code answer} what follows number {@code seq} of {@code epoch}; null where nothing does. */
    public void next(Topic topic, Epoch epoch, long seq, Consumer<@Nullable Stretch> answer) {
        read(() -> stretch(topic, new Mark(epoch, Math.max(0, seq))), answer);
    }

    /** Some of what is known; null where that is nothing. May wait. */
    public @Nullable ItemPage items(Topic topic, ItemRange range) {
        History known = history;
        try {
            return known == null ? null : known.items(topic, range);
        } catch (HistoryUnavailable unreadableNow) {
            return null;
        }
    }

    /** Closed candles that open within the span; null where none is known. May wait. */
    public @Nullable CandlePast candles(Topic topic, long fromUs, long untilUs, int limit) {
        History known = history;
        try {
            return known == null ? null : known.candles(topic, fromUs, untilUs, limit);
        } catch (HistoryUnavailable unreadableNow) {
            return null;
        }
    }

    private <T> void read(Supplier<@Nullable T> question, Consumer<@Nullable T> answer) {
        if (history == null) {
            answer.accept(null);
            return;
        }
        Thread.ofVirtual().name("past").start(() -> {
            readers.acquireUninterruptibly();
            @Nullable T found;
            try {
                found = question.get();
            } finally {
                readers.release();
            }
            answer.accept(found);
        });
    }

    private @Nullable Beginning beginning(Topic topic, long fromUs) {
        ItemPage page = items(topic, ItemRange.times(fromUs, Long.MAX_VALUE, 1));
        if (page == null || page.items().isEmpty()) {
            return null;
        }
        ItemPage before = items(topic, ItemRange.times(0, fromUs, 1));
        boolean whole = before != null && !before.items().isEmpty();
        return switch (page.items().getFirst()) {
            case Item.Told told -> new Beginning(told.update().head().epoch(), first(told.update()), whole);
            case Item.Lost lost -> new Beginning(lost.epoch(), lost.from(), whole);
        };
    }

    private @Nullable Stretch stretch(Topic topic, Mark behind) {
        ItemPage page = items(topic, ItemRange.times(0, Long.MAX_VALUE, PAGE).after(behind));
        List<Update> updates = page == null ? List.of() : firstRun(page.items());
        return updates.isEmpty() ? null : new Stretch(updates.getLast().head(), Tail.of(updates));
    }

    /** Up to the first hole, or the end of the gateway's life that they are of. */
    private static List<Update> firstRun(List<Item> items) {
        List<Update> run = new ArrayList<>();
        for (Item item : items) {
            if (item instanceof Item.Told told && (run.isEmpty() || follows(run.getLast(), told.update()))) {
                run.add(told.update());
            } else if (!run.isEmpty()) {
                break;
            }
        }
        return run;
    }

    private static boolean follows(Update before, Update next) {
        return next.head().epoch().equals(before.head().epoch())
                && first(next) == before.head().seq() + 1;
    }

    private static long first(Update update) {
        return update instanceof Update.Trades trades
                ? trades.items().getFirst().seq()
                : update.head().seq();
    }
}
