package io.quotewire.lab.check;

import static io.quotewire.lab.check.Told.BTC;
import static io.quotewire.lab.check.Told.START_US;
import static io.quotewire.lab.check.Told.changed;
import static io.quotewire.lab.check.Told.head;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.client.Message;
import io.quotewire.client.Message.BookLevels;
import io.quotewire.client.Message.Form;
import io.quotewire.lab.check.Finding.Kind;
import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Books of clients against those of the market: sound ones pass, and each kind of unsound one is found. */
class BookWatchTest {
    private static final int DEPTH = 5;
    private static final Topic BOOK = new Topic(Topic.Kind.BOOK_5, "okx", BTC);

    private final EventLog log = new EventLog();
    private final Checker checker = new Checker(log);
    private final List<Booked> told = new ArrayList<>();
    private final SimulatedMarket market = SimulatedMarket.open(List.of("okx"), List.of(BTC), 42, 100, START_US);

    @BeforeEach
    void happen() {
        market.advance(START_US + 2_000_000, happening -> {
            if (happening instanceof Booked booked) {
                told.add(booked);
                log.add(booked);
            }
        });
    }

    @Test
    void book_asItWas_isSound() {
        feed(snapshot(1, told.getFirst().after()));
        for (int i = 1; i < told.size(); i++) {
            feed(change(i, told.get(i)));
        }
        assertThat(told).hasSizeGreaterThan(10);
        assertThat(checker.findings()).isEmpty();
    }

    @Test
    void level_thatWasNotToldAtThatTime_isFound() {
        BookLevels sound = levels(told.getFirst().after(), null);
        Levels.Builder bids = new Levels.Builder();
        for (int i = 0; i < DEPTH; i++) {
            bids.add(sound.bids().price(i));
            bids.add(i == 2 ? changed(sound.bids().size(i)) : sound.bids().size(i));
        }
        feed(new Message.Book(
                head(BOOK, "okx", 1),
                Form.SNAPSHOT,
                Message.NONE,
                new BookLevels(bids.toLevels(), sound.asks(), null)));

        assertThat(checker.findings()).extracting(Finding::kind).containsExactly(Kind.INVENTED);
    }

    @Test
    void change_leftOut_isFound() {
        feed(snapshot(1, told.getFirst().after()));
        feed(change(1, told.get(1)));
        Booked skipped = told.get(3);
        feed(new Message.Book(
                head(BOOK, "okx", 3),
                Form.UPDATE,
                2,
                new BookLevels(skipped.bids(DEPTH, true), skipped.asks(DEPTH, true), null)));

        assertThat(checker.findings())
                .isNotEmpty()
                .extracting(Finding::kind)
                .containsAnyOf(Kind.INVENTED, Kind.CROSSED);
    }

    @Test
    void snapshot_thatDoesNotAddUp_isFound() {
        Book book = told.getFirst().after();
        feed(new Message.Book(head(BOOK, "okx", 1), Form.SNAPSHOT, Message.NONE, levels(book, "00000000")));

        assertThat(checker.findings()).extracting(Finding::kind).containsExactly(Kind.INVENTED);
        String sum = checker.findings().getFirst().detail().replaceAll(".*adds up to ([0-9a-f]{8}),.*", "$1");
        Checker fresh = new Checker(log);
        fresh.on(new Message.Book(head(BOOK, "okx", 1), Form.SNAPSHOT, Message.NONE, levels(book, sum)));
        assertThat(fresh.findings()).isEmpty();
    }

    @Test
    void book_crossed_isFound() {
        Book book = told.getFirst().after();
        feed(new Message.Book(
                head(BOOK, "okx", 1),
                Form.SNAPSHOT,
                Message.NONE,
                new BookLevels(book.asks(DEPTH), book.asks(DEPTH), null)));

        assertThat(checker.findings()).extracting(Finding::kind).containsExactly(Kind.CROSSED);
    }

    @Test
    void book_betweenTwoTellings_isKnownByItsQuote() {
        List<Quoted> quotes = new ArrayList<>();
        List<Book> books = new ArrayList<>();
        long us = START_US + 2_000_000;
        while (quotes.size() < 50) {
            us += 1_000;
            market.advance(us, happening -> {
                log.add(happening);
                if (happening instanceof Quoted quoted) {
                    quotes.add(quoted);
                    books.add(requireNonNull(market.book(new Listing("okx", BTC))));
                }
            });
        }
        market.advance(us + 200_000, log::add);
        books.forEach(book -> feed(snapshot(1, book)));

        assertThat(checker.findings()).isEmpty();
    }

    @Test
    void book_thatOnlyOneWhoAskedWasTold_isSound_ofThatListingAlone() {
        Listing okx = new Listing("okx", BTC);
        long us = START_US + 2_000_000;
        Book book = told.getLast().after();
        while (book.sequence() <= told.getLast().last() + 1) { // One that is not told yet.
            us += 1_000;
            market.advance(us, _ -> {});
            book = requireNonNull(market.book(okx));
        }

        feed(snapshot(1, book));
        assertThat(checker.findings()).extracting(Finding::kind).containsExactly(Kind.INVENTED);
        Checker other = new Checker(log);
        log.addFetched(new Listing("binance", BTC), book);
        other.on(snapshot(1, book));
        assertThat(other.findings()).extracting(Finding::kind).containsExactly(Kind.INVENTED);
        Checker asked = new Checker(log);
        log.addFetched(okx, book);
        asked.on(snapshot(1, book));
        assertThat(asked.findings()).isEmpty();
    }

    @Test
    void fetchedBooks_beyondTheMost_areForgotten() {
        Listing okx = new Listing("okx", BTC);
        EventLog small = new EventLog();
        small.addFetched(okx, told.getFirst().after());
        for (int i = 1; i <= EventLog.BOOKS; i++) {
            small.addFetched(okx, told.getLast().after());
        }
        Checker late = new Checker(small);
        late.on(snapshot(1, told.getFirst().after()));

        assertThat(late.findings()).extracting(Finding::kind).containsExactly(Kind.INVENTED);
    }

    @Test
    void book_ofAnEarlierMoment_goesBack() {
        feed(snapshot(1, told.get(3).after()));
        feed(snapshot(2, told.get(3).after()));
        assertThat(checker.findings()).isEmpty();

        feed(snapshot(3, told.get(2).after()));
        assertThat(checker.findings()).extracting(Finding::kind).containsExactly(Kind.GOING_BACK);
    }

    @Test
    void book_withoutLevelsToBeTrusted_isNotJudged() {
        feed(new Message.Book(head(BOOK, "okx", 1), Form.SNAPSHOT, Message.NONE, null));

        assertThat(checker.findings()).isEmpty();
    }

    private void feed(Message message) {
        checker.on(message);
    }

    private static Message.Book snapshot(long seq, Book book) {
        return new Message.Book(head(BOOK, "okx", seq), Form.SNAPSHOT, Message.NONE, levels(book, null));
    }

    /** The n-th change after the first snapshot. */
    private static Message.Book change(long n, Booked booked) {
        BookLevels levels = new BookLevels(booked.bids(DEPTH, true), booked.asks(DEPTH, true), null);
        return new Message.Book(head(BOOK, "okx", n + 1), Form.UPDATE, n, levels);
    }

    private static BookLevels levels(Book book, @Nullable String hash) {
        return new BookLevels(book.bids(DEPTH), book.asks(DEPTH), hash);
    }
}
