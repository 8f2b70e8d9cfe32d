package io.quotewire.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what somebody probably meant. */
public final class NearNames {
    private static final int MOST = 3;

    /** Names longer than this are not compared: the work grows with the square. */
    private static final int LONGEST = 64;

    private NearNames() {}

    /**
     * Up to three of {@code known} within a Damerau distance of a third of the length (at least 2), nearest first, equal
     * ones by name.
     */
    public static List<String> of(String wanted, Collection<String> known) {
        if (wanted.length() > LONGEST) {
            return List.of();
        }
        int limit = Math.max(2, wanted.length() / 3);
        Measure measure = new Measure(wanted, limit);
        return known.stream()
                .filter(name -> Math.abs(name.length() - wanted.length()) <= limit)
                .map(name -> new Near(name, measure.to(name)))
                .filter(near -> near.distance <= limit)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(MOST)
                .map(Near::name)
                .toList();
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn {@code from} into {@code to}. */
    static int distance(String from, String to) {
        return new Measure(from, Integer.MAX_VALUE).to(to);
    }

    /**
     * Distances from one name to many, in rows that are used again: row {@code i} has what it costs to turn each
     * beginning of the one into the first {@code i} characters of the other.
     *
     * <p><b>Threads:</b> one owner.
     */
    private static final class Measure {
        private final String from;
        private final int limit;
        private int[] beforeLast;
        private int[] last;
        private int[] row;

        private Measure(String from, int limit) {
            this.from = from;
            this.limit = limit;
            this.beforeLast = new int[from.length() + 1];
            this.last = new int[from.length() + 1];
            this.row = new int[from.length() + 1];
        }

        /** The distance, or something over the limit: no row is cheaper than the one before it. */
        private int to(String to) {
            for (int j = 0; j <= from.length(); j++) {
                row[j] = j;
            }
            for (int i = 1; i <= to.length(); i++) {
                turn();
                int cheapest = fill(to, i);
                if (cheapest > limit) {
                    return cheapest;
                }
            }
            return row[from.length()];
        }

        private void turn() {
            int[] oldest = beforeLast;
            beforeLast = last;
            last = row;
            row = oldest;
        }

        private int fill(String to, int i) {
            row[0] = i;
            int cheapest = i;
            for (int j = 1; j <= from.length(); j++) {
                row[j] = step(to, i, j);
                cheapest = Math.min(cheapest, row[j]);
            }
            return cheapest;
        }

        private int step(String to, int i, int j) {
            char is = from.charAt(j - 1);
            char becomes = to.charAt(i - 1);
            int best = Math.min(last[j - 1] + (is == becomes ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
            boolean swapped = i > 1 && j > 1 && is == to.charAt(i - 2) && from.charAt(j - 2) == becomes;
            return swapped ? Math.min(best, beforeLast[j - 2] + 1) : best;
        }
    }

    private record Near(String name, int distance) {}
}
