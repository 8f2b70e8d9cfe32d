package io.quotewire.lab.market;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedMarketTest {
    private static final long START_US = 1_767_323_045_000_000L;
    private static final long SECOND_US = 1_000_000;
    private static final List<String> VENUES = List.of("okx", "binance");
    private static final Instrument BTC = Instrument.parse("BTC-USDT");
    private static final Instrument ETH = Instrument.parse("ETH-USDT");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 42, -7, Long.MAX_VALUE})
    void market_anySeed_keepsWhatMarketsKeep(long seed) {
        SimulatedMarket market = open(seed, 100);
        Invariants invariants = new Invariants(market);

        run(market, 120, invariants::look);

        assertThat(invariants.looked).as("seed " + seed).isGreaterThan(20_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 42})
    void market_overTwoDays_keepsWhatMarketsKeep(long seed) {
        SimulatedMarket market =
                SimulatedMarket.open(VENUES, List.of(BTC, Instrument.parse("YFI-USDT")), seed, 2, START_US);
        Invariants invariants = new Invariants(market);

        run(market, 50 * 3_600, invariants::look);

        assertThat(invariants.daysBegun).as("seed " + seed).isEqualTo(4 * 2);
    }

    @Test
    void market_sameSeed_isTheSameWhateverTheStepsOfTime() {
        assertThat(told(open(42, 100), 250_000)).isEqualTo(told(open(42, 100), 10_000));
    }

    @Test
    void market_otherSeed_isAnother() {
        assertThat(told(open(42, 100), 250_000)).isNotEqualTo(told(open(43, 100), 250_000));
    }

    @Test
    void market_usualBustle_hasTheTrafficOfTwoVenues() {
        Map<Listing, Integer> counts = new HashMap<>();
        SimulatedMarket market = open(42, 100);
        run(market, 600, happening -> counts.merge(happening.listing(), 1, Integer::sum));

        assertThat(counts.values().stream().mapToInt(count -> count).sum() / 600)
                .isBetween(400, 650);
        assertThat(requireNonNull(counts.get(new Listing("okx", BTC))) / 600).isBetween(30, 60);
        assertThat(requireNonNull(counts.get(new Listing("okx", Instrument.parse("ZRX-USDT")))))
                .isBetween(10, 250);
    }

    @Test
    void bustle_tenTimesAsMuch_isAboutTenTimesTheTraffic() {
        int[] counts = new int[2];
        run(open(5, 20), 120, happening -> counts[0]++);
        run(open(5, 200), 120, happening -> counts[1]++);

        assertThat(counts[1]).isBetween(5 * counts[0], 15 * counts[0]);
    }

    @Test
    void rush_sometimes_bringsTenTimesTheTrafficForSeconds() {
        int[] perSecond = new int[900];
        run(
                SimulatedMarket.open(List.of("okx"), List.of(BTC), 42, 100, START_US),
                perSecond.length - 1,
                happening -> perSecond[(int) ((happening.tsUs() - START_US) / SECOND_US)]++);

        assertThat(Arrays.stream(perSecond).max().orElse(0)).isGreaterThan(150);
        assertThat(List.of(perSecond[1], perSecond[2], perSecond[3])).allMatch(count -> count < 60);
    }

    @Test
    void prices_ofTwoVenuesAndOfTwoInstruments_goTogether() {
        SimulatedMarket market = SimulatedMarket.open(VENUES, List.of(BTC, ETH), 42, 20, START_US);
        Map<Listing, List<Double>> logs = new HashMap<>();
        for (int minute = 1; minute <= 600; minute++) {
            market.advance(START_US + minute * 60L * SECOND_US - 58 * SECOND_US, happening -> {});
            for (Pair pair : market.pairs()) {
                Quoted quoted = (Quoted) market.latest(pair.listing()).getFirst();
                logs.computeIfAbsent(pair.listing(), _ -> new ArrayList<>())
                        .add(Math.log(quoted.bid().toBigDecimal().doubleValue()));
            }
            for (int step = 1; step < 30; step++) {
                market.advance(START_US + minute * 60L * SECOND_US - (58 - 2 * step) * SECOND_US, happening -> {});
            }
        }

        List<Double> okxBtc = requireNonNull(logs.get(new Listing("okx", BTC)));
        List<Double> binanceBtc = requireNonNull(logs.get(new Listing("binance", BTC)));
        for (int i = 0; i < okxBtc.size(); i++) {
            assertThat(Math.abs(okxBtc.get(i) - binanceBtc.get(i))).isLessThan(0.001);
        }
        assertThat(correlation(okxBtc, binanceBtc)).isGreaterThan(0.95);
        assertThat(correlation(okxBtc, requireNonNull(logs.get(new Listing("okx", ETH)))))
                .isBetween(0.3, 0.98);
    }

    @Test
    void days_ofTwoVenues_areTheSameButForTicks() {
        SimulatedMarket market = open(42, 100);
        market.advance(START_US, happening -> {});
        for (Pair pair : market.pairs()) {
            Listing other = new Listing("okx", pair.listing().instrument());
            for (Happening happening : market.latest(other)) {
                if (happening instanceof Summed okx) {
                    Summed here = (Summed) market.latest(pair.listing()).get(2);
                    assertThat(here.day().open().dividedBy(okx.day().open(), 2, RoundingMode.HALF_UP))
                            .as("%s", pair)
                            .isEqualTo(Decimal.parse("1"));
                }
            }
        }
    }

    @Test
    void pause_ofAnHour_isSkipped() {
        SimulatedMarket market = open(42, 100);
        run(market, 10, happening -> {});
        List<Happening> late = new ArrayList<>();

        market.advance(START_US + 3_600 * SECOND_US, late::add);

        assertThat(late).hasSizeBetween(100, 20_000);
        assertThat(late.getFirst().tsUs()).isGreaterThan(START_US + 3_597 * SECOND_US);
        assertThat(market.nextUs()).isGreaterThan(START_US + 3_600 * SECOND_US);
    }

    @Test
    void advance_intoThePast_tellsNothing() {
        SimulatedMarket market = open(42, 100);
        run(market, 2, happening -> {});

        market.advance(START_US, happening -> assertThat(happening).isNull());
    }

    @Test
    void latest_beforeTheStart_isEmpty_andThenHasOneOfEach() {
        SimulatedMarket market = open(42, 100);
        Listing listing = new Listing("binance", BTC);
        assertThat(market.latest(listing)).isEmpty();

        market.advance(START_US, happening -> {});

        assertThat(market.latest(listing))
                .hasExactlyElementsOfTypes(Quoted.class, Traded.class, Summed.class, Booked.class);
        assertThat(market.latest(new Listing("binance", Instrument.parse("OKB-USDT"))))
                .isEmpty();
    }

    @Test
    void pairs_ofTwoVenues_areNotTheSame() {
        List<Listing> listings =
                open(1, 100).pairs().stream().map(Pair::listing).toList();

        assertThat(listings)
                .contains(new Listing("okx", Instrument.parse("OKB-USDT")))
                .doesNotContain(new Listing("binance", Instrument.parse("OKB-USDT")))
                .contains(new Listing("binance", Instrument.parse("DASH-USDT")))
                .doesNotContain(new Listing("okx", Instrument.parse("DASH-USDT")))
                .hasSize(60);
    }

    @Test
    void open_whatThereIsNot_saysWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedMarket.open(List.of("bitstamp"), List.of(), 1, 100, START_US))
                .withMessageStartingWith("no simulated venue bitstamp; there are okx, binance, kraken");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedMarket.open(VENUES, List.of(Instrument.parse("FOO-USDT")), 1, 100, START_US))
                .withMessageStartingWith("no simulated instrument FOO-USDT; there are BTC-USDT, ETH-USDT, ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedMarket.open(VENUES, List.of(), 1, 0, START_US))
                .withMessage("bustle is 1 to 1000 percent, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedMarket.open(
                        List.of("binance"), List.of(Instrument.parse("OKB-USDT")), 1, 100, START_US))
                .withMessageContaining("a venue and an instrument that it lists");
    }

    private static SimulatedMarket open(long seed, int bustle) {
        return SimulatedMarket.open(VENUES, List.of(), seed, bustle, START_US);
    }

    private static List<Happening> told(SimulatedMarket market, long stepUs) {
        List<Happening> told = new ArrayList<>();
        for (long us = 0; us <= 30 * SECOND_US; us += stepUs) {
            market.advance(START_US + us, told::add);
        }
        return told;
    }

    private static void run(SimulatedMarket market, int seconds, Consumer<Happening> sink) {
        for (int second = 0; second <= seconds; second++) {
            market.advance(START_US + second * SECOND_US, sink);
        }
    }

    /** How far the moves of two series from minute to minute are alike. */
    private static double correlation(List<Double> one, List<Double> other) {
        double product = 0;
        double square = 0;
        double otherSquare = 0;
        for (int i = 1; i < one.size(); i++) {
            double move = one.get(i) - one.get(i - 1);
            double otherMove = other.get(i) - other.get(i - 1);
            product += move * otherMove;
            square += move * move;
            otherSquare += otherMove * otherMove;
        }
        return product / Math.sqrt(square * otherSquare);
    }

    /** What holds in any market at any time. */
    private static final class Invariants {
        private final Map<Listing, Pair> pairs = new HashMap<>();
        private final Map<Listing, Quoted> quotes = new HashMap<>();
        private final Map<Listing, Traded> trades = new HashMap<>();
        private final Map<Listing, Summed> sums = new HashMap<>();
        private final Map<Listing, Booked> books = new HashMap<>();
        private long lastId;
        private long lastUs;
        int looked;
        int daysBegun;

        Invariants(SimulatedMarket market) {
            market.pairs().forEach(pair -> pairs.put(pair.listing(), pair));
        }

        void look(Happening happening) {
            looked++;
            assertThat(happening.id()).isEqualTo(++lastId);
            assertThat(happening.tsUs()).isGreaterThanOrEqualTo(lastUs);
            assertThat(happening.tsUs() % 1_000).isZero();
            lastUs = happening.tsUs();
            switch (happening) {
                case Quoted quoted -> look(quoted);
                case Traded traded -> look(traded);
                case Summed summed -> look(summed);
                case Booked booked -> look(booked);
            }
        }

        private void look(Quoted quoted) {
            Quoted before = quotes.put(quoted.listing(), quoted);
            assertThat(quoted.bid()).as("%s", quoted).isLessThan(quoted.ask());
            assertThat(quoted.ask()
                            .minus(quoted.bid())
                            .toBigDecimal()
                            .compareTo(tick(quoted).movePointRight(1)))
                    .as("%s", quoted)
                    .isNegative();
            assertThat(quoted.bid().signum()
                            * quoted.bidSize().signum()
                            * quoted.askSize().signum())
                    .isOne();
            onTick(quoted, quoted.bid());
            onTick(quoted, quoted.ask());
            assertThat(Mark.in(quoted.bidSize())).isEqualTo(Mark.of(quoted.id()));
            assertThat(before == null || before.sequence() + 1 == quoted.sequence())
                    .isTrue();
        }

        private void look(Booked booked) {
            Booked before = books.put(booked.listing(), booked);
            assertThat(booked.after().agreesWith(requireNonNull(quotes.get(booked.listing()))))
                    .as("%s", booked)
                    .isTrue();
            assertThat(booked.last())
                    .isEqualTo(requireNonNull(quotes.get(booked.listing())).sequence());
            assertThat(booked.last()).isGreaterThanOrEqualTo(booked.first());
            assertThat(before == null || before.last() + 1 == booked.first()).isTrue();
            assertThat(before == null || before.count() + 1 == booked.count()).isTrue();
            assertThat(before == null || booked.tsUs() - before.tsUs() >= 99_000)
                    .isTrue();
        }

        private void look(Traded traded) {
            Traded before = trades.put(traded.listing(), traded);
            Quoted quoted = requireNonNull(quotes.get(traded.listing()));
            assertThat(traded.price()).isEqualTo(traded.side() == Side.BUY ? quoted.ask() : quoted.bid());
            assertThat(traded.size().signum()).isOne();
            assertThat(Mark.in(traded.size())).isEqualTo(Mark.of(traded.id()));
            assertThat(before == null || before.number() + 1 == traded.number())
                    .as("%s", traded)
                    .isTrue();
        }

        private void look(Summed summed) {
            Summed before = sums.put(summed.listing(), summed);
            assertThat(summed.quote()).isEqualTo(quotes.get(summed.listing()));
            assertThat(summed.trade()).isEqualTo(trades.get(summed.listing()));
            assertThat(summed.day().high())
                    .as("%s", summed)
                    .isGreaterThanOrEqualTo(summed.trade().price());
            assertThat(summed.day().low())
                    .as("%s", summed)
                    .isLessThanOrEqualTo(summed.trade().price());
            assertThat(summed.day().open())
                    .isBetween(summed.day().low(), summed.day().high());
            assertThat(Mark.in(summed.day().volume())).isEqualTo(Mark.of(summed.id()));
            assertThat(summed.trade().number())
                    .isEqualTo(summed.day().firstTrade() + summed.day().trades() - 1);
            if (before != null && before.day().firstTrade() == summed.day().firstTrade()) {
                grows(before, summed);
            } else if (before != null) {
                daysBegun++;
            }
        }

        private static void grows(Summed before, Summed summed) {
            assertThat(summed.tsUs() - before.tsUs()).as("%s", summed).isGreaterThanOrEqualTo(999_000);
            assertThat(summed.day().volume()).isGreaterThan(before.day().volume());
            assertThat(summed.day().turnover())
                    .isGreaterThanOrEqualTo(before.day().turnover());
            assertThat(summed.day().high()).isGreaterThanOrEqualTo(before.day().high());
            assertThat(summed.day().low()).isLessThanOrEqualTo(before.day().low());
        }

        private void onTick(Happening happening, Decimal price) {
            assertThat(price.toBigDecimal().remainder(tick(happening)))
                    .as("%s", happening)
                    .isZero();
            assertThat(price.places())
                    .isEqualTo(requireNonNull(pairs.get(happening.listing())).pricePlaces());
        }

        private BigDecimal tick(Happening happening) {
            return requireNonNull(pairs.get(happening.listing())).tick().toBigDecimal();
        }
    }
}
