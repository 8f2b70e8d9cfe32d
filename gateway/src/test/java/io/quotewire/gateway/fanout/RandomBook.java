package io.quotewire.gateway.fanout;

import io.quotewire.model.Decimal;
import io.quotewire.model.Levels;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A shard's book by chance: it changes, is lost and found, halts, and its source is switched. It remembers what each number
 * meant at each depth. A price is always spelled alike, a size is not.
 */
final class RandomBook {
    static final List<Integer> DEPTHS = List.of(1, 5, 20);

    private static final List<String> SIZES = List.of("1", "1.0", "0.25", "13", "0.00010", "2500");
    private static final int SPREAD = 45;

    final Topic topic;

    /** Whether there are levels now that may be served. */
    boolean served;

    Status status = Status.DOWN;
    long seq;

    private final Consumer<Update> sink;
    private final NavigableMap<Integer, String> bids = new TreeMap<>();
    private final NavigableMap<Integer, String> asks = new TreeMap<>();
    private final Map<Long, Map<Integer, String>> meant = new HashMap<>();
    private String source = "okx";
    private int middle = 1_000;

    RandomBook(Topic topic, Consumer<Update> sink) {
        this.topic = topic;
        this.sink = sink;
        remember();
    }

    /** The levels that a client of this depth has at that number, null where there are none to be had. */
    @Nullable
    String levels(long at, int depth) {
        Map<Integer, String> all = meant.get(at);
        return all == null ? null : all.get(depth);
    }

    void step(SplittableRandom random) {
        switch (random.nextInt(40)) {
            case 0 -> status(Status.RESYNC, null);
            case 1 -> status(served ? Status.HALTED : Status.DOWN, null);
            case 2 -> switchSource(random);
            case 3 -> state(random);
            default -> {
                if (served) {
                    change(random);
                } else if (random.nextInt(4) == 0) {
                    state(random);
                }
            }
        }
    }

    private void switchSource(SplittableRandom random) {
        String was = source;
        source = was.equals("okx") ? "binance" : "okx";
        bids.clear();
        asks.clear();
        status(Status.LIVE, was);
        if (random.nextBoolean()) {
            state(random);
        }
    }

    private void state(SplittableRandom random) {
        bids.clear();
        asks.clear();
        middle = 900 + random.nextInt(200);
        for (int i = random.nextInt(60); i > 0; i--) {
            bids.put(middle - 1 - random.nextInt(SPREAD), size(random));
            asks.put(middle + 1 + random.nextInt(SPREAD), size(random));
        }
        served = true;
        status = Status.LIVE;
        List<Decimal> best = new ArrayList<>();
        bids.descendingMap().forEach((price, size) -> add(best, price, size));
        List<Decimal> asked = new ArrayList<>();
        asks.forEach((price, size) -> add(asked, price, size));
        tell(true, best, asked);
    }

    private void change(SplittableRandom random) {
        List<Decimal> changedBids = new ArrayList<>();
        List<Decimal> changedAsks = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            int away = 1 + (random.nextBoolean() ? random.nextInt(4) : random.nextInt(SPREAD));
            if (random.nextBoolean()) {
                change(bids, middle - away, random, changedBids);
            } else {
                change(asks, middle + away, random, changedAsks);
            }
        }
        status = Status.LIVE;
        tell(false, changedBids, changedAsks);
    }

    private static void change(
            NavigableMap<Integer, String> side, int price, SplittableRandom random, List<Decimal> changed) {
        if (random.nextInt(5) < 2) {
            side.remove(price);
            add(changed, price, "0");
        } else {
            side.put(price, size(random));
            add(changed, price, String.valueOf(side.get(price)));
        }
    }

    private void tell(boolean snapshot, List<Decimal> changedBids, List<Decimal> changedAsks) {
        long prev = seq++;
        remember();
        sink.accept(new Update.Book(head(), prev, snapshot, levels(changedBids), levels(changedAsks)));
    }

    private void status(Status next, @Nullable String was) {
        status = next;
        served = served && was == null && next != Status.RESYNC && next != Status.DOWN;
        long prev = seq++;
        remember();
        sink.accept(new Update.StatusChange(head(), prev, was, "chance", 1, null));
    }

    private Head head() {
        return new Head(topic, Rig.EPOCH, seq, seq, seq, source, status, false);
    }

    private void remember() {
        if (served) {
            meant.put(seq, DEPTHS.stream().collect(Collectors.toMap(depth -> depth, this::best)));
        }
    }

    private String best(int depth) {
        return Stream.concat(
                        bids.descendingMap().entrySet().stream().limit(depth),
                        asks.entrySet().stream().limit(depth))
                .map(level -> spelled(level.getKey()) + ":" + level.getValue())
                .collect(Collectors.joining(","));
    }

    private static void add(List<Decimal> levels, int price, String size) {
        levels.add(Decimal.parse(spelled(price)));
        levels.add(Decimal.parse(size));
    }

    /** Prices of all kinds of fineness: 95, 95.1, 96.00, 97.3000. */
    private static String spelled(int price) {
        String tail = price % 10 == 0 ? "" : "." + price % 10;
        return price / 10 + tail + (price % 7 == 0 ? (tail.isEmpty() ? ".00" : "000") : "");
    }

    private static String size(SplittableRandom random) {
        return SIZES.get(random.nextInt(SIZES.size()));
    }

    private static Levels levels(List<Decimal> values) {
        return Levels.of(values.toArray(Decimal[]::new));
    }
}
