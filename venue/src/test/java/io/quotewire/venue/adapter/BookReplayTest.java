package io.quotewire.venue.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.Instrument;
import io.quotewire.model.Ladder;
import io.quotewire.model.Listing;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.BookReplay.Life;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.MalformedFrame;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Recorded books, read through their adapters and followed by their numbers: the counts of {@code golden.json} hold, and the
 * levels are those that Jackson and a sorted map make of the same messages. A twin that was tampered with fails.
 */
@NullUnmarked
class BookReplayTest {
    /** A recording of books in a venue's spot channel. */
    enum Recorded {
        BYBIT("bybit", "bybit/orderbook.200-spot/BTC-SOL_2026-08-09.jsonl.gz"),
        GATE("gate", "gateio/spot.order_book_update/2021-04-22_10pairs.jsonl.gz");

        private final String venue;
        private final String file;

        Recorded(String venue, String file) {
            this.venue = venue;
            this.file = file;
        }

        VenueAdapter adapter() {
            return VenueAdapters.of(venue).orElseThrow();
        }

        List<String> messages() {
            return Recordings.messages(Recordings.root().resolve(file));
        }
    }

    @ParameterizedTest
    @EnumSource
    void books_wholeRecording_followsAndEndsInGoldenPrices(Recorded recorded) {
        Map<String, Life> lives = check(recorded, recorded.messages());

        lives.forEach((symbol, life) -> System.out.println(recorded.file + " " + symbol + ": " + life.snapshots
                + " snapshots, " + life.changes + " changes, " + life.followed + " follow, " + life.dropped
                + " dropped, "
                + life.bridging + " bridging, " + life.book.bids().levels() + "/"
                + life.book.asks().levels() + " levels"));
    }

    @ParameterizedTest
    @EnumSource
    void books_twinThatLacksAMessage_fails(Recorded recorded) {
        List<String> twin = new ArrayList<>(recorded.messages());
        twin.remove(twin.size() - 5);
        assertFails(recorded, twin);
    }

    @ParameterizedTest
    @EnumSource
    void books_twinWithAMessageTwice_fails(Recorded recorded) {
        List<String> twin = new ArrayList<>(recorded.messages());
        twin.add(twin.size() - 5, twin.get(twin.size() - 6));
        assertFails(recorded, twin);
    }

    @ParameterizedTest
    @EnumSource
    void books_twinOutOfOrder_fails(Recorded recorded) {
        List<String> twin = new ArrayList<>(recorded.messages());
        String symbol = symbol(Tree.read(twin.getLast()));
        String last = twin.removeLast();
        int before = twin.size() - 1;
        while (!symbol(Tree.read(twin.get(before))).equals(symbol)) {
            before--;
        }
        twin.add(before, last);
        assertFails(recorded, twin);
    }

    /** Its last change, of a level that stays in sight: cut, with another size, with its sides exchanged. */
    @ParameterizedTest
    @EnumSource
    void books_twinWithAnotherLastChange_fails(Recorded recorded) {
        List<String> messages = recorded.messages();
        int at = messages.size() - 1;
        while (!messages.get(at).matches(".*\"[ab]\":\\[\\[\"[0-9.]+\",\"[0-9.]*[1-9][0-9.]*\".*")) {
            at--;
        }
        String last = messages.get(at);
        String exchanged =
                last.replace("\"b\":[", "#").replace("\"a\":[", "\"b\":[").replace("#", "\"a\":[");
        String resized = last.replaceFirst("(\"[ab]\":\\[\\[\"[0-9.]+\",\")", "$17");
        String repriced = last.replaceFirst("(\"[ab]\":\\[\\[\"[0-9]*)", "$19");
        for (String other : List.of(last.substring(0, last.length() - 1), exchanged, resized, repriced)) {
            assertThat(other).isNotEqualTo(last);
            List<String> twin = new ArrayList<>(messages);
            twin.set(at, other);
            assertFails(recorded, twin);
        }
    }

    private static void assertFails(Recorded recorded, List<String> twin) {
        assertThatThrownBy(() -> check(recorded, twin)).isInstanceOfAny(AssertionError.class, MalformedFrame.class);
    }

    /** Replays {@code messages} and holds the outcome against the recording as it is. */
    private static Map<String, Life> check(Recorded recorded, List<String> messages) {
        Object all = Tree.read(Recordings.bytes(Recordings.root().resolve("golden.json")));
        Object golden = Tree.at(all, "order_books", recorded.file);
        Map<String, Life> lives =
                replay(recorded, messages, List.copyOf(Tree.map(golden).keySet()));
        Map<String, List<Map<BigDecimal, BigDecimal>>> levels = levels(recorded);
        lives.forEach((symbol, life) -> {
            assertCounts(life, Tree.at(golden, symbol));
            assertThat(life.lost).isZero();
            if (life.changes > life.dropped) {
                assertThat(life.book.isCrossed()).isFalse();
                assertLevels(life.book.bids(), levels.get(symbol).getFirst());
                assertLevels(life.book.asks(), levels.get(symbol).getLast());
            }
        });
        return lives;
    }

