package io.quotewire.app.feedpath;

import io.quotewire.model.Extent;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.UpdateSink;
import io.quotewire.model.book.BookSide;
import io.quotewire.model.book.OrderBook;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The end of the path. In the first pass it is a client, which must come to the venue's book; later it only keeps the last
 * update, so that none can be optimised away.
 */
final class Outcome implements UpdateSink {
    private final Map<Topic, OrderBook> books = new TreeMap<>(Comparator.comparing(Topic::toString));
    private final Map<String, String> bests = new TreeMap<>();
    private final boolean watching;
    private @Nullable Update last;
    private long updates;
    private long resyncs;

    Outcome(boolean watching) {
        this.watching = watching;
    }

    @Override
    public void on(Update update) {
        last = update;
        updates++;
        if (watching && !update.head().topic().source().equals(Topic.BEST)) {
            watch(update);
        }
    }

    private void watch(Update update) {
        Topic topic = update.head().topic();
        resyncs += update.head().status() == Status.RESYNC ? 1 : 0;
        switch (update) {
            case Update.Value value -> {
                QuoteData quote = value.data() instanceof TickerData ticker
                        ? ticker.quote()
                        : value.data() instanceof QuoteData pair ? pair : null;
                if (quote != null) { // Else it is made of others.
                    bests.put(topic.instrument().toString(), quote.bid() + " " + quote.ask());
                }
            }
            case Update.Book told -> {
                OrderBook book = books.computeIfAbsent(topic, any -> new OrderBook());
                boolean fits = told.snapshot()
                        ? book.replace(Extent.WHOLE, told.bids(), told.asks())
                        : book.apply(told.bids(), told.asks());
                if (!fits) {
                    throw new IllegalStateException("unfit: " + told);
                }
                bests.put(topic.instrument().toString(), best(book.bids()) + " " + best(book.asks()));
            }
            default -> {}
        }
    }

    long updates() {
        return last == null ? 0 : updates;
    }

    /** How often a book had to be given up. */
    long resyncs() {
        return resyncs;
    }

    /** The best bid and offer of each instrument. */
    String bests() {
        return bests.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String best(BookSide side) {
        return side.levels() == 0 ? "-" : side.price(0).toString();
    }
}
