package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Route;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.ConvertedData;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.LegRate;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import io.quotewire.model.Update.StatusChange;
import io.quotewire.model.Update.TickerData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What topics said before the process began anew is told as stale, and changes nothing else. */
class RememberedTest {
    private static final String QUOTE = "quote:okx:BTC-USDT";
    private static final String BEST = "quote:best:BTC-USDT";
    private static final long BEFORE_US = 900_000_000;
    private static final String TOLD = "status (kept from before the restart) ";

    private final Crank crank = new Crank();

    @Test
    void value_fromBefore_isToldAsStaleWithItsOwnTimes() {
        crank.on(quote(QUOTE, "okx", "10", "11"));

        assertThat(crank.updates).hasSize(1);
        assertThat(crank.lines(QUOTE)).containsExactly("1 okx stale " + TOLD + "10/11");
        StatusChange told = (StatusChange) crank.last(QUOTE);
        assertThat(told.head())
                .isEqualTo(new Head(
                        Topic.parse(QUOTE), Crank.EPOCH, 1, BEFORE_US - 5, BEFORE_US, "okx", Status.STALE, true));
        assertThat(told.sinceUs()).isEqualTo(crank.nowUs);
    }

    @Test
    void feed_whenItSpeaks_takesOverAsIfThereHadBeenNothing() {
        crank.on(quote(QUOTE, "okx", "10", "11")).on(quote(BEST, "binance", "9", "12"));

        crank.quote("okx", "100", "101")
                .quote("okx", "102", "103"); // Ten times as much: no outlier, there is nothing to be off.

        assertThat(crank.lines(QUOTE))
                .containsExactly(
                        "1 okx stale " + TOLD + "10/11", "2 okx live snapshot 100/101", "3 okx live value 102/103");
        assertThat(crank.lines(BEST))
                .containsExactly(
                        "1 binance stale " + TOLD + "9/12", "2 okx live snapshot 100/101", "3 okx live value 102/103");
        assertThat(crank.read(EngineMetric.SUSPECTS, "")).isZero();
        assertThat(crank.read(EngineMetric.REGRESSED, "")).isZero();
        assertThat(crank.read(EngineMetric.SWITCHES, "")).isZero();
    }

    @Test
    void feed_whoseTimeIsBeforeTheRememberedOne_isBelieved() {
        MarketEvent.Remembered future = new MarketEvent.Remembered(
                new Head(Topic.parse(QUOTE), new Epoch(3), 8, crank.nowUs * 2, crank.nowUs, "okx", Status.LIVE, false),
                new QuoteData(dec("10"), null, dec("11"), null),
                crank.nowUs);
        crank.on(future).quote("okx", "12", "13");

        assertThat(crank.lines(QUOTE)).endsWith("2 okx live snapshot 12/13");
    }

    @Test
    void remembered_topics_areNoEvidenceAndNoChoice() {
        crank.on(quote(QUOTE, "okx", "10", "11")).after(60_000);
        crank.lost("okx", "refused").after(60_000);

        assertThat(crank.updates).hasSize(1); // Best has not begun, and what has not come is not lost.
        assertThat(crank.commands).isEmpty();
        assertThat(crank.engine.muteSinceUs("okx")).isZero();
        assertThat(crank.read(EngineMetric.VERDICTS, "")).isZero();
    }

    @Test
    void remembered_afterTheTopicHasSpoken_isIgnored() {
        crank.quote("okx", "12", "13").clear();

        crank.on(quote(QUOTE, "okx", "10", "11"));
        crank.on(quote("quote:kraken:BTC-USDT", "kraken", "10", "11"));
        crank.on(quote("quote:kraken:BTC-USDT", "kraken", "10", "11"));

        assertThat(crank.updates).hasSize(1);
        assertThat(crank.read(EngineMetric.IGNORED, "remembered")).isEqualTo(2);
    }

    @Test
    void remembered_ofThisLifeOrOfNoValueTopic_isIgnored() {
        Head was = new Head(Topic.parse(QUOTE), Crank.EPOCH, 8, 0, BEFORE_US, "okx", Status.LIVE, false);
        QuoteData data = new QuoteData(dec("10"), null, dec("11"), null);
        crank.on(new MarketEvent.Remembered(was, data, crank.nowUs));
        crank.on(quote("trade:okx:BTC-USDT", "okx", "10", "11"));

        assertThat(crank.updates).isEmpty();
        assertThat(crank.read(EngineMetric.IGNORED, "remembered")).isEqualTo(2);
    }

    @Test
    void remembered_beyondTheBound_isIgnored() {
        Crank small =
                new Crank(new EngineConfig(List.of("okx"), Duration.ofSeconds(10), Duration.ofSeconds(30), 64, 2));
        for (int i = 0; i < 10; i++) {
            small.on(quote("quote:okx:A" + i + "-USDT", "okx", "1", "2"));
        }

        assertThat(small.updates).hasSize(8);
        assertThat(small.read(EngineMetric.IGNORED, "remembered")).isEqualTo(2);
    }

