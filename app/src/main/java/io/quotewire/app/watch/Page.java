package io.quotewire.app.watch;

import java.util.ArrayList;
import java.util.List;

/** All that is shown at a time. A pure function of board, view, size and time. */
final class Page {
    private static final List<String> HELP = List.of(
            "↑ ↓  j k             scroll by a row",
            "PgUp PgDn  b Space   scroll by a page",
            "Home End  g G        first, last row",
            "s                    sort: as given, by symbol, by change",
            "p                    pause: values stand still, ages go on",
            "Ctrl-L               draw anew",
            "q  Ctrl-C            quit",
            "",
            "LAST is dim and has no arrow where STATUS is not live. VOL24H is in units of the base:",
            "BTC of BTC-USDT. Any key closes this.");

    /** Lines above the rows: status and header. */
    private static final int TOP = 2;

    private Page() {}

    /** For a terminal: at most {@code size.rows()} lines, none wider than {@code size.columns()}. */
    static List<Line> paint(Board board, View view, Size size, long nowUs) {
        List<Line> table = Table.paint(board, view.sort(), size.columns(), nowUs);
        List<Line> lines = new ArrayList<>();
        lines.add(StatusLine.paint(board, view, true, size.columns(), nowUs));
        if (view.help()) {
            lines.add(Line.EMPTY);
            HELP.forEach(text -> lines.add(Line.of(" " + text, Look.PLAIN)));
        } else {
            lines.add(table.getFirst());
            lines.addAll(rows(board, view, size, table.subList(1, table.size())));
        }
        return lines.stream()
                .limit(size.rows())
                .map(line -> line.cut(size.columns()))
                .toList();
    }

    /** For paper: everything, and no word of keys. */
    static List<Line> print(Board board, long nowUs) {
        List<Line> lines = new ArrayList<>();
        lines.add(StatusLine.paint(board, View.FIRST, false, Size.ENDLESS.columns(), nowUs));
        lines.addAll(Table.paint(board, View.Sort.GIVEN, Size.ENDLESS.columns(), nowUs));
        return lines;
    }

    /** How many rows a page of this size has room for, 1 at least. */
    static int capacity(Board board, Size size) {
        int rows = board.rows().size();
        boolean foot = !note(board).isEmpty() || rows > size.rows() - TOP;
        return Math.max(1, size.rows() - TOP - (foot ? 1 : 0));
    }

    private static List<Line> rows(Board board, View view, Size size, List<Line> rows) {
        int capacity = capacity(board, size);
        int first = Math.clamp(view.top(), 0, Math.max(0, rows.size() - capacity));
        int last = Math.min(rows.size(), first + capacity);
        List<Line> lines = new ArrayList<>(rows.subList(first, last));
        String note = note(board);
        if (rows.size() > capacity) {
            String where = " rows %d to %d of %d".formatted(first + 1, last, rows.size());
            note = note.isEmpty() ? where : where + " · " + note.strip();
        }
        if (!note.isEmpty()) {
            lines.add(Line.of(note, Look.DIM));
        }
        return lines;
    }

    /** What does not go as it should, or why there is nothing to see. */
    private static String note(Board board) {
        if (board.link() instanceof Link.Down(String reason, long ignored)) {
            return " " + reason;
        }
        if (!board.note().isEmpty()) {
            return " " + board.note();
        }
        for (Row row : board.rows()) {
            if (row.refusal() != null) {
                return " " + row.instrument() + ": " + row.refusal();
            }
        }
        return board.isListed() && board.rows().isEmpty() ? " the gateway has no prices yet" : "";
    }
}
