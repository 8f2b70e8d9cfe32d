package io.quotewire.app.record;

import io.quotewire.model.Extent;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.UpdateSink;
import io.quotewire.model.book.BookSide;
import io.quotewire.model.book.OrderBook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums up updates: all in their order, those of each topic, and what each topic has come to. An update counts as the text of its record, with
 * every digit, time and number in it; so sums of one version of the program can be compared.
 *
 * <p><b>Threads:</b> one.
 */
final class UpdateHash implements UpdateSink {
    private final MessageDigest all = sha256();
    private final Map<Topic, Chain> chains = new HashMap<>();
    private long updates;

    /** One topic. */
    private static final class Chain {
        private final MessageDigest digest = sha256();
        private final OrderBook book = new OrderBook();
        private String last = "";
        private long count;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void on(Update update) {
        String text = update.toString();
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        all.update(bytes);
        updates++;
        Chain chain = chains.computeIfAbsent(update.head().topic(), _ -> new Chain());
        chain.digest.update(bytes);
        chain.count++;
        if (update instanceof Update.Book told) {
            boolean fits = told.snapshot()
                    ? chain.book.replace(Extent.WHOLE, told.bids(), told.asks())
                    : chain.book.apply(told.bids(), told.asks());
            chain.last = fits ? "" : "unfit " + text;
        } else {
            chain.last = text;
        }
    }

    long updates() {
        return updates;
    }

    /** Of every update. Ends the summing up, as {@link #topics} does. */
    String whole() {
        return HexFormat.of().formatHex(all.digest());
    }

    /** Of what each topic has come to. */
    String state() {
        MessageDigest state = sha256();
        Map<String, Chain> inOrder = new TreeMap<>();
        chains.forEach((topic, chain) -> inOrder.put(topic.toString(), chain));
        inOrder.forEach((topic, chain) ->
                state.update((topic + " " + chain.last + side(chain.book.bids()) + side(chain.book.asks()) + "\n")
                        .getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(state.digest());
    }

    private static String side(BookSide side) {
        StringBuilder text = new StringBuilder(" ");
        for (int i = 0; i < side.levels(); i++) {
            text.append(side.price(i)).append('x').append(side.size(i)).append(',');
        }
        return text.toString();
    }

    /** Of each topic the number of updates and their hash. */
    Map<String, String> topics() {
        Map<String, String> topics = new TreeMap<>();
        chains.forEach((topic, chain) -> topics.put(
                topic.toString(),
                chain.count + " "
                        + HexFormat.of().formatHex(chain.digest.digest()).substring(0, 16)));
        return topics;
    }
}
