package io.quotewire.app.books;

import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.venue.frame.BookMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Copies of a recording in which one thing is wrong.
 *
 * <p>What is tampered with is chosen so that the venue's own means must show it: a message of the book with the most of them,
 * from the middle of the recording, and where checksums are to show it one that has another checksum than its neighbour, as
 * a change far from the best prices changes none.
 */
final class Twins {
    private static final Pattern CHECKSUM = Pattern.compile("\"(?:checksum|c)\":\"?-?\\d*(\\d)\\b");
    private static final Set<Figure> COUNTS =
            EnumSet.of(Figure.MESSAGES, Figure.SNAPSHOTS, Figure.UPDATES, Figure.NO_SNAPSHOT);
    private static final Set<Figure> BREAK = EnumSet.of(Figure.CHAIN_BAD);
    private static final Set<Figure> LATE = EnumSet.of(Figure.CHAIN_BAD, Figure.RISING);
    private static final Set<Figure> SUM = EnumSet.of(Figure.CHECKSUM_BAD);
    private static final Set<Figure> STATELESS = EnumSet.of(Figure.NO_SNAPSHOT);
    private static final Set<Figure> END = EnumSet.of(Figure.FINAL_BID, Figure.FINAL_ASK);

    private final Capture capture;
    private final List<Step> steps;

    /** The messages of one book, without those that are older than its state. */
    private final List<Told.Book> own = new ArrayList<>();

    private final Digits digits;
    private final int books;

    private Twins(Capture capture, List<Step> steps, List<Told> told) {
        this.capture = capture;
        this.steps = steps;
        Tallies sound = new PlainRunner(Extent.WHOLE).run(capture, told);
        books = sound.symbols().size();
        digits = new Digits(capture, steps, told, sound);
        List<Told.Book> stream = stream(told);
        String busiest = busiest(stream);
        long state = sound.book(busiest).noted(Figure.STATE_NUMBER);
        for (Told.Book book : stream) {
            if (book.symbol().equals(busiest) && (book.last() == 0 || book.last() > state)) {
                own.add(book);
            }
        }
    }

    /** All that can be made of a recording; of some that hold a message or two that is not every kind. */
    static List<Twin> of(Capture capture, List<Step> steps, List<Told> told) {
        Twins twins = new Twins(capture, steps, told);
        return Stream.of(
                        twins.leftOut(),
                        twins.swapped(),
                        twins.otherChecksum(),
                        twins.digits.otherPrice(),
                        twins.digits.otherSize())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Twin> leftOut() {
        Optional<Twin> noticed = switch (capture.integrity()) {
            case CHAIN, CONNECTION -> from(i -> i > 0 && hasNext(i)).map(i -> without(i, BREAK));
            case CHECKSUM -> from(i -> hasNext(i) && addsUpOtherwise(i)).map(i -> without(i, SUM));
            case ORDER, NONE -> Optional.empty();
        };
        return noticed.or(() -> from(i -> true).map(i -> without(i, COUNTS)));
    }

    private Optional<Twin> swapped() {
        Optional<Twin> noticed = switch (capture.integrity()) {
            case CHAIN, CONNECTION -> from(this::hasNext).map(i -> swapped(i, i + 1, BREAK));
            case ORDER -> from(this::hasNext).map(i -> swapped(i, i + 1, LATE));
            case CHECKSUM -> from(i -> hasNext(i) && addsUpOtherwise(i)).map(i -> swapped(i, i + 1, SUM));
            case NONE -> Optional.empty();
        };
        return noticed.or(() ->
                        from(i -> hasNext(i) && !isChange(i) && isChange(i + 1)).map(i -> swapped(i, i + 1, STATELESS)))
                .or(() -> from(i -> endsDifferently(i, own.size() - 1)).map(i -> swapped(i, own.size() - 1, END)));
    }

    private Optional<Twin> otherChecksum() {
        return capture.integrity() != Integrity.CHECKSUM
                ? Optional.empty()
                : from(i -> CHECKSUM.matcher(text(i)).find()).map(i -> {
                    Matcher sum = CHECKSUM.matcher(text(i));
                    sum.find();
                    String other = Digits.replaced(text(i), sum.start(1));
                    return new Twin(
                            "another checksum", Digits.with(steps, own.get(i).step(), other), SUM, lost(SUM));
                });
    }

    /** A break in what a connection numbers is one in each of its books. */
    private int lost(Set<Figure> signs) {
        if (capture.isWithoutState() || !(signs.equals(BREAK) || signs.equals(SUM))) {
            return 0;
        }
        return capture.integrity() == Integrity.CONNECTION ? books : 1;
    }

    private Twin without(int i, Set<Figure> signs) {
        List<Step> fewer = new ArrayList<>(steps);
        fewer.remove(own.get(i).step().index());
        return new Twin("a message left out", fewer, signs, lost(signs));
    }

    private Twin swapped(int i, int k, Set<Figure> signs) {
        List<Step> others = new ArrayList<>(steps);
        Collections.swap(others, own.get(i).step().index(), own.get(k).step().index());
        return new Twin("two messages swapped", others, signs, lost(signs));
    }

    /** The place in {@link #own} that fits, the first one from the middle on, else the first one before it. */
    private Optional<Integer> from(IntPredicate fits) {
        int middle = own.size() / 2;
        return IntStream.concat(IntStream.range(middle, own.size()), IntStream.range(0, middle))
                .filter(fits)
                .boxed()
                .findFirst();
    }

    private boolean hasNext(int i) {
        return i + 1 < own.size();
    }

    private boolean isChange(int i) {
        return !own.get(i).message().snapshot();
    }

    /** Whether two states have another best bid or offer, and the second one is not followed by changes. */
    private boolean endsDifferently(int i, int k) {
        BookMessage one = own.get(i).message();
        BookMessage other = own.get(k).message();
        boolean states = one.snapshot()
                && other.snapshot()
                && !one.asks().isEmpty()
                && !one.bids().isEmpty();
        return states
                && !(one.bids().price(0).equals(other.bids().price(0))
                        && one.asks().price(0).equals(other.asks().price(0)));
    }

    /** Whether a change touches what is added up, and the next change does not touch the same levels again. */
    private boolean addsUpOtherwise(int i) {
        return i > 0 && isChange(i) && sumsDiffer(i - 1, i) && Collections.disjoint(prices(i), prices(i + 1));
    }

    private Set<Decimal> prices(int i) {
        BookMessage message = own.get(i).message();
        Set<Decimal> prices = new HashSet<>();
        for (Levels side : List.of(message.bids(), message.asks())) {
            IntStream.range(0, side.count()).forEach(level -> prices.add(side.price(level)));
        }
        return prices;
    }

    private boolean sumsDiffer(int i, int k) {
        return !sum(i).equals(sum(k));
    }

    private String sum(int i) {
        Matcher sum = CHECKSUM.matcher(text(i));
        return sum.find() ? sum.group() : "";
    }

    private String text(int i) {
        return own.get(i).step().text();
    }

    private static List<Told.Book> stream(List<Told> told) {
        return told.stream()
                .filter(Told.Book.class::isInstance)
                .map(Told.Book.class::cast)
                .filter(book -> !book.step().isAnswer())
                .toList();
    }

    private static String busiest(List<Told.Book> stream) {
        Map<String, Integer> counts = new HashMap<>();
        stream.forEach(book -> counts.merge(book.symbol(), 1, Integer::sum));
        return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    }
}
