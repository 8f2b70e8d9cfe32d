package io.quotewire.model.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderBookTest {
    private final OrderBook book = new OrderBook();

    @Test
    void replace_wholeBook_showsBestFirstWithTheDigitsSent() {
        book.replace(Extent.WHOLE, levels("97110.10 0.420", "97110.2 1"), levels("97112 3.00", "97111.5 0.1"));

        assertThat(lines(book.bids())).containsExactly("97110.2 x 1", "97110.10 x 0.420");
        assertThat(lines(book.asks())).containsExactly("97111.5 x 0.1", "97112 x 3.00");
        assertThat(book.isCrossed()).isFalse();
    }

    @Test
    void replace_priceListedAgainOrOutOfOrder_isWhatWasListedLast() {
        book.replace(Extent.WHOLE, levels("9 4", "10 1", "10.0 2", "8 1", "8 0", "7 0"), Levels.EMPTY);

        assertThat(lines(book.bids().best(9))).containsExactly("10.0 x 2", "9 x 4");
    }

    @Test
    void apply_sizeZero_takesTheLevelAway_andTheSamePriceInOtherDigitsReplacesIt() {
        book.replace(Extent.WHOLE, levels("10.50 1", "10.4 2"), Levels.EMPTY);

        book.apply(levels("10.5 7", "10.4 0.000", "9 0"), Levels.EMPTY);

        assertThat(lines(book.bids())).containsExactly("10.5 x 7");
    }

    @Test
    void apply_pricesOfAnyFineness_areOrderedByValue() {
        book.replace(Extent.WHOLE, levels("60000 1"), Levels.EMPTY);

        book.apply(levels("60000.00000001 2", "59999.9 3", "70000 4"), Levels.EMPTY);

        assertThat(lines(book.bids())).containsExactly("70000 x 4", "60000.00000001 x 2", "60000 x 1", "59999.9 x 3");
    }

    @Test
    void apply_pricesTooFarApartForOneNumber_isRefused() {
        book.replace(Extent.WHOLE, levels("1000000 1"), Levels.EMPTY);

        assertThat(book.apply(levels("0.0000000000001 1"), Levels.EMPTY)).isFalse();
        assertThat(book.replace(Extent.WHOLE, levels("0.0000000000001 1", "1000000 1"), Levels.EMPTY))
                .isFalse();
        assertThat(book.replace(Extent.WHOLE, levels("0.0000000000001 1"), Levels.EMPTY))
                .isTrue();
    }

    /** Binance's snapshot ends somewhere: a change behind its end says nothing of the levels between. */
    @Test
    void apply_behindTheEndOfAPart_isNotTakenIn() {
        book.replace(Extent.PART, levels("10 1", "9 1"), levels("11 1", "12 1"));

        book.apply(levels("8 5", "9.5 2"), levels("13 5", "11.5 2"));
        book.apply(levels("9 0"), Levels.EMPTY);
        book.apply(levels("8.9 4", "9 3"), Levels.EMPTY);

        assertThat(lines(book.bids())).containsExactly("10 x 1", "9.5 x 2", "9 x 3");
        assertThat(lines(book.asks())).containsExactly("11 x 1", "11.5 x 2", "12 x 1");
        assertThat(book.bids().isWhole()).isFalse();
    }

    /** Kraken says nothing of the level that falls out of the window, and nothing when there is room again but its price. */
    @Test
    void apply_beyondAWindow_forgetsTheWorst() {
        book.replace(Extent.window(2), levels("10 1", "9 1"), levels("11 1", "12 1"));

        book.apply(levels("10.5 2"), levels("10.9 2", "11 0"));

        assertThat(lines(book.bids())).containsExactly("10.5 x 2", "10 x 1");
        assertThat(lines(book.asks())).containsExactly("10.9 x 2", "12 x 1");
        book.apply(levels("10.5 0", "8 4"), Levels.EMPTY);
        assertThat(lines(book.bids())).containsExactly("10 x 1", "8 x 4");
        assertThat(book.bids().isWhole()).isFalse();
        book.apply(levels("8 0"), Levels.EMPTY);
        assertThat(book.bids().isWhole())
                .as("the venue would have told the next")
                .isTrue();
    }

    /** Gate tells of changes among its best 100 only: a level that fell out of them must not come back as it was. */
    @Test
    void apply_beyondAPartOfSoManyLevels_forgetsTheWorstForGood() {
        book.replace(Extent.part(3), levels("10 1", "9 1", "8 1"), levels("11 1"));

        book.apply(levels("10.5 2", "7 9"), levels("12 1", "13 1", "14 1", "11.5 1"));

        assertThat(lines(book.bids())).containsExactly("10.5 x 2", "10 x 1", "9 x 1");
        assertThat(lines(book.asks())).containsExactly("11 x 1", "11.5 x 1", "12 x 1");
        book.apply(levels("10.5 0", "8 4"), levels("11 0", "13 4"));
        assertThat(lines(book.bids())).containsExactly("10 x 1", "9 x 1");
        assertThat(lines(book.asks())).containsExactly("11.5 x 1", "12 x 1");
    }

    @Test
    void extent_withLevelsThatItsKindHasNot_isRefused() {
        assertThatThrownBy(() -> new Extent(Extent.Kind.WHOLE, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Extent.window(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Extent.part(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void apply_moreLevelsThanAreKept_givesUpTheWorstForGood() {
        List<String> many = new ArrayList<>();
        IntStream.rangeClosed(1, BookSide.MOST + 10).forEach(price -> many.add(price + " 1"));

        book.replace(Extent.WHOLE, levels(many.toArray(String[]::new)), Levels.EMPTY);

        assertThat(book.bids().levels()).isEqualTo(BookSide.MOST);
        assertThat(book.bids().price(BookSide.MOST - 1)).hasToString("11");
        book.apply(levels("11 0", "10 3"), Levels.EMPTY);
        assertThat(book.bids().price(book.bids().levels() - 1)).hasToString("12");
        assertThat(book.bids().isWhole()).isFalse();
    }

    @Test
    void isCrossed_touchingOrPassing_isTrue_alsoInOtherDigits() {
        book.replace(Extent.WHOLE, levels("10.00 1"), levels("10 1"));
        assertThat(book.isCrossed()).isTrue();
        book.replace(Extent.WHOLE, levels("10.01 1"), levels("10 1"));
        assertThat(book.isCrossed()).isTrue();
        book.replace(Extent.WHOLE, levels("10.01 1"), levels("10.011 1"));
        assertThat(book.isCrossed()).isFalse();
        book.replace(Extent.WHOLE, levels("10.01 1"), Levels.EMPTY);
        assertThat(book.isCrossed()).isFalse();
    }

    @Test
    void agreesWith_asFarAsBothKnow_comparesPlaceByPlace() {
        OrderBook picture = new OrderBook();
        book.replace(Extent.WHOLE, levels("10 1", "9 1", "8 1"), Levels.EMPTY);

        picture.replace(Extent.PART, levels("10.0 1", "9 1.00"), Levels.EMPTY);
        assertThat(book.agreesWith(picture)).isTrue();
        picture.replace(Extent.WHOLE, levels("10.0 1", "9 1.00"), Levels.EMPTY);
        assertThat(book.agreesWith(picture)).isFalse();
        picture.replace(Extent.PART, levels("10.0 1", "9 2"), Levels.EMPTY);
        assertThat(book.agreesWith(picture)).isFalse();
    }

    @Test
    void levels_thatCannotBe_areRefused() {
        book.replace(Extent.WHOLE, levels("10 1"), Levels.EMPTY);

        assertThat(book.apply(levels("0 1"), Levels.EMPTY)).isFalse();
        assertThat(book.apply(levels("-1 1"), Levels.EMPTY)).isFalse();
        assertThat(book.apply(levels("9 -1"), Levels.EMPTY)).isFalse();
    }

    @Test
    void changes_ofAWatchedBook_areWhatDiffersFromWhenItWasSettled() {
        OrderBook watched = OrderBook.watched();
        watched.replace(Extent.window(2), levels("10 1", "9 1"), levels("11 1", "12 1"));
        watched.settle();
        assertThat(watched.isTouched()).isFalse();

        watched.apply(levels("10 1.0", "10.5 2"), levels("11 0", "11 1", "13 4"));
        watched.apply(levels("10.50 3"), levels("12.0 5"));

        assertThat(changes(watched)).containsExactly("10.50 x 3", "9 x 0", "/", "12.0 x 5");
        assertThat(changes(watched)).containsExactly("/");
    }

    @Test
    void changes_ofAReplacedBook_areTheDifference_inAnyFineness() {
        OrderBook watched = OrderBook.watched();
        watched.replace(Extent.WHOLE, levels("10 1", "9 1"), levels("11 1", "600 1"));
        watched.settle();

        watched.replace(Extent.PART, levels("10.00 1", "9.0001 1"), levels("11 2"));

        assertThat(changes(watched)).containsExactly("9.0001 x 1", "9 x 0", "/", "600 x 0", "11 x 2");
        watched.apply(levels("8 1"), Levels.EMPTY);
        assertThat(changes(watched)).as("beyond the part").containsExactly("/");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void changes_atRandom_makeOneStateOfTheOther(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        OrderBook watched = OrderBook.watched();
        for (int i = 0; i < 2_000; i++) {
            boolean anew = random.nextInt(20) == 0;
            for (int more = random.nextInt(3); more >= 0; more--) {
                Levels bids = random(random, new TreeMap<>());
                Levels asks = random(random, new TreeMap<>());
                boolean fits = anew ? watched.replace(extent(random), bids, asks) : watched.apply(bids, asks);
                assertThat(fits).isTrue();
            }
            Levels.Builder bids = new Levels.Builder();
            Levels.Builder asks = new Levels.Builder();
            watched.changes(bids, asks);
            watched.settle();
            book.apply(bids.toLevels(), asks.toLevels());

            assertThat(values(book.bids())).as("seed %d step %d", seed, i).isEqualTo(values(watched.bids()));
            assertThat(values(book.asks())).as("seed %d step %d", seed, i).isEqualTo(values(watched.asks()));
        }
    }

    private static Extent extent(SplittableRandom random) {
        return List.of(Extent.WHOLE, Extent.PART, Extent.window(3)).get(random.nextInt(3));
    }

    /** Levels without the way they are written. */
    private static List<Decimal> values(BookSide side) {
        return IntStream.range(0, side.levels())
                .boxed()
                .flatMap(i -> Stream.of(side.price(i), side.size(i)))
                .toList();
    }

    /** Bids, a stroke, asks, each side by its prices, the highest first; settles. */
    private static List<String> changes(OrderBook watched) {
        Levels.Builder bids = new Levels.Builder();
        Levels.Builder asks = new Levels.Builder();
        watched.changes(bids, asks);
        watched.settle();
        return Stream.of(lines(bids.toLevels()), Stream.of("/"), lines(asks.toLevels()))
                .flatMap(lines -> lines)
                .toList();
    }

    private static Stream<String> lines(Levels levels) {
        return IntStream.range(0, levels.count())
                .boxed()
                .sorted(Comparator.comparing(levels::price, Comparator.reverseOrder())
                        .thenComparing(i -> i))
                .map(i -> levels.price(i) + " x " + levels.size(i));
    }

    /** Also a price that is written more coarsely than the finest of its side. */
    @Test
    void levels_toldInNumbers_areTheirValues() {
        Levels mixed = levels("1200 1.50", "100.0 0.001", "10.2500 12", "10.25001 1", "10 4000", "0.5 7.0");
        book.replace(Extent.WHOLE, mixed, mixed);

        for (BookSide side : List.of(book.bids(), book.asks())) {
            for (int i = 0; i < side.levels(); i++) {
                assertThat(Decimal.of(side.priceMantissa(i), side.priceScale(i), side.pricePlaces(i)))
                        .hasToString(side.price(i).toString());
                assertThat(side.priceScale(i)).isLessThanOrEqualTo(side.pricePlaces(i));
                assertThat(Decimal.of(side.sizeMantissa(i), side.sizeScale(i), side.sizePlaces(i)))
                        .hasToString(side.size(i).toString());
            }
        }
    }

    @Test
    void price_beyondTheLastLevel_isRefused() {
        assertThatThrownBy(() -> book.bids().price(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void apply_atRandom_keepsWhatASortedMapKeeps(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Decimal, Decimal> bids = new TreeMap<>(Comparator.reverseOrder());
        Map<Decimal, Decimal> asks = new TreeMap<>();
        book.replace(Extent.WHOLE, Levels.EMPTY, Levels.EMPTY);
        for (int i = 0; i < 3_000; i++) {
            Levels changedBids = random(random, bids);
            Levels changedAsks = random(random, asks);
            assertThat(book.apply(changedBids, changedAsks)).isTrue();

            assertThat(lines(book.bids())).as("seed %d step %d", seed, i).isEqualTo(lines(bids));
            assertThat(lines(book.asks())).as("seed %d step %d", seed, i).isEqualTo(lines(asks));
        }
    }

    private static Levels random(SplittableRandom random, Map<Decimal, Decimal> model) {
        Levels.Builder builder = new Levels.Builder();
        for (int i = random.nextInt(4); i > 0; i--) {
            int scale = random.nextInt(-2, 4);
            int places = Math.max(0, scale) + random.nextInt(3);
            Decimal price = Decimal.of(random.nextInt(1, 200), scale, places);
            Decimal size = Decimal.of(random.nextInt(3), random.nextInt(3), 2);
            model.remove(price);
            if (!size.isZero()) {
                model.put(price, size);
            }
            builder.add(price);
            builder.add(size);
        }
        return builder.toLevels();
    }

    private static List<String> lines(Map<Decimal, Decimal> model) {
        return model.entrySet().stream()
                .map(level -> level.getKey() + " x " + level.getValue())
                .toList();
    }

    private static List<String> lines(BookSide side) {
        return IntStream.range(0, side.levels())
                .mapToObj(i -> side.price(i) + " x " + side.size(i))
                .toList();
    }

    private static Levels levels(String... lines) {
        return Levels.of(Stream.of(lines)
                .flatMap(line -> Stream.of(line.split(" ")))
                .map(Decimal::parse)
                .toArray(Decimal[]::new));
    }
}
