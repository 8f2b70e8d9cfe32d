package io.quotewire.app.books;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a replay must come to: the figures of the indexes, and no trouble that they do not mention. */
final class Findings {
    private final Capture capture;
    private final Map<String, Map<Figure, String>> golden;
    private final List<Index.Row> rows;

    private Findings(Capture capture) {
        this.capture = capture;
        golden = Golden.of(capture.name());
        rows = Index.verified().stream()
                .filter(row -> row.recording().equals(capture.name()))
                .toList();
    }

    static Findings of(Capture capture) {
        return new Findings(capture);
    }

    /** Whether the figures would show that the size of {@code symbol}'s best bid or offer is another. */
    boolean knowSizes(String symbol) {
        return golden.getOrDefault(symbol, Map.of()).containsKey(Figure.FINAL_BID_SIZE);
    }

    /** Whether books do not add up already as they were published. */
    boolean areOfADamagedRecording() {
        return golden.keySet().stream().anyMatch(this::isDamaged);
    }

    boolean isDamaged(String symbol) {
        return golden.getOrDefault(symbol, Map.of()).containsKey(Figure.CHECKSUM_BAD);
    }

    /** Whatever is otherwise in {@code tallies}; nothing for a sound recording. */
    List<Deviation> deviations(Tallies tallies) {
        List<Deviation> deviations = new ArrayList<>();
        golden.forEach((scope, figures) -> compare(scope, figures, tallies, deviations));
        compare(Tallies.ALL, capture.found(), tallies, deviations);
        for (Index.Row row : rows) {
            compare(Tallies.ALL, row.sums(), tallies, deviations);
            int books = golden.size();
            if (row.books() != books) {
                deviations.add(new Deviation("INDEX.md", Figure.SYMBOLS, row.books() + "", books + ""));
            }
        }
        compare(Tallies.CONNECTION, untroubled(Tallies.CONNECTION), tallies, deviations);
        for (String symbol : tallies.symbols()) {
            compare(symbol, untroubled(symbol), tallies, deviations);
        }
        return deviations;
    }

    /** No trouble but that which is listed. */
    private Map<Figure, String> untroubled(String symbol) {
        Set<Figure> troubles = EnumSet.copyOf(Figure.TROUBLES);
        if (capture.isWithoutState()) {
            troubles.removeAll(EnumSet.of(Figure.NO_SNAPSHOT, Figure.GIVEN_UP));
        }
        troubles.removeAll(golden.getOrDefault(symbol, Map.of()).keySet());
        Map<Figure, String> none = new EnumMap<>(Figure.class);
        troubles.forEach(figure -> none.put(figure, "0"));
        return none;
    }

    private static void compare(
            String scope, Map<Figure, String> expected, Tallies tallies, List<Deviation> deviations) {
        Tally tally = tallies.of(scope);
        expected.forEach((figure, value) -> {
            String actual = tally.text(figure);
            if (!actual.equals(value)) {
                deviations.add(new Deviation(scope, figure, value, actual));
            }
        });
    }
}
