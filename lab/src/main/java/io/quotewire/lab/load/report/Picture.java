package io.quotewire.lab.load.report;

import java.util.List;
import java.util.Locale;

/**
 * Lines in a frame with axes, as SVG that stands within a page and takes its colours from it.
 *
 * <p><b>Threads:</b> one.
 */
final class Picture {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 240;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 30;
    private static final int STEPS = 4;

    private final StringBuilder svg = new StringBuilder();
    private final double mostX;
    private final double mostY;

    /** @param name what is seen, for those who do not see it */
    Picture(String name, double mostX, double mostY) {
        this.mostX = mostX <= 0 ? 1 : mostX;
        this.mostY = round(mostY);
        svg.append("<svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" role=\"img\" aria-label=\"")
                .append(HtmlReport.escaped(name))
                .append("\">");
    }

    /** Lines across, each with its value. */
    Picture scaleY(String unit) {
        for (int i = 0; i <= STEPS; i++) {
            double value = mostY * i / STEPS;
            svg.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
                    .formatted(LEFT, WIDTH - RIGHT, at(y(value)), at(y(value))));
            text(LEFT - 6, y(value) + 4, "end", label(value) + unit);
        }
        return this;
    }

    Picture markX(double value, String label) {
        svg.append("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"/>"
                .formatted(at(x(value)), at(x(value)), TOP, HEIGHT - BOTTOM));
        text(x(value), HEIGHT - BOTTOM + 18, "middle", label);
        return this;
    }

    /** @param series which colour, from 0 */
    Picture line(int series, List<double[]> points) {
        svg.append("<polyline class=\"s").append(series % 4).append("\" points=\"");
        for (double[] point : points) {
            svg.append(at(x(point[0])))
                    .append(',')
                    .append(at(y(Math.min(point[1], mostY))))
                    .append(' ');
        }
        svg.append("\"/>");
        return this;
    }

    String end() {
        return svg + "</svg>";
    }

    private void text(double x, double y, String anchor, String words) {
        svg.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(at(x), at(y), anchor, HtmlReport.escaped(words)));
    }

    private double x(double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * value / mostX;
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / mostY;
    }

    private static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }

    private static String label(double value) {
        return value >= 1_000_000
                ? trimmed(value / 1_000_000) + "M"
                : value >= 10_000 ? trimmed(value / 1_000) + "k" : trimmed(value);
    }

    private static String trimmed(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceFirst("\\.?0+$", "");
    }

    /** Up to 1, 2, 4, 6 or 8 of a power of ten, so that a quarter of it is easy to read. */
    private static double round(double most) {
        if (most <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 2, 4, 6, 8}) {
            if (most <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
