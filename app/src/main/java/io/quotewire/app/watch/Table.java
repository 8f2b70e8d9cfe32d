package io.quotewire.app.watch;

import static java.util.Objects.requireNonNull;

import io.quotewire.model.Decimal;
import io.quotewire.model.Update.TickerData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a board as lines under a header: {@link #paint}, a pure function. */
final class Table {
    private static final Comparator<Row> BY_SYMBOL =
            Comparator.comparing(row -> row.instrument().toString());
    private static final Comparator<Row> BY_CHANGE =
            Comparator.comparing(Table::change, Comparator.nullsLast(Comparator.reverseOrder()));

    private final View.Sort sort;
    private final Map<Column, List<Line.Piece>> cells = new EnumMap<>(Column.class);
    private final Map<Column, Integer> widths = new EnumMap<>(Column.class);

    private Table(List<Row> rows, Board board, View.Sort sort, long nowUs) {
        this.sort = sort;
        for (Column column : Column.values()) {
            List<Line.Piece> pieces =
                    rows.stream().map(row -> cell(column, row, board, nowUs)).toList();
            cells.put(column, pieces);
            widths.put(column, Math.max(titleWidth(column), widest(pieces)));
        }
    }

    /** The header, then one line for each row, none wider than {@code columns}. */
    static List<Line> paint(Board board, View.Sort sort, int columns, long nowUs) {
        List<Row> rows = sorted(board.rows(), sort);
        Table table = new Table(rows, board, sort, nowUs);
        List<Column> shown = table.shown(columns);
        List<Line> lines = new ArrayList<>();
        lines.add(table.line(shown, table::title).cut(columns));
        for (int i = 0; i < rows.size(); i++) {
            int at = i;
            lines.add(table.line(shown, column -> table.cells(column).get(at)).cut(columns));
        }
        return lines;
    }

    private static List<Row> sorted(List<Row> rows, View.Sort sort) {
        return switch (sort) {
            case GIVEN -> rows;
            case SYMBOL -> rows.stream().sorted(BY_SYMBOL).toList();
            case CHANGE -> rows.stream().sorted(BY_CHANGE).toList();
        };
    }

    private static @Nullable Decimal change(Row row) {
        TickerData data = row.data();
        return data == null ? null : data.changePct();
    }

    private static Line.Piece cell(Column column, Row row, Board board, long nowUs) {
        Line.Piece cell = column.cell(row, board, nowUs);
        String text =
                cell.text().length() <= Column.MOST ? cell.text() : cell.text().substring(0, Column.MOST - 1) + "…";
        if (row.isLive() && board.isUp()) {
            return new Line.Piece(text, cell.look());
        }
        // An arrow is news, and old values are none.
        return new Line.Piece(column == Column.MOVE ? " " : text, Look.DIM);
    }

    /** With room for the arrow of a sort at all times: columns that move when keys are pressed are hard to read. */
    private static int titleWidth(Column column) {
        boolean sorts = column == Column.SYMBOL || column == Column.PERCENT;
        return Math.max(1, column.title().length() + (sorts ? 2 : 0));
    }

    private static int widest(List<Line.Piece> pieces) {
        return pieces.stream().mapToInt(piece -> piece.text().length()).max().orElse(0);
    }

    private Line.Piece title(Column column) {
        boolean symbol = sort == View.Sort.SYMBOL && column == Column.SYMBOL;
        boolean change = sort == View.Sort.CHANGE && column == Column.PERCENT;
        return new Line.Piece(column.title() + (symbol ? " ↑" : change ? " ↓" : ""), Look.HEAD);
    }

    /** As many as fit: the kept ones, then from the left. */
    private List<Column> shown(int columns) {
        List<Column> shown = new ArrayList<>(List.of(Column.values()));
        for (Column column : List.of(Column.values()).reversed()) {
            int all = shown.stream()
                    .mapToInt(each -> each.gap().length() + width(each))
                    .sum();
            if (all > columns && !column.isKept()) {
                shown.remove(column);
            }
        }
        return shown;
    }

    private Line line(List<Column> shown, Function<Column, Line.Piece> content) {
        List<Line.Piece> pieces = new ArrayList<>();
        for (Column column : shown) {
            Line.Piece piece = content.apply(column);
            String space = " ".repeat(width(column) - piece.text().length());
            boolean last = column == shown.getLast();
            pieces.add(new Line.Piece(column.gap() + (column.isRight() ? space : ""), Look.PLAIN));
            pieces.add(piece);
            pieces.add(new Line.Piece(column.isRight() || last ? "" : space, Look.PLAIN));
        }
        return new Line(pieces);
    }

    private List<Line.Piece> cells(Column column) {
        return requireNonNull(cells.get(column));
    }

    private int width(Column column) {
        return requireNonNull(widths.get(column));
    }
}
