package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Metric;
import io.quotewire.model.Sharding;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardTest {
    private static final Decimal ONE = Decimal.parse("1");
    private static final EngineConfig SMALL =
            new EngineConfig(List.of("okx"), Duration.ofSeconds(10), Duration.ofSeconds(30), 16, 2);

    @Test
    void timers_fireBeforeTheEventThatIsDueWithThem() {
        Crank crank = new Crank();
        crank.lively("okx").quote("okx", "1", "2");
        crank.nowUs += 10_000_000;

        crank.quote("okx", "3", "4");

        assertThat(crank.lines("quote:okx:BTC-USDT"))
                .containsExactly(
                        "1 okx live snapshot 1/2",
                        "2 okx stale status (okx mute: nothing at all for 10000 ms) 1/2",
                        "3 okx live status (okx sends again) 3/4");
    }

    @Test
    void timers_doNotOvertakeEvents_whenTheDrainStopsAtItsLimit() {
        Crank crank = new Crank();
        for (int i = 0; i <= Shard.DRAIN_LIMIT; i++) {
            crank.engine.offer(quote("okx", Crank.BTC, crank.nowUs + i * 9_000_000L));
        }
        long endUs = crank.nowUs + Shard.DRAIN_LIMIT * 9_000_000L;

        assertThat(crank.shard.doWork(endUs)).isEqualTo(Shard.DRAIN_LIMIT);
        assertThat(crank.shard.doWork(endUs)).isPositive();
        assertThat(crank.shard.doWork(endUs)).isZero();

        assertThat(crank.updates).allMatch(update -> update.head().status() == Status.LIVE);
    }

    @Test
    void time_neverGoesBack() {
        Crank crank = new Crank();
        crank.lively("okx").quote("okx", "1", "2").after(10_000);
        crank.engine.offer(quote("okx", Crank.BTC, crank.nowUs - 9_999_000));
        crank.shard.doWork(crank.nowUs - 5_000_000);

        Update.StatusChange again = (Update.StatusChange) crank.last("quote:okx:BTC-USDT");
        assertThat(again.head().status()).isEqualTo(Status.LIVE);
        assertThat(again.sinceUs()).isEqualTo(crank.nowUs);
    }

    @Test
    void eventThatCameTooLate_isStaleAgainBeforeTheNext() {
        Crank crank = new Crank();
        crank.lively("binance")
                .quote("okx", "1", "2")
                .quote("binance", "1", "2")
                .after(70_000)
                .clear();
        for (int i = 0; i < 3; i++) {
            crank.engine.offer(quote("kraken", Crank.BTC, crank.nowUs - 3_000_000 + i * 1_000_000L));
        }
        crank.engine.offer(quote("okx", Crank.BTC, crank.nowUs - 61_000_000));
        crank.engine.offer(quote("binance", Crank.BTC, crank.nowUs - 65_000_000));
        crank.shard.doWork(crank.nowUs);

        assertThat(crank.updates)
                .filteredOn(update -> update.head().topic().toString().startsWith("quote:"))
                .extracting(update -> update.head().topic().source() + " "
                        + update.head().status().text())
                .endsWith(
                        "okx live",
                        "best live",
                        "okx stale",
                        "best stale",
                        "binance live",
                        "best live",
                        "best live",
                        "binance stale",
                        "best stale");
    }

    @Test
    void idleShard_saysThatNothingWasDone() {
        Crank crank = new Crank();
        crank.quote("okx", "1", "2");

        assertThat(crank.shard.doWork(crank.nowUs + 1)).isZero();
    }

    @Test
    void fullMailbox_refusesData_butTakesLossesInTheirPlace() {
        List<Update> updates = new ArrayList<>();
        MarketEngine engine = new MarketEngine(
                SMALL, Crank.EPOCH, new Sharding(1), index -> updates::add, command -> {}, index -> {});
        for (int i = 0; i < 16; i++) {
            assertThat(engine.offer(quote("okx", Crank.BTC, 1_000 + i))).isTrue();
        }

        assertThat(engine.offer(quote("okx", Crank.BTC, 2_000))).isFalse();
        assertThat(engine.offer(new MarketEvent.FeedLost(Crank.listing("okx"), 2_001, "mailbox full")))
                .isTrue();
        assertThat(engine.offer(new MarketEvent.FeedClosed(Crank.listing("binance"), 2_002, "no_demand")))
                .isTrue();
        assertThat(engine.offer(new MarketEvent.FeedLost(Crank.listing("okx"), 2_003, "again")))
                .isFalse();
        assertThat(engine.offer(quote("okx", Crank.BTC, 2_004))).isFalse();
        assertThat(value(engine, EngineMetric.DROPPED)).isEqualTo(3);
        assertThat(value(engine, EngineMetric.MAILBOX)).isEqualTo(18);

        engine.shard(0).doWork(3_000);
        assertThat(engine.offer(quote("okx", Crank.BTC, 3_000))).isTrue();
        engine.shard(0).doWork(3_000);

        assertThat(updates)
                .filteredOn(update -> update.head().topic().toString().equals("quote:okx:BTC-USDT"))
                .extracting(update -> update.head().status())
                .hasSize(18)
                .endsWith(Status.LIVE, Status.DOWN, Status.LIVE);
        assertThat(value(engine, EngineMetric.MAILBOX)).isZero();
    }

    @Test
    void oneListingTooMany_isRefusedAndCounted() {
        List<Update> updates = new ArrayList<>();
        MarketEngine engine = new MarketEngine(
                SMALL, Crank.EPOCH, new Sharding(1), index -> updates::add, command -> {}, index -> {});
        for (String name : List.of("A-USDT", "B-USDT", "C-USDT", "A-USDT")) {
            engine.offer(quote("kraken", Instrument.parse(name), 1_000));
        }
        engine.shard(0).doWork(1_000);

        assertThat(updates)
                .extracting(update -> update.head().topic().toString())
                .containsExactly(
                        "quote:kraken:A-USDT",
                        "ticker:kraken:A-USDT",
                        "quote:kraken:B-USDT",
                        "ticker:kraken:B-USDT",
                        "quote:kraken:A-USDT",
                        "ticker:kraken:A-USDT");
        assertThat(value(engine, EngineMetric.UNLISTED)).isEqualTo(1);
        assertThat(value(engine, EngineMetric.LISTINGS)).isEqualTo(2);
    }

    @Test
    void venue_isMute_whenAllShardsThatFollowItSaySo_sinceTheLastOfThem() {
        MarketEngine engine = new MarketEngine(
                EngineConfig.DEFAULT, Crank.EPOCH, new Sharding(2), index -> update -> {}, command -> {}, index -> {});
        Instrument other = List.of("A-USDT", "B-USDT", "C-USDT", "D-USDT").stream()
                .map(Instrument::parse)
                .filter(instrument -> new Sharding(2).of(instrument) != new Sharding(2).of(Crank.BTC))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 70; i++) {
            engine.offer(quote("okx", Crank.BTC, 1_000_000 + i * 100_000L));
            engine.offer(quote("okx", other, 3_000_000 + i * 100_000L));
        }
        long endsUs = 1_000_000 + 6_900_000;
        for (int shard = 0; shard < 2; shard++) {
            engine.shard(shard).doWork(endsUs + 5_000_000);
        }
        assertThat(engine.muteSinceUs("okx")).as("one speaks still").isZero();

        for (int shard = 0; shard < 2; shard++) {
            engine.shard(shard).doWork(endsUs + 7_000_000);
        }
        assertThat(engine.muteSinceUs("okx")).isEqualTo(endsUs + 2_000_000);
        assertThat(engine.muteSinceUs("binance")).isZero();
    }

    @Test
    void waker_isCalledOnce_forTheShardThatGotSomething() {
        List<Integer> woken = new ArrayList<>();
        Sharding sharding = new Sharding(4);
        MarketEngine engine =
                new MarketEngine(SMALL, Crank.EPOCH, sharding, index -> update -> {}, command -> {}, woken::add);

        engine.offer(quote("okx", Crank.BTC, 1));
        engine.offer(quote("okx", Crank.BTC, 2));
        assertThat(woken).containsExactly(sharding.of(Crank.BTC));

        engine.shard(sharding.of(Crank.BTC)).doWork(2);
        engine.offer(quote("okx", Crank.BTC, 3));
        assertThat(woken).hasSize(2);
    }

    @Test
    void updates_leaveByTheSinkOfTheirShard() {
        Sharding sharding = new Sharding(3);
        List<List<Update>> sinks = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        MarketEngine engine = new MarketEngine(
                EngineConfig.DEFAULT, Crank.EPOCH, sharding, index -> sinks.get(index)::add, command -> {}, i -> {});
        for (char base = 'A'; base <= 'Z'; base++) {
            engine.offer(quote("okx", new Instrument(String.valueOf(base), "USDT"), 1));
        }
        for (int index = 0; index < 3; index++) {
            engine.shard(index).doWork(1);
            int shard = index;
            assertThat(sinks.get(index))
                    .isNotEmpty()
                    .allMatch(update -> sharding.of(update.head().topic().instrument()) == shard);
        }
        assertThat(value(engine, EngineMetric.EVENTS)).isEqualTo(26);
        assertThat(value(engine, EngineMetric.UPDATES)).isEqualTo(104);
    }

    private static MarketEvent quote(String venue, Instrument instrument, long recvUs) {
        return new MarketEvent.Quote(new Listing(venue, instrument), 0, recvUs, false, 0, ONE, ONE, null, null);
    }

    private static double value(MarketEngine engine, EngineMetric metric) {
        return engine.read().stream()
                .filter(reading -> reading.metric() == metric)
                .mapToDouble(Metric.Reading::value)
                .sum();
    }
}
