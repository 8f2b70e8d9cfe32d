package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Decimal;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.StatusChange;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.TradeItem;
import io.quotewire.model.Update.Trades;
import io.quotewire.model.Update.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two venues whose prices wander, and each of whose channels now and then says one price that is ten times too much or little. */
class QuarantinePropertiesTest {
    private static final List<String> VENUES = List.of("okx", "binance");

    private final Crank crank = new Crank();
    private final Set<String> told = new HashSet<>();
    private final Set<String> outliers = new HashSet<>();
    private final List<String> clean = new ArrayList<>();
    private long price = 100_000_000;
    private double outlierEvents;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shownPrices_areOnesThatTheVenueTold_andNeverAnOutlier(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            price += random.nextLong(-200_000, 200_001);
            String venue = VENUES.get(random.nextInt(2));
            int channel = random.nextInt(3);
            boolean outlier = random.nextInt(20) == 0 && clean.contains(venue + channel);
            clean.remove(venue + channel);
            if (!outlier) {
                clean.add(venue + channel); // Never two in a row.
            }
            tell(venue, channel, i, outlier ? random.nextBoolean() ? price * 10 : price / 10 : price, outlier);
            crank.after(random.nextInt(300));
        }

        for (Update update : crank.updates) {
            for (String shown : shown(update)) {
                assertThat(told).as("seed %d, %s", seed, update).contains(shown);
                assertThat(outliers).as("seed %d, %s", seed, update).doesNotContain(shown);
            }
            for (TradeItem item : update instanceof Trades trades ? trades.items() : List.<TradeItem>of()) {
                assertThat(item.suspect())
                        .as("seed %d, %s", seed, update)
                        .isEqualTo(outliers.contains(update.head().source() + item.price()));
            }
        }
        assertThat(outliers).hasSizeGreaterThan(100);
        assertThat(crank.read(EngineMetric.SUSPECTS, "")).isEqualTo(outlierEvents);
        assertThat(crank.read(EngineMetric.OUTLIERS, "")).isBetween(outlierEvents - 6, outlierEvents);
    }

    private void tell(String venue, int channel, int number, long micros, boolean outlier) {
        String bid = Decimal.of(micros, 6, 6).toString();
        String ask = Decimal.of(micros + 1, 6, 6).toString();
        (outlier ? outliers : told).addAll(Set.of(venue + bid, venue + ask));
        outlierEvents += outlier ? 1 : 0;
        switch (channel) {
            case 0 -> crank.quote(venue, bid, ask);
            case 1 -> crank.ticker(venue, bid, bid, ask);
            default -> crank.trade(venue, number + 1, bid);
        }
    }

    private static List<String> shown(Update update) {
        List<String> shown = new ArrayList<>();
        Data data = update instanceof Value value
                ? value.data()
                : update instanceof StatusChange change ? change.data() : null;
        switch (data) {
            case null -> {}
            case QuoteData quote -> add(shown, update, quote.bid(), quote.ask());
            case TickerData ticker ->
                add(
                        shown,
                        update,
                        ticker.last(),
                        ticker.quote().bid(),
                        ticker.quote().ask());
            default -> throw new AssertionError("none of a venue's: " + data);
        }
        return shown;
    }

    private static void add(List<String> shown, Update update, @Nullable Decimal... prices) {
        for (Decimal each : prices) {
            if (each != null) {
                shown.add(update.head().source() + each);
            }
        }
    }
}
