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
        return known.stream()
                .filter(name -> Math.abs(name.length() - wanted.length()) <= limit)
                .map(name -> new Near(name, distance(wanted, name)))
                .filter(near -> near.distance <= limit)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(MOST)
                .map(Near::name)
                .toList();
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn {@code from} into {@code to}. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(int[][] cost, String from, String to, int i, int j) {
        int replace = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }

    private record Near(String name, int distance) {}
}
