package io.quotewire.engine.index;

import io.quotewire.model.Decimal;
import io.quotewire.model.Update.Rejected;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The venues that have a say in one instrument's index.
 *
 * <p><b>Threads:</b> one owner.
 */
public final class IndexPanel {
    /** Who is off for so long is left out. */
    static final long HOLD_US = 1_000_000;

    private static final long NEVER = Long.MAX_VALUE;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final int fewest;
    private final BigDecimal outPercent;
    private final BigDecimal backPercent;

    /** Since when who is off, by name. */
    private final Map<String, Long> offUs = new HashMap<>();

    /** Why who is left out. */
    private final Map<String, String> out = new HashMap<>();

    /**
     * @param fewest venues that an index is of
     * @param percent how far one may be off the median
     */
    public IndexPanel(int fewest, int percent) {
        this.fewest = fewest;
        this.outPercent = BigDecimal.valueOf(percent);
        this.backPercent = BigDecimal.valueOf(percent).divide(BigDecimal.TWO);
    }

    public Finding find(List<Opinion> opinions, long nowUs) {
        List<Opinion> healthy = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (Opinion opinion : opinions) {
            if (opinion.isHealthy()) {
                healthy.add(opinion);
            } else {
                offUs.remove(opinion.source());
                out.remove(opinion.source());
                rejected.add(new Rejected(opinion.source(), opinion.trouble()));
            }
        }
        if (healthy.size() < fewest) {
            offUs.clear(); // Whoever is off is so only beside others.
            return new Finding.None(
                    "%d of %d venues are healthy, %d are needed".formatted(healthy.size(), opinions.size(), fewest));
        }
        judge(healthy, nowUs);
        List<Opinion> in = healthy.stream()
                .filter(opinion -> !out.containsKey(opinion.source()))
                .toList();
        if (in.size() < fewest) {
            return new Finding.None(apart(healthy));
        }
        if (in.size() == 2 && in.stream().anyMatch(opinion -> offUs.containsKey(opinion.source()))) {
            return new Finding.Unclear();
        }
        healthy.stream()
                .filter(opinion -> out.containsKey(opinion.source()))
                .forEach(opinion -> rejected.add(new Rejected(opinion.source(), reason(opinion))));
        return index(in, rejected);
    }

    /** When a look may find something else though nobody says anything; far off where it does not. */
    public long nextUs() {
        return offUs.values().stream()
                .mapToLong(sinceUs -> sinceUs + HOLD_US)
                .min()
                .orElse(NEVER);
    }

    private void judge(List<Opinion> healthy, long nowUs) {
        for (Opinion opinion : healthy) {
            String source = opinion.source();
            BigDecimal percent = offPercent(opinion, healthy);
            boolean isOut = out.containsKey(source);
            if (isOut && percent.compareTo(backPercent) <= 0) {
                out.remove(source);
            } else if (isOut) {
                out.put(source, text(percent));
            } else if (percent.compareTo(outPercent) <= 0) {
                offUs.remove(source);
            } else if (nowUs - offUs.computeIfAbsent(source, any -> nowUs) >= HOLD_US) {
                offUs.remove(source);
                out.put(source, text(percent));
            }
        }
    }

    /** How far off the median of all; of two, how far they are apart. */
    private static BigDecimal offPercent(Opinion opinion, List<Opinion> healthy) {
        BigDecimal own = opinion.twice();
        BigDecimal other = median(healthy.stream().map(Opinion::twice).toList());
        BigDecimal base = other;
        if (healthy.size() == 2) {
            BigDecimal both = healthy.getFirst().twice().add(healthy.getLast().twice());
            other = both.subtract(own);
            base = own.min(other);
        }
        return own.subtract(other).abs().multiply(HUNDRED).divide(base, 1, RoundingMode.HALF_UP);
    }

    private String reason(Opinion opinion) {
        return "outlier " + Objects.requireNonNull(out.get(opinion.source()));
    }

    private static String text(BigDecimal percent) {
        return percent.toPlainString() + " %";
    }

    private static String apart(List<Opinion> healthy) {
        List<String> names = healthy.stream().map(Opinion::source).sorted().toList();
        return String.join(" and ", names) + " are too far apart";
    }

    private static Finding index(List<Opinion> in, List<Rejected> rejected) {
        Decimal bid = middle(in.stream().map(opinion -> opinion.side(true)).toList(), RoundingMode.DOWN);
        Decimal ask = middle(in.stream().map(opinion -> opinion.side(false)).toList(), RoundingMode.UP);
        List<Decimal> lasts = new ArrayList<>();
        in.forEach(opinion -> addKnown(lasts, opinion.last()));
        Opinion newest = in.stream()
                .max(Comparator.comparingLong(Opinion::recvUs))
                .orElseThrow(() -> new IllegalArgumentException("an index of nobody"));
        rejected.sort(Comparator.comparing(Rejected::source));
        return new Finding.Index(
                bid,
                ask,
                lasts.isEmpty() ? null : middle(lasts, RoundingMode.HALF_EVEN),
                newest,
                in.stream().map(Opinion::source).sorted().toList(),
                List.copyOf(rejected),
                in.stream().anyMatch(Opinion::simulated));
    }

    private static void addKnown(List<Decimal> prices, @Nullable Decimal price) {
        if (price != null) {
            prices.add(price);
        }
    }

    /** The median, exact, or rounded to the places of the finest where that has too many digits. */
    private static Decimal middle(List<Decimal> prices, RoundingMode rounding) {
        List<Decimal> sorted = prices.stream().sorted().toList();
        Decimal upper = sorted.get(sorted.size() / 2);
        if (sorted.size() % 2 == 1) {
            return upper;
        }
        Decimal lower = sorted.get(sorted.size() / 2 - 1);
        if (lower.equals(upper)) {
            return upper;
        }
        int places = Math.max(lower.places(), upper.places());
        BigDecimal middle = lower.toBigDecimal().add(upper.toBigDecimal()).divide(BigDecimal.TWO);
        try {
            int needed = Math.max(places, middle.stripTrailingZeros().scale());
            return Decimal.rounded(middle, needed, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException tooLong) {
            return rounding == RoundingMode.UP ? upper : lower;
        }
    }

    private static BigDecimal median(List<BigDecimal> values) {
        List<BigDecimal> sorted = values.stream().sorted().toList();
        BigDecimal upper = sorted.get(sorted.size() / 2);
        return sorted.size() % 2 == 1
                ? upper
                : sorted.get(sorted.size() / 2 - 1).add(upper).divide(BigDecimal.TWO);
    }
}
