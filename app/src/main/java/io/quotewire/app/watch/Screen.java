package io.quotewire.app.watch;

import java.util.List;

/**
 * What a terminal shows, and the least to send so that it shows something else: only lines that differ, each written over
 * the old one and not cleared before, so that nothing flickers.
 *
 * <p><b>Threads:</b> one owner.
 */
final class Screen {
    /** The alternate screen, empty, without cursor; what does not fit a line is cut, not wrapped. */
    static final String ENTER = "\033[?1049h\033[?25l\033[?7l\033[2J";

    /** The screen as it was. */
    static final String LEAVE = "\033[0m\033[?7h\033[?25h\033[?1049l";

    /** Terminals that know these show the whole change at once; others ignore them. */
    private static final String BEGIN = "\033[?2026h";

    private static final String END = "\033[?2026l";

    private final Style style;
    private Size size = new Size(0, 0);
    private List<Line> shown = List.of();

    Screen(Style style) {
        this.style = style;
    }

    /** The next frame shall be drawn whole. */
    void forget() {
        size = new Size(0, 0);
    }

    /** What to send so that {@code lines} are shown and nothing else; empty where they are already. */
    String show(List<Line> lines, Size now) {
        StringBuilder out = new StringBuilder();
        if (!now.equals(size)) {
            out.append("\033[2J");
            shown = List.of();
            size = now;
        }
        for (int row = 0; row < lines.size(); row++) {
            if (row >= shown.size() || !lines.get(row).equals(shown.get(row))) {
                write(out, row, lines.get(row));
            }
        }
        if (shown.size() > lines.size()) {
            out.append(position(lines.size())).append("\033[J");
        }
        shown = List.copyOf(lines);
        return out.isEmpty() ? "" : BEGIN + out + END;
    }

    private void write(StringBuilder out, int row, Line line) {
        out.append(position(row)).append(line.text(style));
        if (line.width() < size.columns()) {
            out.append("\033[K"); // At the edge this would take the last character.
        }
    }

    private static String position(int row) {
        return "\033[" + (row + 1) + ";1H";
    }
}
