package io.quotewire.app.watch;

import io.quotewire.model.Decimal;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TickerData;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns, from left to right. Where there is no room for all, those in the middle go, the right ones first: a price
 * without its {@link #STATUS} could pass for a live one.
 */
enum Column {
    SYMBOL("SYMBOL", false, true) {
        @Override
        Line.Piece cell(Row row, Board board, long nowUs) {
            return plain(row.instrument().toString());
        }
    },
    LAST("LAST", true, true) {
        @Override
        Line.Piece cell(Row row, Board board, long nowUs) {
            return new Line.Piece(Words.price(value(row, TickerData::last)), moved(row, nowUs));
        }
    },
    /** Belongs to {@link #LAST}. */
    MOVE("", false, true) {
        @Override
        Line.Piece cell(Row row, Board board, long nowUs) {
            return new Line.Piece(row.direction() > 0 ? "▲" : row.direction() < 0 ? "▼" : " ", moved(row, nowUs));
        }
    },
    CHANGE("CHG24H", true, false) {
        @Override
        Line.Piece cell(Row row, Board board, long nowUs) {
            return change(value(row, TickerData::change));
        }
    },
    PERCENT("%24H", true, false) {
        @Override
        Line.Piece cell(Row row, Board board, long nowUs) {
            return change(value(row, TickerData::changePct));
        }
    },
    BID("BID", true, false) {
        @Override
        Line.Piece cell(Row row, Board board, long nowUs) {
            return plain(Words.price(value(row, data -> data.quote().bid())));
        }
    },
    ASK("ASK", true, false) {
        @Override
        Line.Piece cell(Row row, Board board, long nowUs) {
            return plain(Words.price(value(row, data -> data.quote().ask())));
        }
    },
    VOLUME("VOL24H", true, false) {
        @Override
        Line.Piece cell(Row row, Board board, long nowUs) {
            return plain(Words.brief(value(row, TickerData::volume)));
        }
    },
    SOURCE("SRC", false, false) {
        @Override
        Line.Piece cell(Row row, Board board, long nowUs) {
            Head head = row.head();
            return plain(head == null || row.data() == null ? Words.NONE : Words.clean(head.source()));
        }
    },
    STATUS("STATUS", false, true) {
        @Override
        Line.Piece cell(Row row, Board board, long nowUs) {
            return plain(status(row, board, nowUs));
        }
    };

    /** Longer ones are cut, visibly. */
    static final int MOST = 32;

    /** A change is bright for so long, and coloured for twice as long. */
    static final long BRIGHT_US = 250_000;

    private final String title;
    private final boolean right;
    private final boolean kept;

    Column(String title, boolean right, boolean kept) {
        this.title = title;
        this.right = right;
        this.kept = kept;
    }

    String title() {
        return title;
    }

    /** Aligned to the right. */
    boolean isRight() {
        return right;
    }

    /** Shown however narrow the terminal is. */
    boolean isKept() {
        return kept;
    }

    /** What is before the column: it stands apart unless it belongs to the one before. */
    String gap() {
        return switch (this) {
            case SYMBOL -> " ";
            case MOVE -> " ";
            default -> "  ";
        };
    }

    /** What a row shows here. */
    abstract Line.Piece cell(Row row, Board board, long nowUs);

    private static Line.Piece plain(String text) {
        return new Line.Piece(text, Look.PLAIN);
    }

    private static Line.Piece change(@Nullable Decimal value) {
        int sign = value == null ? 0 : value.signum();
        return new Line.Piece(Words.change(value), sign > 0 ? Look.GOOD : sign < 0 ? Look.BAD : Look.PLAIN);
    }

    private static @Nullable Decimal value(Row row, Function<TickerData, @Nullable Decimal> part) {
        TickerData data = row.data();
        return data == null ? null : part.apply(data);
    }

    private static Look moved(Row row, long nowUs) {
        // Either way: the gateway's clock may be set, or be another's after a reconnect.
        long sinceUs = Math.abs(nowUs - row.movedUs());
        if (row.direction() == 0 || sinceUs >= 2 * BRIGHT_US) {
            return Look.PLAIN;
        }
        boolean bright = sinceUs < BRIGHT_US;
        return row.direction() > 0 ? bright ? Look.RISEN : Look.GOOD : bright ? Look.FALLEN : Look.BAD;
    }

    private static String status(Row row, Board board, long nowUs) {
        Head head = row.head();
        if (row.refusal() != null) {
            return row.refusal().replaceFirst(";.*", "");
        }
        if (head == null) {
            return "waiting";
        }
        String age = head.recvUs() > 0 ? Words.age(nowUs - head.recvUs()) : "";
        if (!board.isUp()) {
            return ("offline " + age).strip();
        }
        return row.isLive() ? "live " + age : (head.status().text() + " " + age).strip();
    }
}
