package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Decimal;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Sharding;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Topic.Kind;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.StatusChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of books whatever the venues do. */
class BookPropertiesTest {
    private static final int EVENTS = 12_000;
    private static final EngineConfig CONFIG = EngineConfig.DEFAULT;

    /**
     * Each chain is without a hole; what a client makes of it is the book as it is, never crossed, and it hears nothing but
     * statuses while that is not known; {@code best} is one venue's at a time.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void books_underRandomEvents_areWhatTheVenuesSaid(long seed) {
        RandomBooks books = new RandomBooks(seed);
        Crank crank = new Crank(CONFIG);
        Map<Topic, Client> clients = new HashMap<>();
        int compared = 0;
        for (int i = 0; i < EVENTS; i++) {
            MarketEvent event = books.next();
            crank.nowUs = event.recvUs();
            crank.on(event);
            for (Update update : crank.updates) {
                if (update.head().topic().kind() == Kind.BOOK) {
                    clients.computeIfAbsent(update.head().topic(), Client::new).take(update, seed);
                }
            }
            crank.clear();
            String venue = event.listing().venue();
            Client client = clients.get(new Topic(Kind.BOOK, venue, Crank.BTC));
            List<List<Decimal>> truth = books.truth(venue);
            if (truth != null && client != null) {
                assertThat(client.book())
                        .as("seed %d, event %d, %s", seed, i, event)
                        .isEqualTo(truth);
                compared++;
            }
            if (client != null && client.whole) {
                assertThat(books.isSound(venue))
                        .as("seed %d, event %d, %s", seed, i, event)
                        .isTrue();
            }
        }
        assertThat(compared).as("seed %d", seed).isGreaterThan(EVENTS / 4);
        assertThat(clients).hasSize(4);
        assertThat(crank.commands)
                .as("seed %d", seed)
                .extracting(FeedCommand::venue)
                .contains("okx", "binance", "kraken");
        assertThat(crank.read(EngineMetric.BOOKS_HELD_BACK, "")).isPositive();
        for (String kind : List.of("sequence", "checksum", "crossed", "audit")) {
            assertThat(crank.read(EngineMetric.BOOK_FAILURES, kind))
                    .as("seed %d, %s", seed, kind)
                    .isPositive();
        }
        assertOnePerLife(crank.commands);
    }

    private static void assertOnePerLife(List<FeedCommand> commands) {
        Map<Listing, Set<Long>> asked = new HashMap<>();
        for (FeedCommand command : commands) {
            if (command instanceof FeedCommand.Resync resync) {
                assertThat(asked.computeIfAbsent(resync.listing(), any -> new HashSet<>())
                                .add(resync.generation()))
                        .as("%s", resync)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void updates_ofTheSameBooks_areTheSame_howeverTheWorkIsSliced(long seed) {
        List<MarketEvent> events = RandomBooks.events(seed, EVENTS);
        List<String> whole = run(events, null);

        assertThat(whole).hasSizeGreaterThan(EVENTS / 2);
        for (long slicing = 0; slicing < 3; slicing++) {
            assertThat(run(events, new SplittableRandom(slicing)))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }

    /** All that leaves the engine, updates and commands each in their order. */
    private static List<String> run(List<MarketEvent> events, @Nullable SplittableRandom slicing) {
        List<String> updates = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        MarketEngine engine = new MarketEngine(
                CONFIG,
                Crank.EPOCH,
                new Sharding(1),
                index -> update -> updates.add(update.toString()),
                command -> commands.add(command.toString()),
                index -> {});
        long nowUs = 0;
        for (MarketEvent event : events) {
            if (slicing != null && slicing.nextInt(4) == 0) {
                engine.shard(0).doWork(nowUs);
            }
            engine.offer(event);
            nowUs = event.recvUs();
        }
        while (engine.shard(0).doWork(nowUs) > 0) {}
        updates.addAll(commands);
        return updates;
    }

    /** The client's whole rule for book topics, and what it has heard so far. */
    private static final class Client {
        private final TreeMap<Decimal, Decimal> bids = new TreeMap<>(Comparator.reverseOrder());
        private final TreeMap<Decimal, Decimal> asks = new TreeMap<>();
        private final boolean isBest;
        private long seq;
        private @Nullable Head last;
        private boolean whole;

        private Client(Topic topic) {
            this.isBest = topic.source().equals(Topic.BEST);
        }

        private List<List<Decimal>> book() {
            return List.of(RandomBooks.flat(bids), RandomBooks.flat(asks));
        }

        private void take(Update update, long seed) {
            Head head = update.head();
            String as = "seed %d, %s".formatted(seed, update);
            assertThat(head.seq()).as(as).isEqualTo(seq + 1);
            boolean sameSource = last == null || last.source().equals(head.source());
            if (update instanceof Update.Book book) {
                assertThat(book.prev()).as(as).isEqualTo(seq);
                assertThat(book.snapshot() || whole)
                        .as("nothing but statuses: " + as)
                        .isTrue();
                assertThat(head.status()).as(as).isIn(Status.LIVE, Status.STALE, Status.HALTED);
                assertThat(sameSource).as(as).isTrue();
                take(book, as);
            } else if (update instanceof StatusChange change) {
                assertThat(change.prev()).as(as).isEqualTo(seq);
                assertThat(change.was() != null).as(as).isEqualTo(!sameSource);
                assertThat(isBest || sameSource).as(as).isTrue();
                whole &= sameSource && head.status() != Status.RESYNC && head.status() != Status.DOWN;
                whole &= head.status() != Status.CLOSED;
            }
            seq = head.seq();
            last = head;
        }

        private void take(Update.Book book, String as) {
            if (book.snapshot()) {
                bids.clear();
                asks.clear();
                whole = true;
            } else {
                assertThat(book.bids().count() + book.asks().count()).as(as).isPositive();
            }
            take(bids, book.bids());
            take(asks, book.asks());
            boolean crossed =
                    !bids.isEmpty() && !asks.isEmpty() && bids.firstKey().compareTo(asks.firstKey()) >= 0;
            assertThat(crossed).as(as).isFalse();
        }

        private static void take(Map<Decimal, Decimal> side, Levels levels) {
            Set<Decimal> seen = new HashSet<>();
            for (int i = 0; i < levels.count(); i++) {
                assertThat(seen.add(levels.price(i))).isTrue();
                side.remove(levels.price(i));
                if (!levels.size(i).isZero()) {
                    side.put(levels.price(i), levels.size(i));
                }
            }
        }
    }
}
