package io.quotewire.app.books;

import io.quotewire.model.Extent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Books by the plain rules, without any of the feed's or the engine's code. Answers over REST come first, whenever they were
 * received: what must be dropped and what must fit is then seen without keeping anything back.
 */
final class PlainRunner implements Runner {
    private final Extent part;

    /**
     * @param part for what a state is taken that has only the best of its book. The indexes' book takes it for whole, and
     *     takes in levels wherever they are told of: it may lack some, and was lucky
     */
    PlainRunner(Extent part) {
        this.part = part;
    }

    @Override
    public Tallies run(Capture capture, List<Told> told) {
        Tallies tallies = new Tallies();
        Witness witness = capture.witness().get();
        Chain connection = new Chain(tallies.connection());
        Map<String, PlainBook> books = new LinkedHashMap<>();
        for (boolean answers : List.of(true, false)) {
            for (Told fact : told) {
                switch (fact) {
                    case Told.Book book
                    when book.step().isAnswer() == answers -> {
                        PlainBook plain = books.computeIfAbsent(
                                book.symbol(), symbol -> new PlainBook(symbol, part, tallies.book(symbol), witness));
                        tell(plain, book);
                    }
                    case Told.Place place when !answers -> connection.place(place.number());
                    default -> {}
                }
            }
        }
        books.values().forEach(PlainBook::end);
        return tallies;
    }

    private static void tell(PlainBook plain, Told.Book book) {
        if (book.step().isAnswer()) {
            plain.answer(book.message());
        } else {
            plain.message(book.message());
        }
    }
}
