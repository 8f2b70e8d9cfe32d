package io.quotewire.app.watch;

import java.util.ArrayList;
import java.util.List;

/** One line of text in pieces. Every character takes one column: {@link Words#clean} sees to that. */
record Line(List<Piece> pieces) {
    /** Text without line ends and control characters. */
    record Piece(String text, Look look) {}

    static final Line EMPTY = new Line(List.of());

    Line {
        pieces = List.copyOf(pieces);
    }

    static Line of(String text, Look look) {
        return new Line(List.of(new Piece(text, look)));
    }

    int width() {
        return pieces.stream().mapToInt(piece -> piece.text().length()).sum();
    }

    /** At most so many columns of it. */
    Line cut(int columns) {
        if (width() <= columns) {
            return this;
        }
        List<Piece> kept = new ArrayList<>();
        int left = columns;
        for (Piece piece : pieces) {
            int take = Math.min(left, piece.text().length());
            kept.add(new Piece(piece.text().substring(0, take), piece.look()));
            left -= take;
        }
        return new Line(kept);
    }

    /** As bytes for a terminal; ends with plain looks. */
    String text(Style style) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            String sgr = piece.text().isEmpty() ? "" : piece.look().sgr(style);
            text.append(sgr).append(piece.text()).append(sgr.isEmpty() ? "" : Look.RESET);
        }
        return text.toString();
    }
}