    private static Map<String, Life> replay(Recorded recorded, List<String> messages, List<String> symbols) {
        Map<String, Listing> listings = new HashMap<>();
        symbols.forEach(symbol -> listings.put(symbol, listing(recorded, symbol)));
        Lines lines = new Lines(recorded.adapter(), listings);
        BookReplay replay = new BookReplay();
        listings.forEach((symbol, listing) -> {
            BookMessage answer = answer(recorded, symbol, listing);
            if (answer != null) {
                replay.of(listing).base(answer);
            }
        });
        for (String message : messages) {
            lines.hear(message);
            lines.books.forEach(replay::hear);
        }
        Map<String, Life> lives = new HashMap<>();
        listings.forEach((symbol, listing) -> lives.put(symbol, replay.of(listing)));
        return lives;
    }

    private static void assertCounts(Life life, Object golden) {
        Map<String, Integer> counts = Map.of(
                "snapshots", life.snapshots,
                "deltas", life.changes,
                "updates", life.changes,
                "u==prev+1", life.followed,
                "U==prev_u+1", life.followed,
                "dropped", life.dropped,
                "bridges_rest_snapshot", life.bridging);
        Tree.map(golden).keySet().stream()
                .filter(counts::containsKey)
                .forEach(name -> assertThat(counts.get(name)).as(name).hasToString(Tree.text(golden, name)));
        if (Tree.at(golden, "final_bid") != null) {
            assertThat(life.book.bids().price(0)).hasToString(Tree.text(golden, "final_bid"));
            assertThat(life.book.asks().price(0)).hasToString(Tree.text(golden, "final_ask"));
            assertThat(life.book.bids().levels() + "/" + life.book.asks().levels())
                    .isEqualTo(Tree.text(golden, "final_levels"));
        }
    }

    /** As far as the book knows, its levels are the best of the map, and in the same digits of value. */
    private static void assertLevels(Ladder side, Map<BigDecimal, BigDecimal> levels) {
        assertThat(side.levels()).isBetween(1, levels.size());
        int index = 0;
        for (Map.Entry<BigDecimal, BigDecimal> level : levels.entrySet()) {
            if (index < side.levels()) {
                assertThat(side.price(index).toBigDecimal()).isEqualByComparingTo(level.getKey());
                assertThat(side.size(index).toBigDecimal()).isEqualByComparingTo(level.getValue());
                index++;
            }
        }
    }

    /** Bids and asks of each symbol after all messages, read with Jackson and kept in sorted maps. */
    private static Map<String, List<Map<BigDecimal, BigDecimal>>> levels(Recorded recorded) {
        Map<String, List<Map<BigDecimal, BigDecimal>>> all = new HashMap<>();
        for (String text : recorded.messages()) {
            Object message = Tree.read(text);
            Object data = Tree.at(message, Tree.at(message, "data") == null ? "result" : "data");
            String symbol = symbol(message);
            List<Map<BigDecimal, BigDecimal>> sides = all.computeIfAbsent(symbol, key -> begin(recorded, symbol));
            if (Tree.text(message, "type").equals("snapshot")) {
                sides.forEach(Map::clear);
            }
            put(sides.getFirst(), Tree.at(data, "b"));
            put(sides.getLast(), Tree.at(data, "a"));
        }
        return all;
    }

    private static List<Map<BigDecimal, BigDecimal>> begin(Recorded recorded, String symbol) {
        List<Map<BigDecimal, BigDecimal>> sides =
                List.of(new TreeMap<>(Comparator.reverseOrder()), new TreeMap<BigDecimal, BigDecimal>());
        Path rest = rest(recorded, symbol);
        if (rest.toFile().exists()) {
            Object answer = Tree.read(Recordings.bytes(rest));
            put(sides.getFirst(), Tree.at(answer, "bids"));
            put(sides.getLast(), Tree.at(answer, "asks"));
        }
        return sides;
    }

    private static void put(Map<BigDecimal, BigDecimal> side, Object levels) {
        for (Object level : Tree.list(levels)) {
            BigDecimal price = new BigDecimal(Tree.text(level, 0));
            BigDecimal size = new BigDecimal(Tree.text(level, 1));
            if (size.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, size);
            }
        }
    }

    /** What the venue answered when it was asked for the book; null where the recording has no answer. */
    private static BookMessage answer(Recorded recorded, String symbol, Listing listing) {
        Path rest = rest(recorded, symbol);
        if (!rest.toFile().exists()) {
            return null;
        }
        Lines lines = new Lines((frame, none, sink) -> recorded.adapter().bookAnswer(frame, listing, sink), Map.of());
        lines.hear(Recordings.bytes(rest));
        return lines.books.getFirst();
    }

    private static Path rest(Recorded recorded, String symbol) {
        String folder = recorded.file.substring(0, recorded.file.indexOf('/'));
        return Recordings.root().resolve(folder + "/rest-order_book/" + symbol + "_2021-04-22.json");
    }

    private static String symbol(Object message) {
        return Tree.text(message, "data", "s") + Tree.text(message, "result", "s");
    }

    private static Listing listing(Recorded recorded, String symbol) {
        String name = symbol.contains("_") ? symbol.replace('_', '-') : symbol.replaceFirst("USDT$", "-USDT");
        return new Listing(recorded.venue, Instrument.parse(name));
    }
}
