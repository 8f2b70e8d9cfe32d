package io.quotewire.engine;

import io.quotewire.model.Checksum;
import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Ladder;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The books of three venues with all that can go wrong with them, as a seed decides; and what must be known of each.
 *
 * <p><b>Threads:</b> the test's only.
 */
final class RandomBooks {
    static final List<String> VENUES = List.of("okx", "binance", "kraken");
    private static final int WINDOW = 6;

    private final SplittableRandom random;
    private final Map<String, Model> models = new HashMap<>();
    private long nowUs = 1_000_000_000;

    RandomBooks(long seed) {
        this.random = new SplittableRandom(seed);
        VENUES.forEach(venue -> models.put(venue, new Model(venue)));
    }

    static List<MarketEvent> events(long seed, int count) {
        RandomBooks books = new RandomBooks(seed);
        return IntStream.range(0, count).mapToObj(i -> books.next()).toList();
    }

    /** What a venue's book is, null where it is not known or crossed. */
    @Nullable
    List<List<Decimal>> truth(String venue) {
        Model model = model(venue);
        return model.sound && !model.isCrossed() ? List.of(flat(model.bids), flat(model.asks)) : null;
    }

    boolean isSound(String venue) {
        return model(venue).sound;
    }

    static List<Decimal> flat(Map<Decimal, Decimal> side) {
        List<Decimal> flat = new ArrayList<>();
        side.forEach((price, size) -> {
            flat.add(price);
            flat.add(size);
        });
        return flat;
    }

    MarketEvent next() {
        nowUs += random.nextInt(50) == 0 ? random.nextLong(3_000_000) : random.nextLong(20_000);
        models.values().forEach(Model::pass);
        Model model = model(VENUES.get(random.nextInt(VENUES.size())));
        int kind = random.nextInt(1_000);
        if (!model.sound) {
            return kind < 300 ? model.snapshot() : kind < 310 ? model.lost() : model.delta(false);
        } else if (kind < 10) {
            return model.snapshot();
        } else if (kind < 16) {
            return model.lost();
        } else if (kind < 20) {
            return model.delta(true);
        } else if (kind < 24) {
            return model.stray();
        } else if (kind < 40) {
            return model.audit();
        } else if (kind < 43) {
            return model.end(new MarketEvent.FeedLost(model.listing, nowUs, "cut"));
        } else if (kind < 45) {
            return model.end(new MarketEvent.BookClosed(model.listing, nowUs, "no_demand"));
        } else if (kind < 50) {
            return new MarketEvent.Trading(model.listing, nowUs, random.nextBoolean());
        }
        return model.delta(false);
    }

    private Model model(String venue) {
        Model model = models.get(venue);
        if (model == null) {
            throw new IllegalArgumentException(venue);
        }
        return model;
    }

    private final class Model {
        private final Listing listing;
        private final Extent extent;
        private final TreeMap<Decimal, Decimal> bids = new TreeMap<>(Comparator.reverseOrder());
        private final TreeMap<Decimal, Decimal> asks = new TreeMap<>();
        private boolean sound;
        private long generation;
        private int crossed;
        private int stuck;
        private long crossedSinceUs;

        private Model(String venue) {
            this.listing = new Listing(venue, Crank.BTC);
            this.extent = venue.equals("kraken") ? Extent.window(WINDOW) : Extent.WHOLE;
        }

        private boolean isCrossed() {
            return !bids.isEmpty() && !asks.isEmpty() && bids.firstKey().compareTo(asks.firstKey()) >= 0;
        }

        private MarketEvent snapshot() {
            if (!sound || random.nextBoolean()) {
                bids.clear();
                asks.clear();
            }
            change(bids, 90, 12);
            change(asks, 100, 12);
            cut();
            sound = true;
            generation++;
            MarketEvent event = new MarketEvent.BookSnapshot(
                    listing, nowUs, nowUs, false, generation, extent, levels(bids), levels(asks), checksum());
            watch();
            return event;
        }

