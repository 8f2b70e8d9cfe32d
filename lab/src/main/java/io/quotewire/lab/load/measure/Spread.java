package io.quotewire.lab.load.measure;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long something took, over all times that it happened; milliseconds. All are 0 where it never happened.
 *
 * @param count how often
 * @param deviationMs the standard deviation
 * @param curve more of the percentiles, for a picture
 */
public record Spread(
        long count,
        double meanMs,
        double deviationMs,
        double p50Ms,
        double p75Ms,
        double p90Ms,
        double p95Ms,
        double p99Ms,
        double p999Ms,
        double maxMs,
        List<Point> curve) {
    private static final double US_PER_MS = 1e3;

    public Spread {
        curve = List.copyOf(curve);
    }

    /** That so many percent took at most so long. */
    public record Point(double percent, double ms) {}

    /** Of a histogram in microseconds. */
    public static Spread of(Histogram us) {
        if (us.getTotalCount() == 0) {
            return new Spread(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
        }
        return new Spread(
                us.getTotalCount(),
                us.getMean() / US_PER_MS,
                us.getStdDeviation() / US_PER_MS,
                at(us, 50),
                at(us, 75),
                at(us, 90),
                at(us, 95),
                at(us, 99),
                at(us, 99.9),
                us.getMaxValue() / US_PER_MS,
                curve(us));
    }

    public boolean isEmpty() {
        return count == 0;
    }

    private static double at(Histogram us, double percent) {
        return us.getValueAtPercentile(percent) / US_PER_MS;
    }

    /** Eight steps for each nine, as far as there are enough samples to tell them apart. */
    private static List<Point> curve(Histogram us) {
        List<Point> points = new ArrayList<>();
        double left = 1;
        double least = 1.0 / us.getTotalCount();
        for (; left >= least && points.size() < 60; left /= Math.pow(10, 1.0 / 8)) {
            double percent = 100 * (1 - left);
            points.add(new Point(percent, at(us, percent)));
        }
        points.add(new Point(100 * (1 - least), us.getMaxValue() / US_PER_MS));
        return points;
    }
}
