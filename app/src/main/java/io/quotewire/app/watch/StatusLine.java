package io.quotewire.app.watch;

import io.quotewire.model.Update.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The line on top: how the connection fares, how old the newest value is, where values are from. A pure function. */
final class StatusLine {
    private static final int MOST_SOURCES = 8;

    /** The rank of what is needed least. */
    private static final int LEAST = 5;

    private StatusLine() {}

    /** A part of the line; where there is no room for all, those with the highest {@code rank} go first, and 0 never. */
    private record Part(int rank, Line.Piece piece) {}

    /** @param keys whether there is a keyboard to speak of */
    static Line paint(Board board, View view, boolean keys, int columns, long nowUs) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(4, new Line.Piece("quotewire watch", Look.HEAD)));
        parts.add(new Part(0, light(board, nowUs)));
        if (view.paused()) {
            parts.add(new Part(1, new Line.Piece("PAUSED", Look.MARK)));
        }
        if (board.isSimulated()) {
            parts.add(new Part(0, new Line.Piece("SIMULATED", Look.MARK)));
        }
        parts.add(new Part(3, new Line.Piece(sources(board), Look.PLAIN)));
        parts.add(new Part(2, new Line.Piece(Words.time(nowUs), Look.PLAIN)));
        if (keys) {
            parts.add(new Part(LEAST, new Line.Piece("p:pause s:sort ?:help q:quit", Look.DIM)));
        }
        parts.removeIf(part -> part.piece().text().isEmpty());
        for (int rank = LEAST; rank > 0 && line(parts).width() > columns; rank--) {
            int least = rank;
            parts.removeIf(part -> part.rank() == least);
        }
        return line(parts).cut(columns);
    }

    /** A shape, a word and an age; the colour only repeats them. */
    private static Line.Piece light(Board board, long nowUs) {
        return switch (board.link()) {
            case Link.Opening ignored -> new Line.Piece("◐ connecting", Look.WARN);
            case Link.Up ignored -> up(board, nowUs);
            case Link.Down(String ignored, long retryUs) ->
                new Line.Piece(
                        "○ reconnecting in " + (Math.max(0, retryUs - nowUs) + 999_999) / 1_000_000 + " s", Look.BAD);
            case Link.Gone ignored -> new Line.Piece("○ disconnected", Look.BAD);
        };
    }

    private static Line.Piece up(Board board, long nowUs) {
        long liveUs = 0;
        long anyUs = 0;
        for (Row row : board.rows()) {
            Head head = row.head();
            long recvUs = head == null ? 0 : head.recvUs();
            anyUs = Math.max(anyUs, recvUs);
            liveUs = Math.max(liveUs, row.isLive() ? recvUs : 0);
        }
        if (liveUs > 0) {
            return new Line.Piece("● live " + Words.fineAge(nowUs - liveUs), Look.GOOD);
        }
        String age = anyUs > 0 ? " for " + Words.fineAge(nowUs - anyUs) : "";
        return new Line.Piece("◐ nothing live" + age, Look.WARN);
    }

    private static String sources(Board board) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Row row : board.rows()) {
            Head head = row.head();
            if (head != null && row.data() != null) {
                counts.merge(Words.clean(head.source()), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .limit(MOST_SOURCES)
                .map(source -> source.getKey() + "(" + source.getValue() + ")")
                .collect(Collectors.joining(" "));
    }

    private static Line line(List<Part> parts) {
        List<Line.Piece> pieces = new ArrayList<>();
        for (Part part : parts) {
            pieces.add(new Line.Piece(pieces.isEmpty() ? " " : "   ", Look.PLAIN));
            pieces.add(part.piece());
        }
        return new Line(pieces);
    }
}