        private MarketEvent delta(boolean wrong) {
            long of = generation;
            Levels changedBids = change(bids, random.nextInt(40) == 0 ? 100 : 90, 3);
            Levels changedAsks = change(asks, 100, 3);
            // What has crossed it is mostly gone soon.
            stuck = isCrossed() ? stuck - 1 : random.nextInt(50) == 0 ? 150 : 0;
            if (isCrossed() && stuck <= 0 && random.nextInt(3) > 0) {
                Levels.Builder more = new Levels.Builder();
                while (isCrossed()) {
                    more.add(bids.firstKey());
                    more.add(Decimal.ZERO);
                    bids.remove(bids.firstKey());
                }
                changedBids = sum(changedBids, more);
            }
            cut();
            Checksum checksum = wrong ? (b, a) -> false : checksum();
            sound &= !wrong;
            watch();
            return new MarketEvent.BookDelta(
                    listing, nowUs, nowUs, false, of, true, changedBids, changedAsks, checksum);
        }

        /** Of a life that is over. */
        private MarketEvent stray() {
            Levels levels = Levels.of(Decimal.parse("3"), Decimal.parse("3"));
            return new MarketEvent.BookDelta(listing, nowUs, nowUs, false, generation - 1, true, levels, levels, null);
        }

        private MarketEvent lost() {
            sound = false;
            return new MarketEvent.BookLost(listing, nowUs, generation, "a hole");
        }

        private MarketEvent end(MarketEvent event) {
            sound = false;
            return event;
        }

        private MarketEvent audit() {
            if (random.nextBoolean() && !isCrossed()) {
                change(bids, 90, 2); // Nobody was told.
                bids.keySet().removeIf(price -> !asks.isEmpty() && price.compareTo(asks.firstKey()) >= 0);
            }
            cut();
            return new MarketEvent.BookAudit(
                    listing, nowUs, false, generation, extent, levels(bids), levels(asks), List.of());
        }

        /** Crossed for so long that no message is needed to see it. */
        private void pass() {
            sound &= crossed == 0 || nowUs - crossedSinceUs < 5_000_000;
        }

        /** The rule by which a book that stays crossed is given up, in other words. */
        private void watch() {
            if (!sound || !isCrossed()) {
                crossed = 0;
                return;
            }
            crossedSinceUs = crossed == 0 ? nowUs : crossedSinceUs;
            crossed++;
            sound = crossed <= 3 || nowUs - crossedSinceUs <= 1_000_000;
        }

        private Checksum checksum() {
            List<Decimal> truth = List.of(flat(bids), flat(asks)).stream()
                    .flatMap(List::stream)
                    .toList();
            return (b, a) -> {
                List<Decimal> ours = new ArrayList<>(flatOf(b));
                ours.addAll(flatOf(a));
                return ours.equals(truth);
            };
        }

        private List<Decimal> flatOf(Ladder side) {
            List<Decimal> flat = new ArrayList<>();
            for (int i = 0; i < side.levels(); i++) {
                flat.add(side.price(i));
                flat.add(side.size(i));
            }
            return flat;
        }

        private Levels change(NavigableMap<Decimal, Decimal> side, int from, int most) {
            Levels.Builder builder = new Levels.Builder();
            for (int i = random.nextInt(most + 1); i > 0; i--) {
                Decimal price = Decimal.of(10L * from + random.nextInt(80), 1, 1 + random.nextInt(2));
                Decimal size = Decimal.of(random.nextInt(4), 0, random.nextInt(2));
                side.remove(price);
                if (!size.isZero()) {
                    side.put(price, size);
                }
                builder.add(price);
                builder.add(size);
            }
            return builder.toLevels();
        }

        /** What falls out of the window, once all of a message has come. */
        private void cut() {
            for (NavigableMap<Decimal, Decimal> side : List.of(bids, asks)) {
                while (extent.levels() > 0 && side.size() > extent.levels()) {
                    side.pollLastEntry();
                }
            }
        }

        private static Levels levels(Map<Decimal, Decimal> side) {
            return Levels.of(flat(side).toArray(Decimal[]::new));
        }

        private static Levels sum(Levels one, Levels.Builder other) {
            Levels.Builder sum = new Levels.Builder();
            for (Levels levels : List.of(one, other.toLevels())) {
                for (int i = 0; i < levels.count(); i++) {
                    sum.add(levels.price(i));
                    sum.add(levels.size(i));
                }
            }
            return sum.toLevels();
        }
    }
}