    @Test
    void rate_fromBefore_isStaleUntilAProviderSpeaks() {
        Instrument pair = Instrument.parse("USD-CAD");
        Head was = new Head(Topic.fx(pair), new Epoch(3), 8, BEFORE_US, BEFORE_US, "frankfurter", Status.LIVE, false);
        crank.on(new MarketEvent.Remembered(was, new RateData(dec("9.99"), false, null), crank.nowUs));
        assertThat(crank.last("fx:USD-CAD").head().status()).isEqualTo(Status.STALE);

        crank.on(new MarketEvent.Rate(
                new Listing("frankfurter", pair), crank.nowUs, crank.nowUs, false, dec("1.3987"), null));

        Update.Value told = (Update.Value) crank.last("fx:USD-CAD");
        assertThat(told.head().seq()).isEqualTo(2);
        assertThat(told.head().status()).isEqualTo(Status.LIVE);
        assertThat(told.data()).isEqualTo(new RateData(dec("1.3987"), false, null));
        assertThat(crank.read(EngineMetric.SUSPECTS, "rate")).isZero();
    }

    @Test
    void conversion_fromBefore_isStaleAsAreItsSteps_andIsWorkedOutAnew() {
        Instrument cad = Instrument.parse("BTC-CAD");
        Instrument step = Instrument.parse("USDT-CAD");
        LegRate leg = new LegRate(step, "okx", dec("1.4"), dec("1.4"), BEFORE_US, Status.LIVE);
        Data before = new ConvertedData(
                new QuoteData(dec("14"), null, dec("15"), null), "USDT>CAD", dec("1.4"), List.of(leg), false);
        Head was = new Head(
                new Topic(Topic.Kind.QUOTE, Topic.BEST, cad),
                new Epoch(3),
                8,
                BEFORE_US,
                BEFORE_US,
                "okx",
                Status.LIVE,
                false);
        crank.on(new MarketEvent.Remembered(was, before, crank.nowUs));
        ConvertedData told =
                (ConvertedData) Objects.requireNonNull(((StatusChange) crank.last("quote:best:BTC-CAD")).data());
        assertThat(told.legs()).extracting(LegRate::status).containsExactly(Status.STALE);

        Route route = new Route(cad, Crank.BTC, List.of(new Route.Leg(step, true)));
        crank.on(new MarketEvent.Convert(new Listing(Topic.BEST, cad), crank.nowUs, route))
                .after(1_000);
        assertThat(crank.lines("quote:best:BTC-CAD")).hasSize(1); // There is no rate, and it is as stale as before.

        crank.on(new MarketEvent.Rate(
                new Listing("frankfurter", step), crank.nowUs, crank.nowUs, false, dec("2"), null));
        crank.quote("okx", "10", "11").after(200);

        Update now = crank.last("quote:best:BTC-CAD");
        assertThat(now.head().seq()).isEqualTo(2);
        assertThat(now)
                .isInstanceOfSatisfying(
                        Update.Value.class,
                        value -> assertThat(value.snapshot()).isTrue());
    }

    /** Whatever comes: with what was remembered taken out and the numbers moved, it is the same as without. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void market_thatRemembers_saysWhatOneSaysThatDoesNot(long seed) {
        EngineConfig config = Crank.CONFIG.with(Derived.DEFAULT);
        Crank without = new Crank(config);
        Crank with = new Crank(config);
        for (String topic : List.of(
                "quote:okx:A-USDT",
                "ticker:kraken:A-USDT",
                "quote:best:A-USDT",
                "ticker:best:B-USDT",
                "quote:index:A-USDT")) {
            with.on(quote(
                    topic, topic.contains("best") ? "okx" : Topic.parse(topic).source(), "10", "11"));
        }
        assertThat(with.updates).hasSize(5);
        with.clear();
        List<MarketEvent> events = RandomMarket.events(seed, 2_000);
        events.forEach(event -> {
            without.engine.offer(event);
            without.shard.doWork(event.recvUs());
            with.engine.offer(event);
            with.shard.doWork(event.recvUs());
        });

        assertThat(unnumbered(with.updates)).as("seed %d", seed).isEqualTo(unnumbered(without.updates));
        assertThat(with.commands).isEqualTo(without.commands);
    }

    private static List<String> unnumbered(List<Update> updates) {
        List<String> lines = new ArrayList<>();
        for (Update update : updates) {
            String line = Lines.of(update);
            boolean value = update.head().topic().shape() == Topic.Shape.VALUE;
            lines.add(update.head().topic() + " " + (value ? line.substring(line.indexOf(' ')) : line));
        }
        return lines;
    }

    private MarketEvent.Remembered quote(String topic, String source, String bid, String ask) {
        QuoteData quote = new QuoteData(dec(bid), dec("1"), dec(ask), dec("2"));
        Data data = topic.startsWith("ticker")
                ? new TickerData(dec("10"), quote, null, null, null, null, null, null)
                : quote;
        Head was = new Head(Topic.parse(topic), new Epoch(3), 8, BEFORE_US - 5, BEFORE_US, source, Status.LIVE, true);
        return new MarketEvent.Remembered(was, data, crank.nowUs);
    }

    private static Decimal dec(String text) {
        return Decimal.parse(text);
    }
}
