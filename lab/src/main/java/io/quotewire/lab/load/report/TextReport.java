package io.quotewire.lab.load.report;

import io.quotewire.lab.load.check.Fault;
import io.quotewire.lab.load.report.Section.Fact;
import io.quotewire.lab.load.report.Threshold.Judged;
import java.util.ArrayList;
import java.util.List;

/** A report for a terminal or a log file: thresholds first, columns aligned. */
public final class TextReport {
    private static final int TITLE = 14;
    private static final int WIDTH = 110;

    private final StringBuilder text = new StringBuilder();
    private final boolean color;

    private TextReport(boolean color) {
        this.color = color;
    }

    /**
     * Lines, each with its end.
     *
     * @param color whether marks are coloured, for a terminal that can
     */
    public static String of(LoadReport report, boolean color) {
        TextReport text = new TextReport(color);
        text.thresholds(report.thresholds());
        report.sections().forEach(text::section);
        text.faults(report.faults());
        for (String note : report.notes()) {
            text.wrapped("NOTE", List.of(note.split(" ")), " ");
        }
        return text.text.toString();
    }

    private void thresholds(List<Judged> all) {
        text.append("THRESHOLDS\n");
        int width = all.stream()
                .mapToInt(each -> each.threshold().toString().length())
                .max()
                .orElse(0);
        for (Judged each : all) {
            text.append("  ").append(mark(each.passed())).append(' ');
            padded(each.threshold().toString(), width);
            text.append("   ").append(value(each)).append('\n');
        }
    }

    static String value(Judged judged) {
        Double value = judged.value();
        String unit = judged.threshold().toString().endsWith(" ms") ? " ms" : "";
        return value == null ? "not measured" : Figure.number(value).text().replaceFirst("\\.0+$", "") + unit;
    }

    private String mark(boolean passed) {
        String sign = passed ? "✓" : "✗";
        return color ? "\u001b[" + (passed ? 32 : 31) + "m" + sign + "\u001b[0m" : sign;
    }

    private void section(Section section) {
        switch (section) {
            case Section.Facts facts ->
                wrapped(
                        facts.title(),
                        facts.facts().stream().map(TextReport::words).toList(),
                        "  ");
            case Section.Table table -> table(table);
        }
    }

    private static String words(Fact fact) {
        return fact.label().isEmpty()
                ? fact.figure().text()
                : fact.label() + " " + fact.figure().text();
    }

    /** Pieces behind a title; what does not fit goes on below. */
    private void wrapped(String title, List<String> pieces, String between) {
        padded(title, TITLE);
        int at = TITLE;
        for (String piece : pieces) {
            if (at > TITLE && at + piece.length() > WIDTH) {
                text.append('\n').append(" ".repeat(TITLE));
                at = TITLE;
            }
            text.append(at > TITLE ? between : "").append(piece);
            at += piece.length() + between.length();
        }
        text.append('\n');
    }

    private void table(Section.Table table) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(table.columns().stream().map(Section.Column::label).toList());
        table.rows().forEach(row -> rows.add(row.stream().map(Figure::text).toList()));
        text.append(table.title()).append('\n');
        for (List<String> row : rows) {
            text.append("  ");
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                int column = i;
                int width = rows.stream()
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
                if (i == 0) {
                    padded(cell, Math.max(width, TITLE - 2));
                } else {
                    text.append("  ").append(" ".repeat(width - cell.length())).append(cell);
                }
            }
            text.append('\n');
        }
    }

    private void faults(List<Fault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        text.append("FOUND\n");
        faults.forEach(fault ->
                text.append("  ").append(mark(false)).append(' ').append(fault).append('\n'));
    }

    private void padded(String word, int width) {
        text.append(word).append(" ".repeat(Math.max(0, width - word.length())));
    }
}
