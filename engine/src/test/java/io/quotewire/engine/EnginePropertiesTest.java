package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Duty;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Sharding;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Topic.Kind;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.StatusChange;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.TradeItem;
import io.quotewire.model.Update.Trades;
import io.quotewire.model.Update.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold whatever the venues do. */
class EnginePropertiesTest {
    private static final int EVENTS = 8_000;
    private static final long SILENCE_US = 5_000_000;
    private static final long RETURN_US = 30_000_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void numbers_underRandomEvents_haveNoHole(long seed) {
        Map<Topic, Long> last = new HashMap<>();
        for (Update update : run(RandomMarket.events(seed, EVENTS))) {
            Head head = update.head();
            long prev = last.getOrDefault(head.topic(), 0L);
            List<Long> taken = switch (update) {
                case Trades trades ->
                    trades.items().stream().map(TradeItem::seq).toList();
                case Value ignored -> List.of(head.seq());
                case StatusChange ignored -> List.of(head.seq());
                case Update.Gap ignored -> List.of(head.seq());
                case Update.Book ignored -> List.of(head.seq());
                case Update.ClosedCandle ignored -> List.of(head.seq());
                case Update.OpenCandle ignored -> throw new AssertionError("a view takes no number");
            };
            assertThat(taken.getFirst()).as("seed %d, %s", seed, update).isEqualTo(prev + 1);
            assertThat(taken.getLast()).as("seed %d, %s", seed, update).isEqualTo(head.seq());
            assertThat(prevOf(update, prev)).as("seed %d, %s", seed, update).isEqualTo(prev);
            last.put(head.topic(), head.seq());
        }
        assertThat(last).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void statusAndSource_underRandomEvents_changeOnlyByStatusUpdates(long seed) {
        Map<Topic, Head> last = new HashMap<>();
        for (Update update : run(RandomMarket.events(seed, EVENTS))) {
            Head head = update.head();
            Head before = last.put(head.topic(), head);
            boolean begins = before == null
                    || (before.status() == Status.CLOSED && update.head().status() != Status.CLOSED);
            if (update instanceof StatusChange change) {
                assertThat(before).as("seed %d, %s", seed, update).isNotNull();
                boolean sourceChanged = change.was() != null;
                assertThat(head.source().equals(before.source())).isEqualTo(!sourceChanged);
                assertThat(sourceChanged || head.status() != before.status()).isTrue();
                assertThat(sourceChanged ? change.was() : before.source()).isEqualTo(before.source());
                assertThat(change.data() == null).isEqualTo(head.topic().kind() == Kind.TRADE);
                assertThat(change.why()).isNotBlank();
            } else if (begins) {
                assertThat(
                                update instanceof Value value
                                        ? value.snapshot()
                                        : head.topic().kind() == Kind.TRADE)
                        .as("seed %d, %s", seed, update)
                        .isTrue();
            } else {
                assertThat(head.status()).as("seed %d, %s", seed, update).isEqualTo(before.status());
                assertThat(head.source()).as("seed %d, %s", seed, update).isEqualTo(before.source());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void statusAndChoice_underRandomEvents_areThoseOfTheModel(long seed) {
        Models models = new Models();
        List<Update> updates = new ArrayList<>();
        MarketEngine engine = engine(updates);
        Duty shard = engine.shard(0);
        long nowUs = 0;
        for (MarketEvent event : RandomMarket.events(seed, EVENTS)) {
            long eventUs = Math.max(nowUs, event.recvUs());
            for (long stepUs = nowUs + 500_000; stepUs < eventUs; stepUs += 500_000) {
                shard.doWork(stepUs);
                models.life.advance(stepUs);
                models.check(updates, stepUs, seed);
            }
            nowUs = eventUs;
            engine.offer(event);
            shard.doWork(nowUs);
            models.life.on(event, nowUs);
            models.check(updates, nowUs, seed);
        }
        assertThat(models.switches).as("seed %d", seed).isGreaterThan(20);
        assertThat(models.life.verdicts).as("seed %d", seed).containsKeys("silent", "mute", "late");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void best_underRandomEvents_isExactlyWhatItsSourceSaid(long seed) {
        Map<Topic, Update> saidLast = new HashMap<>();
        Map<Topic, String> source = new HashMap<>();
        for (Update update : run(RandomMarket.events(seed, EVENTS))) {
            Topic topic = update.head().topic();
            if (!topic.source().equals(Topic.BEST)) {
                saidLast.put(topic, update);
                continue;
            }
            Topic venues = new Topic(topic.kind(), update.head().source(), topic.instrument());
            String as = "seed %d, %s".formatted(seed, update);
            assertThat(contentOf(update)).as(as).isIn(contentOf(saidLast.get(venues)), null);
            if (update instanceof StatusChange change && change.was() != null) {
                assertThat(change.was())
                        .as(as)
                        .isEqualTo(source.put(topic, update.head().source()));
            } else {
                assertThat(source.getOrDefault(topic, update.head().source()))
                        .as(as)
                        .isEqualTo(update.head().source());
                source.put(topic, update.head().source());
            }
        }
        assertThat(source).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void quotes_underRandomEvents_areNeverCrossed(long seed) {
        for (Update update : run(RandomMarket.events(seed, EVENTS))) {
            QuoteData quote = switch (dataOf(update)) {
                case QuoteData own -> own;
                case TickerData ticker -> ticker.quote();
                case null, default -> null;
            };
            if (quote != null && quote.bid() != null && quote.ask() != null) {
                assertThat(quote.bid()).as("seed %d, %s", seed, update).isLessThan(quote.ask());
            }
        }
    }

    /** The core replays: whatever the pauses between the calls of {@code doWork}, and however many events one of them finds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void updates_ofTheSameEvents_areTheSame_howeverTheWorkIsSliced(long seed) {
        List<MarketEvent> events = RandomMarket.events(seed, EVENTS);
        List<Update> whole = run(events);
        String expected = hash(whole);

        assertThat(whole).hasSizeGreaterThan(10_000);
        assertThat(hash(run(events))).isEqualTo(expected);
        for (long slicing = 0; slicing < 4; slicing++) {
            assertThat(hash(sliced(events, new SplittableRandom(seed * 100 + slicing))))
                    .as("seed %d, slicing %d", seed, slicing)
                    .isEqualTo(expected);
        }
        assertThat(hash(run(events.subList(1, events.size())))).isNotEqualTo(expected);
    }

    /** All events wait in the mailbox, and are drained up to the limit at a time. */
    private static List<Update> run(List<MarketEvent> events) {
        List<Update> updates = new ArrayList<>();
        MarketEngine engine = engine(updates);
        long lastUs = 0;
        for (MarketEvent event : events) {
            assertThat(engine.offer(event)).isTrue();
            lastUs = Math.max(lastUs, event.recvUs());
        }
        while (engine.shard(0).doWork(lastUs) > 0) {}
        return updates;
    }

    private static List<Update> sliced(List<MarketEvent> events, SplittableRandom random) {
        List<Update> updates = new ArrayList<>();
        MarketEngine engine = engine(updates);
        long nowUs = 0;
        for (MarketEvent event : events) {
            while (event.recvUs() > nowUs && random.nextInt(3) == 0) {
                // Not all that waits need be applied by now; but no time passes before it is.
                engine.shard(0).doWork(random.nextLong(nowUs, event.recvUs() + 1));
                nowUs = random.nextLong(nowUs, event.recvUs() + 1);
                engine.shard(0).doWork(nowUs);
            }
            engine.offer(event);
            nowUs = Math.max(nowUs, event.recvUs());
        }
        while (engine.shard(0).doWork(nowUs) > 0) {}
        return updates;
    }

    private static MarketEngine engine(List<Update> updates) {
        return new MarketEngine(
                EngineConfig.DEFAULT.with(Derived.NONE),
                Crank.EPOCH,
                new Sharding(1),
                index -> updates::add,
                command -> {},
                index -> {});
    }

    private static long prevOf(Update update, long whereItHasNone) {
        return switch (update) {
            case Trades trades -> trades.prev();
            case StatusChange change -> change.prev();
            case Update.Gap gap -> gap.prev();
            case Update.Book book -> book.prev();
            case Update.ClosedCandle closed -> closed.prev();
            case Update.OpenCandle open -> open.head().seq();
            case Value ignored -> whereItHasNone;
        };
    }

    private static Update.@Nullable Data dataOf(Update update) {
        return switch (update) {
            case Value value -> value.data();
            case StatusChange change -> change.data();
            default -> null;
        };
    }

    /** All but the numbers: what a best topic must share with its source. */
    private static @Nullable String contentOf(@Nullable Update update) {
        if (update == null || (dataOf(update) == null && update instanceof StatusChange)) {
            return null; // A switch of trades repeats nothing.
        }
        Head head = update.head();
        String said = switch (update) {
            case Trades trades -> trades.items().stream().map(TradeItem::id).collect(Collectors.joining(","));
            case Update.Gap gap -> "gap " + gap.missing();
            case Update.Book book -> "book " + book.bids() + book.asks();
            case Update.ClosedCandle closed -> closed.candle().toString();
            case Update.OpenCandle open -> open.candle().toString();
            case Value value -> value.data().toString();
            case StatusChange change -> String.valueOf(change.data());
        };
        return String.join(" ", said, head.source(), head.status().text()) + head.tsUs() + " " + head.recvUs()
                + head.simulated();
    }

    private static String hash(List<Update> updates) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Update update : updates) {
                digest.update(update.toString().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The models of all listings and best topics, and what the engine has said of each. */
    private static final class Models {
        private final LifeModel life = new LifeModel(SILENCE_US);
        private final Map<Topic, BestModel> bests = new HashMap<>();
        private final Map<Topic, Head> said = new HashMap<>();
        private int seen;
        private int switches;

        void check(List<Update> updates, long nowUs, long seed) {
            for (; seen < updates.size(); seen++) {
                Update update = updates.get(seen);
                said.put(update.head().topic(), update.head());
                switches += update instanceof StatusChange change && change.was() != null ? 1 : 0;
                long sinceUs = update instanceof StatusChange change ? change.sinceUs() : nowUs;
                note(update.head(), sinceUs);
            }
            life.listings().forEach((listing, model) -> {
                expect(Kind.QUOTE, listing, model.quote(), nowUs, seed);
                expect(Kind.TICKER, listing, model.ticker(), nowUs, seed);
                expect(Kind.TRADE, listing, model.trade(), nowUs, seed);
            });
            bests.forEach((topic, model) -> {
                String chosen = model.chosen(nowUs);
                Head head = said.get(topic);
                assertThat(head == null ? null : head.source())
                        .as("seed %d, %s at %d: %s", seed, topic, nowUs, model)
                        .isEqualTo(chosen);
            });
        }

        private void note(Head head, long sinceUs) {
            Topic topic = head.topic();
            if (!topic.source().equals(Topic.BEST)) {
                Topic best = new Topic(topic.kind(), Topic.BEST, topic.instrument());
                BestModel model =
                        bests.computeIfAbsent(best, any -> new BestModel(EngineConfig.DEFAULT.bestOrder(), RETURN_US));
                model.chosen(sinceUs);
                model.on(topic.source(), head.status(), sinceUs);
                model.chosen(sinceUs);
            }
        }

        private void expect(Kind kind, Listing listing, @Nullable Status status, long nowUs, long seed) {
            Head head = said.get(new Topic(kind, listing.venue(), listing.instrument()));
            assertThat(head == null ? null : head.status())
                    .as("seed %d, %s of %s at %d", seed, kind, listing, nowUs)
                    .isEqualTo(status);
        }
    }
}
