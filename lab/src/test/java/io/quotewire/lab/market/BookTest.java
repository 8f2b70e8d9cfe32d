package io.quotewire.lab.market;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.model.Extent;
import io.quotewire.model.Instrument;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.book.OrderBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The books behind the best prices: whole, and the same whether they are told at once or change by change. */
class BookTest {
    private static final long START_US = 1_767_323_045_000_000L;
    private static final List<String> VENUES =
            List.of("okx", "binance", "kraken", "coinbase", "coinbase-advanced", "bybit", "gate");

    @ParameterizedTest
    @ValueSource(longs = {1, 42, -5})
    void book_anySeed_hasHundredsOfLevelsInOrder_andIsNotCrossed(long seed) {
        SimulatedMarket market = SimulatedMarket.open(VENUES, List.of(), seed, 100, START_US);
        for (int second = 0; second < 20; second += 5) {
            market.advance(START_US + second * 1_000_000L, happening -> {});
            for (Pair pair : market.pairs()) {
                Book book = requireNonNull(market.book(pair.listing()));
                Levels bids = book.bids(Book.WHOLE);
                Levels asks = book.asks(Book.WHOLE);
                assertThat(Math.min(bids.count(), asks.count())).as("%s", pair).isGreaterThan(500);
                assertThat(bids.price(0)).isLessThan(asks.price(0));
                for (int i = 1; i < bids.count(); i++) {
                    assertThat(bids.price(i)).as("%s %d", pair, i).isLessThan(bids.price(i - 1));
                }
                for (int i = 1; i < asks.count(); i++) {
                    assertThat(asks.price(i)).as("%s %d", pair, i).isGreaterThan(asks.price(i - 1));
                }
                assertThat(bids.sizeMantissa(bids.count() - 1)).isPositive();
            }
        }
    }

    @Test
    void changes_ofAWholeBook_leadFromEachStateToTheNext() {
        assertChangesLead(booked -> List.of(booked.bids(Book.WHOLE, true), booked.asks(Book.WHOLE, true)), Book.WHOLE);
    }

    @Test
    void changes_ofAWindowThatTellsWhoFalls_leadFromEachStateToTheNext() {
        assertChangesLead(booked -> List.of(booked.bids(25, true), booked.asks(25, true)), 25);
    }

    @Test
    void changes_ofAWindowThatDoesNot_leadToTheNextOnceItIsCut() {
        assertChangesLead(booked -> List.of(booked.bids(10, false), booked.asks(10, false)), 10);
    }

    @Test
    void changes_betweenTwoTellings_areFew() {
        List<Integer> counts = new ArrayList<>();
        market().advance(START_US + 2_000_000, happening -> {
            if (happening instanceof Booked booked
                    && booked.last() - booked.first() < 3
                    && booked.before().bids(1).count() > 0) {
                counts.add(booked.bids(Book.WHOLE, true).count());
            }
        });
        assertThat(counts).hasSizeGreaterThan(50);
        assertThat(counts.stream().mapToInt(count -> count).average().orElse(0)).isBetween(1.0, 40.0);
    }

    @Test
    void book_ofAWhileAgo_isStillWhatItWas() {
        SimulatedMarket market = market();
        Listing btc = new Listing("okx", Instrument.parse("BTC-USDT"));
        market.advance(START_US + 1_000_000, happening -> {});
        Book book = requireNonNull(market.book(btc));
        Levels bids = book.bids(Book.WHOLE);

        market.advance(START_US + 3_000_000, happening -> {});

        assertThat(requireNonNull(market.book(btc)).sequence()).isGreaterThan(book.sequence());
        assertThat(book.bids(Book.WHOLE))
                .isEqualTo(bids)
                .isNotEqualTo(requireNonNull(market.book(btc)).bids(Book.WHOLE));
    }

    @Test
    void trades_ofThePast_areConsecutiveAndBounded() {
        SimulatedMarket market =
                SimulatedMarket.open(List.of("okx"), List.of(Instrument.parse("BTC-USDT")), 3, 1_000, START_US);
        for (int second = 0; second < 60; second++) {
            market.advance(START_US + second * 1_000_000L, happening -> {});
        }
        List<Happening.Traded> past = market.trades(new Listing("okx", Instrument.parse("BTC-USDT")));

        assertThat(past).hasSize(ListingMarket.PAST_TRADES);
        for (int i = 1; i < past.size(); i++) {
            assertThat(past.get(i).number()).isEqualTo(past.get(i - 1).number() + 1);
        }
    }

    /** @param window as many levels a side are kept and compared */
    private static void assertChangesLead(Function<Booked, List<Levels>> changes, int window) {
        Map<Listing, OrderBook> books = new HashMap<>();
        int[] looked = new int[1];
        market().advance(START_US + 2_000_000, happening -> {
            if (happening instanceof Booked booked) {
                OrderBook book = books.computeIfAbsent(booked.listing(), any -> {
                    OrderBook first = new OrderBook();
                    Extent extent = window == Book.WHOLE ? Extent.WHOLE : Extent.window(window);
                    first.replace(extent, Levels.EMPTY, Levels.EMPTY);
                    return first;
                });
                List<Levels> sides = changes.apply(booked);
                assertThat(book.apply(sides.getFirst(), sides.getLast())).isTrue();
                assertThat(book.bids().best(window)).isEqualTo(booked.after().bids(window));
                assertThat(book.asks().best(window)).isEqualTo(booked.after().asks(window));
                assertThat(book.isCrossed()).isFalse();
                looked[0]++;
            }
        });
        assertThat(looked[0]).isGreaterThan(300);
    }

    private static SimulatedMarket market() {
        return SimulatedMarket.open(List.of("okx", "kraken", "gate"), List.of(), 9, 300, START_US);
    }
}
