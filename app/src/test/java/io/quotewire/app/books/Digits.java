package io.quotewire.app.books;

import io.quotewire.model.Levels;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a digit of a price or a size that matters, and makes it another one. */
final class Digits {
    private static final Set<Figure> PRICE =
            EnumSet.of(Figure.CROSSED, Figure.CHECKSUM_BAD, Figure.FINAL_BID, Figure.FINAL_ASK);
    private static final Set<Figure> SIZE =
            EnumSet.of(Figure.CHECKSUM_BAD, Figure.FINAL_BID_SIZE, Figure.FINAL_ASK_SIZE, Figure.BEST_DIFFERS);

    private final Capture capture;
    private final List<Step> steps;
    private final List<Told.Book> told;
    private final Tallies sound;

    Digits(Capture capture, List<Step> steps, List<Told> told, Tallies sound) {
        this.capture = capture;
        this.steps = steps;
        this.told = told.reversed().stream()
                .filter(Told.Book.class::isInstance)
                .map(Told.Book.class::cast)
                .toList();
        this.sound = sound;
    }

    /** In the last bid that a digit can lift to the best offer or above, or such an offer: the book is then crossed. */
    Optional<Twin> otherPrice() {
        return told.stream()
                .filter(book -> !book.step().isAnswer())
                .flatMap(book -> places(book).stream())
                .flatMap(place -> crossing(place).stream())
                .findFirst();
    }

    /** The size that the best bid or offer has in the end, wherever it was told. */
    Optional<Twin> otherSize() {
        Findings findings = Findings.of(capture);
        boolean all = capture.integrity() == Integrity.CHECKSUM
                || capture.witness().get().knowsSizes();
        Set<String> seen = new HashSet<>();
        return told.stream()
                .filter(book -> all || findings.knowSizes(book.symbol()))
                .flatMap(book -> places(book).stream())
                .filter(place -> place.price().equals(best(place)) && seen.add(place.symbol() + place.bid()))
                .flatMap(place -> otherSize(place).stream())
                .findFirst();
    }

    /** The text with the digit at {@code at} made another one, and none made 0. */
    static String replaced(String text, int at) {
        char digit = text.charAt(at);
        char other = digit == '9' ? '8' : (char) (digit + 1);
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    static List<Step> with(List<Step> steps, Step step, String text) {
        List<Step> others = new ArrayList<>(steps);
        others.set(step.index(), step.with(text));
        return others;
    }

    /** A level that a message tells of. */
    private record Place(Step step, String symbol, boolean bid, String price, String size) {}

    private static List<Place> places(Told.Book book) {
        List<Place> places = new ArrayList<>();
        add(book, true, book.message().bids(), places);
        add(book, false, book.message().asks(), places);
        return places;
    }

    private static void add(Told.Book book, boolean bid, Levels levels, List<Place> places) {
        for (int i = 0; i < levels.count(); i++) {
            if (!levels.size(i).isZero()) {
                String price = levels.price(i).toString();
                places.add(new Place(
                        book.step(), book.symbol(), bid, price, levels.size(i).toString()));
            }
        }
    }

    private Optional<Twin> crossing(Place place) {
        Matcher found = alone(Pattern.quote(place.price())).matcher(text(place));
        String opposite = sound.book(place.symbol()).text(place.bid() ? Figure.FINAL_ASK : Figure.FINAL_BID);
        if (!found.find() || new BigDecimal(opposite).signum() == 0) {
            return Optional.empty();
        }
        int start = found.start();
        if (found.find()) {
            return Optional.empty(); // Which of the two the price is cannot be told.
        }
        int leading = leading(place.price());
        char digit = (char) (place.price().charAt(leading) + (place.bid() ? 1 : -1));
        String price =
                place.price().substring(0, leading) + digit + place.price().substring(leading + 1);
        if (digit > '9' || digit == '0' || !crosses(place.bid(), price, opposite)) {
            return Optional.empty();
        }
        String text = text(place).substring(0, start) + price + text(place).substring(start + price.length());
        return Optional.of(new Twin("another digit in a price", with(steps, place.step(), text), PRICE, 1));
    }

    private static boolean crosses(boolean bid, String price, String opposite) {
        int order = new BigDecimal(price).compareTo(new BigDecimal(opposite));
        return bid ? order >= 0 : order <= 0;
    }

    private Optional<Twin> otherSize(Place place) {
        String level = Pattern.quote(place.price()) + "[^0-9]{1,12}(" + Pattern.quote(place.size()) + ")";
        Matcher found = alone(level).matcher(text(place));
        return found.find()
                ? Optional.of(new Twin(
                        "another digit in a size",
                        with(steps, place.step(), replaced(text(place), found.start(1))),
                        SIZE,
                        capture.integrity() == Integrity.CHECKSUM ? 1 : 0))
                : Optional.empty();
    }

    /** A number that is no part of another one. */
    private static Pattern alone(String number) {
        return Pattern.compile("(?<![\\d.])" + number + "(?![\\d.eE])");
    }

    private static int leading(String number) {
        int at = 0;
        while (number.charAt(at) == '0' || number.charAt(at) == '.') {
            at++;
        }
        return at;
    }

    private String best(Place place) {
        return sound.book(place.symbol()).text(place.bid() ? Figure.FINAL_BID : Figure.FINAL_ASK);
    }

    private String text(Place place) {
        return place.step().text();
    }
}
