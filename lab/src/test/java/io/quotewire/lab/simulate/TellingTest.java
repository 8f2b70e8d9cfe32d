package io.quotewire.lab.simulate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.model.Extent;
import io.quotewire.model.Listing;
import io.quotewire.model.book.OrderBook;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a venue says of what happens, to all and to who asks. */
class TellingTest {
    private static final long START_US = 1_767_323_045_000_000L;
    private static final Listing BTC = new Listing("okx", Rig.BTC);

    private final Telling telling = new Telling(new Faults("okx"));
    private final List<Booked> told = new ArrayList<>();
    private final SimulatedMarket market = SimulatedMarket.open(List.of("okx"), List.of(Rig.BTC), 9, 300, START_US);

    /** A level that came and went between two tellings is in neither, but in the book of who asked meanwhile. */
    @Test
    void changes_leadOn_fromABookThatWasShownBetweenTwoTellings() {
        long us = START_US;
        advance(us);
        int looked = 0;
        while (looked < 200) {
            us += 40_000;
            advance(us);
            Book shown = telling.shown(BTC, requireNonNull(market.book(BTC)));
            OrderBook asked = new OrderBook();
            asked.replace(Extent.WHOLE, shown.bids(Book.WHOLE), shown.asks(Book.WHOLE));
            int before = told.size();
            for (; told.size() == before; us += 1_000) {
                advance(us);
            }
            Booked next = told.getLast();
            assertThat(asked.apply(next.bids(Book.WHOLE, true), next.asks(Book.WHOLE, true)))
                    .isTrue();
            assertThat(asked.bids().best(Book.WHOLE)).isEqualTo(next.after().bids(Book.WHOLE));
            assertThat(asked.asks().best(Book.WHOLE)).isEqualTo(next.after().asks(Book.WHOLE));
            looked++;
        }
    }

    @Test
    void shownBooks_areForgotten_onceTheNextIsTold() {
        advance(START_US);
        telling.shown(BTC, requireNonNull(market.book(BTC)));
        advance(START_US + 2_000_000);

        assertThat(told).hasSizeGreaterThan(5);
        assertThat(told.stream().filter(booked -> !booked.shown().isEmpty())).hasSize(1);
    }

    private void advance(long us) {
        market.advance(us, happening -> {
            if (happening instanceof Booked booked) {
                told.add((Booked) requireNonNull(telling.of(booked)).happening());
            }
        });
    }
}
