package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Route;
import io.quotewire.model.Sharding;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import io.quotewire.model.Update.ConvertedData;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.StatusChange;
import io.quotewire.model.Update.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversionTopicTest {
    private static final Instrument USDT_USD = Instrument.parse("USDT-USD");
    private static final Instrument USD_CAD = Instrument.parse("USD-CAD");
    private static final Instrument BTC_CAD = Instrument.parse("BTC-CAD");
    private static final Route ROUTE =
            new Route(BTC_CAD, Crank.BTC, List.of(new Route.Leg(USDT_USD, false), new Route.Leg(USD_CAD, true)));
    private static final String QUOTE = "quote:best:BTC-CAD";

    /** A Tuesday. */
    private static final long NOON = Instant.parse("2026-12-01T12:00:00Z").getEpochSecond() * 1_000_000;

    private final Crank crank = new Crank(config());

    ConversionTopicTest() {
        crank.nowUs = NOON;
        crank.after(0);
    }

    private static EngineConfig config() {
        return Crank.CONFIG.with(new Derived(
                List.of(), Duration.ofSeconds(2), 0, 5, List.of(USDT_USD), List.of("first"), Duration.ofHours(26)));
    }

    private Crank convert() {
        return crank.on(new MarketEvent.Convert(new Listing("best", BTC_CAD), crank.nowUs, ROUTE));
    }

    private Crank dollar(String bid, String ask) {
        return crank.on(new MarketEvent.Quote(
                new Listing("okx", USDT_USD),
                crank.nowUs,
                crank.nowUs,
                false,
                0,
                Decimal.parse(bid),
                Decimal.parse("1"),
                Decimal.parse(ask),
                Decimal.parse("1")));
    }

    private Crank rate(String rate, long tsUs) {
        return crank.on(new MarketEvent.Rate(
                new Listing("first", USD_CAD), tsUs, crank.nowUs, false, Decimal.parse(rate), "by first"));
    }

    private ConvertedData told() {
        return switch (crank.last(QUOTE)) {
            case Value value -> (ConvertedData) value.data();
            case StatusChange change when change.data() instanceof ConvertedData data -> data;
            default -> throw new AssertionError("no value");
        };
    }

    private String price() {
        QuoteData data = (QuoteData) told().data();
        return data.bid() + "/" + data.ask();
    }

    private void all() {
        convert();
        rate("1.4", NOON - 3_600_000_000L);
        dollar("0.9990", "1.0010");
        crank.quote("okx", "100000", "100010").after(200);
    }

    @Test
    void price_thatNoVenueMakes_isMadeOfWhatTheyDoMake() {
        all();

        assertThat(price()).isEqualTo("139860.00/140154.02");
        assertThat(told().path()).isEqualTo("USDT>USD>CAD");
        assertThat(told().rate()).hasToString("1.4000000");
        assertThat(told().legs())
                .extracting(leg -> leg.pair() + " " + leg.source())
                .containsExactly("USDT-USD okx", "USD-CAD first");
        assertThat(told().legs().getLast().tsUs()).isEqualTo(NOON - 3_600_000_000L);
        assertThat(crank.last(QUOTE).head().source()).isEqualTo("okx");
        assertThat(crank.last(QUOTE).head().status()).isEqualTo(Status.LIVE);
        assertThat(crank.lines(QUOTE).getFirst()).startsWith("1 okx live snapshot");
        assertThat(crank.read(EngineMetric.CONVERSIONS, "")).isEqualTo(1);
    }

    @Test
    void rateAlone_isAtopicOfItsOwn() {
        rate("1.4", NOON);
        assertThat(crank.lines("fx:USD-CAD")).containsExactly("1 first live snapshot 1.4");
        rate("1.41", NOON + 1).after(27 * 3_600_000L);
        assertThat(crank.lines("fx:USD-CAD").subList(1, 3))
                .containsExactly("2 first live value 1.41", "3 first stale status (the newest rate is 26 h old) 1.41");
    }

    @Test
    void absurdRate_isNotTold_andCounted() {
        all();
        rate("14", NOON + 1).after(1_000);

        assertThat(price()).startsWith("139860.00/");
        assertThat(crank.read(EngineMetric.SUSPECTS, "rate")).isEqualTo(1);
    }

    @Test
    void missingStep_isNoPrice() {
        convert();
        crank.quote("okx", "100000", "100010").after(200);
        assertThat(crank.lines(QUOTE)).isEmpty();
    }

    @Test
    void conversion_isAsStaleAsItsStalestStep() {
        all();
        crank.on(new MarketEvent.FeedLost(new Listing("okx", USDT_USD), crank.nowUs, "reset"))
                .after(200);
        assertThat(crank.last(QUOTE).head().status()).isEqualTo(Status.DOWN);
        assertThat(crank.lines(QUOTE)).last().asString().contains("(USDT-USD of okx is down)");

        dollar("0.9990", "1.0010").after(200);
        assertThat(crank.last(QUOTE).head().status()).isEqualTo(Status.LIVE);

        for (int hour = 0; hour < 27; hour++) {
            crank.quote("okx", "100000", "100010").after(3_600_000);
            dollar("0.9990", "1.0010").after(200);
        }
        crank.quote("okx", "100000", "100011").after(200);
        assertThat(crank.last(QUOTE).head().status()).isEqualTo(Status.STALE);
        assertThat(crank.lines(QUOTE)).anyMatch(line -> line.contains("(USD-CAD of first is stale)"));
    }

    @Test
    void switchOfBest_isToldLikeAnyOther() {
        all();
        crank.quote("binance", "100001", "100011").after(200).clear();
        crank.lost("okx", "reset").after(200);

        List<String> lines = crank.lines(QUOTE);
        assertThat(lines.get(0)).contains(" binance live status was okx ");
        assertThat(lines.get(1)).contains(" binance live snapshot ");
    }

    @Test
    void conversion_isWorkedOutTenTimesASecondAtMost() {
        all();
        crank.clear();
        for (int i = 0; i < 100; i++) {
            crank.quote("okx", "100000", "100010." + (i + 10)).after(10);
        }
        assertThat(crank.lines(QUOTE).size()).isBetween(9, 11);
    }

    @Test
    void stepOfOneSide_isStale_andStands() {
        all();
        crank.on(new MarketEvent.Quote(
                        new Listing("okx", USDT_USD),
                        crank.nowUs,
                        crank.nowUs,
                        false,
                        0,
                        Decimal.parse("0.9"),
                        null,
                        null,
                        null))
                .after(200);

        assertThat(crank.last(QUOTE).head().status()).isEqualTo(Status.STALE);
        assertThat(price()).isEqualTo("139860.00/140154.02");
    }

    @Test
    void conversion_thatNobodyWants_isClosed_andGoesOnWithTheNumbers() {
        all();
        long seq = crank.last(QUOTE).head().seq();
        crank.on(new MarketEvent.FeedClosed(new Listing("best", BTC_CAD), crank.nowUs, "no_demand"));
        assertThat(crank.last(QUOTE).head().status()).isEqualTo(Status.CLOSED);
        crank.quote("okx", "90000", "90010").after(1_000);
        assertThat(crank.last(QUOTE).head().seq()).isEqualTo(seq + 1);

        convert().after(200);
        assertThat(crank.last(QUOTE)).isInstanceOf(Value.class);
        assertThat(crank.last(QUOTE).head().seq()).isEqualTo(seq + 2);
        assertThat(price()).startsWith("125874.00/");
    }

    @Test
    void depeg_widens() {
        all();
        dollar("0.90", "1.0010").after(200);
        assertThat(price()).isEqualTo("126000.00/140154.02");
    }

    @Test
    void weekend_isMarked() {
        crank.nowUs = NOON + 4 * 86_400_000_000L;
        convert();
        rate("1.4", crank.nowUs - 26 * 3_600_000_000L);
        dollar("0.9990", "1.0010");
        crank.quote("okx", "100000", "100010").after(200);

        assertThat(told().weekend()).isTrue();
        assertThat(crank.last(QUOTE).head().status()).isEqualTo(Status.LIVE);
    }

    @Test
    void venueThatBeginsToMakeThePriceItself_goesOnWithTheNumbers() {
        all();
        long seq = crank.last(QUOTE).head().seq();
        crank.on(new MarketEvent.Quote(
                new Listing("binance", BTC_CAD),
                crank.nowUs,
                crank.nowUs,
                false,
                0,
                Decimal.parse("139900"),
                null,
                Decimal.parse("140000"),
                null));
        Update next = crank.last(QUOTE);
        assertThat(next.head().seq()).isEqualTo(seq + 1);
        assertThat(next.head().source()).isEqualTo("binance");

        crank.clear().quote("okx", "90000", "90001").after(1_000);
        assertThat(crank.lines(QUOTE)).isEmpty();
    }

    @Test
    void shards_allKnowTheSteps() {
        List<Update> updates = new ArrayList<>();
        int shards = 7;
        MarketEngine engine = new MarketEngine(
                config(), Crank.EPOCH, new Sharding(shards), index -> updates::add, command -> {}, index -> {});
        long[] nowUs = {NOON};
        Runnable turn = () -> {
            nowUs[0] += 200_000;
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < shards; i++) {
                    engine.shard(i).doWork(nowUs[0]);
                }
            }
        };
        assertThat(engine.offer(new MarketEvent.Convert(new Listing("best", BTC_CAD), NOON, ROUTE)))
                .isTrue();
        engine.offer(
                new MarketEvent.Rate(new Listing("first", USD_CAD), NOON, NOON, false, Decimal.parse("1.4"), null));
        for (String pair : List.of("BTC-USDT", "USDT-USD")) {
            engine.offer(new MarketEvent.Quote(
                    new Listing("okx", Instrument.parse(pair)),
                    NOON,
                    NOON,
                    false,
                    0,
                    Decimal.parse("1"),
                    null,
                    Decimal.parse("2"),
                    null));
        }
        turn.run();
        turn.run();

        assertThat(updates.stream()
                        .filter(update -> update.head().topic().toString().equals(QUOTE)))
                .hasSize(1);
        assertThat(updates.stream()
                        .filter(update -> update.head().topic().toString().equals("fx:USD-CAD")))
                .hasSize(1);
    }
}
