package io.quotewire.store.history.duck;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Side;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import io.quotewire.store.history.journal.Codes;
import io.quotewire.store.history.journal.Row;
import io.quotewire.store.history.journal.TickerCells;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the tables of one schema or file. One thread. */
public final class TableReader {
    /** Columns that each table has in front. */
    private static final int HEAD = 8;

    private final Connection connection;
    private final String prefix;
    private final Names names;

    /**
     * Reads nothing yet.
     *
     * @param prefix what stands before the names of the tables, without the point
     */
    public TableReader(Connection connection, String prefix, Names names) {
        this.connection = connection;
        this.prefix = prefix;
        this.names = names;
    }

    /** A place in a topic. */
    public record Place(Epoch epoch, long seq) {}

    /** What has these numbers, in their order: at most {@code limit} rows, of which a trade is one. */
    public List<Placed> events(Topic topic, Epoch epoch, long from, long to, int limit) throws SQLException {
        Integer number = names.find(topic.toString());
        if (number == null) {
            return List.of();
        }
        List<Placed> events = marks(topic, number, epoch, from, to, limit);
        events.addAll(
                topic.kind() == Topic.Kind.TRADE
                        ? trades(topic, number, epoch, from, to, limit)
                        : candles(topic, number, epoch, from, to, limit));
        events.sort(Comparator.comparingLong(Placed::from));
        return first(events, limit);
    }

    /** Beyond so many rows one of the tables may have more in between. */
    private static List<Placed> first(List<Placed> events, int limit) {
        long rows = 0;
        for (int i = 0; i < events.size(); i++) {
            rows += events.get(i).to() - events.get(i).from() + 1;
            if (rows >= limit) {
                return events.subList(0, i + 1);
            }
        }
        return events;
    }

    /** The losses that have a number of these. */
    public List<Row.Loss> losses(Topic topic, Epoch epoch, long from, long to) throws SQLException {
        List<Row.Loss> losses = new ArrayList<>();
        Integer number = names.find(topic.toString());
        if (number == null) {
            return losses;
        }
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT seq, to_seq FROM " + prefix
                        + ".marks WHERE topic = ? AND epoch = ? AND kind = 3 AND seq <= ? AND to_seq >= ? ORDER BY seq, to_seq")) {
            query.setInt(1, number);
            query.setLong(2, epoch.value());
            query.setLong(3, to);
            query.setLong(4, from);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    losses.add(new Row.Loss(topic, epoch, row.getLong(1), row.getLong(2)));
                }
            }
        }
        return losses;
    }

    /** The first place, in the order of epoch and number, of what came at that time or later; null where nothing did. */
    public @Nullable Place firstSince(Topic topic, long us) throws SQLException {
        Integer number = names.find(topic.toString());
        if (number == null) {
            return null;
        }
        String main = "SELECT epoch, seq FROM %s.%s WHERE topic = ? AND recv >= ?"
                .formatted(prefix, table(topic).text());
        String marks = "SELECT epoch, seq FROM %s.marks WHERE topic = ? AND recv >= ?".formatted(prefix);
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT epoch, seq FROM (" + main + " UNION ALL " + marks + ") ORDER BY epoch, seq LIMIT 1")) {
            query.setInt(1, number);
            query.setLong(2, us);
            query.setInt(3, number);
            query.setLong(4, us);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Place(new Epoch(row.getLong(1)), row.getLong(2)) : null;
            }
        }
    }

    /** The last word on each span of time that opens in this one, by when it opens. */
    public List<Update.ClosedCandle> candles(Topic topic, long fromUs, long untilUs, int limit) throws SQLException {
        Integer number = names.find(topic.toString());
        List<Update.ClosedCandle> candles = new ArrayList<>();
        if (number == null) {
            return candles;
        }
        TreeMap<Long, Update.ClosedCandle> newest = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM " + prefix
                + ".candles WHERE topic = ? AND open_us >= ? AND open_us < ? ORDER BY open_us, epoch, seq")) {
            query.setInt(1, number);
            query.setLong(2, fromUs);
            query.setLong(3, untilUs);
            try (ResultSet row = query.executeQuery()) {
                while (newest.size() <= limit && row.next()) {
                    newest.put(row.getLong(HEAD + 1), candle(topic, row));
                }
            }
        }
        newest.values().stream().limit(limit).forEach(candles::add);
        return candles;
    }

    /** The samples that came in this span, in the order of epoch and number. */
    public List<Update.Value> tickers(Topic topic, long fromUs, long untilUs, int limit) throws SQLException {
        Integer number = names.find(topic.toString());
        List<Update.Value> samples = new ArrayList<>();
        if (number == null) {
            return samples;
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM " + prefix
                + ".tickers WHERE topic = ? AND recv >= ? AND recv < ? ORDER BY epoch, seq LIMIT ?")) {
            query.setInt(1, number);
            query.setLong(2, fromUs);
            query.setLong(3, untilUs);
            query.setInt(4, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    samples.add(ticker(topic, row));
                }
            }
        }
        return samples;
    }

    private List<Placed> trades(Topic topic, int number, Epoch epoch, long from, long to, int limit)
            throws SQLException {
        List<Placed> trades = new ArrayList<>();
        try (PreparedStatement query = range(Tables.TRADES, number, epoch, from, to, limit);
                ResultSet row = query.executeQuery()) {
            List<TradeItem> together = new ArrayList<>();
            Head head = null;
            while (row.next()) {
                TradeItem item = trade(row);
                long last = item.seq() + row.getInt(HEAD + 1);
                if (head != null
                        && (head.seq() != last
                                || item.seq() != together.getLast().seq() + 1)) {
                    trades.add(placed(head, together));
                    together = new ArrayList<>();
                    head = null;
                }
                if (head == null) {
                    head = head(topic, row, last, item.tsUs() + row.getLong(HEAD + 11));
                }
                together.add(item);
            }
            if (head != null) {
                trades.add(placed(head, together));
            }
        }
        return trades;
    }

    private static Placed placed(Head head, List<TradeItem> items) {
        long first = items.getFirst().seq();
        long last = items.getLast().seq();
        Head cut = head.seq() == last ? head : head.at(last);
        return new Placed(first, last, new Row.Told(new Update.Trades(cut, first - 1, List.copyOf(items))));
    }

    private static TradeItem trade(ResultSet row) throws SQLException {
        String id = row.getString(HEAD + 3);
        return new TradeItem(
                row.getLong(3),
                id == null ? Long.toString(row.getLong(HEAD + 2)) : id,
                row.getBoolean(HEAD + 4) ? Side.BUY : Side.SELL,
                decimal(row, HEAD + 5),
                decimal(row, HEAD + 8),
                row.getLong(4),
                row.getBoolean(HEAD + 12),
                row.getBoolean(HEAD + 13));
    }

    private List<Placed> candles(Topic topic, int number, Epoch epoch, long from, long to, int limit)
            throws SQLException {
        List<Placed> candles = new ArrayList<>();
        try (PreparedStatement query = range(Tables.CANDLES, number, epoch, from, to, limit);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                long seq = row.getLong(3);
                candles.add(new Placed(seq, seq, new Row.Told(candle(topic, row))));
            }
        }
        return candles;
    }

    private Update.ClosedCandle candle(Topic topic, ResultSet row) throws SQLException {
        Head head = head(topic, row, row.getLong(3), row.getLong(4));
        String quoteVolume = row.getString(HEAD + 16);
        Candle candle = new Candle(
                row.getLong(HEAD + 1),
                row.getLong(HEAD + 2),
                decimal(row, HEAD + 3),
                decimal(row, HEAD + 6),
                decimal(row, HEAD + 9),
                decimal(row, HEAD + 12),
                new BigDecimal(row.getString(HEAD + 15)),
                quoteVolume == null ? null : new BigDecimal(quoteVolume),
                row.getLong(HEAD + 17));
        return new Update.ClosedCandle(
                head, head.seq() - 1, candle, row.getBoolean(HEAD + 18), row.getBoolean(HEAD + 19));
    }

    /** Gaps and changes; losses are asked for apart. */
    private List<Placed> marks(Topic topic, int number, Epoch epoch, long from, long to, int limit)
            throws SQLException {
        List<Placed> marks = new ArrayList<>();
        try (PreparedStatement query = range(Tables.MARKS, number, epoch, from, to, limit);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                long seq = row.getLong(3);
                marks.add(new Placed(seq, seq, new Row.Told(mark(topic, row))));
            }
        }
        return marks;
    }

    private Update mark(Topic topic, ResultSet row) throws SQLException {
        Head head = head(topic, row, row.getLong(3), row.getLong(4));
        return row.getInt(HEAD + 1) == TableWriter.GAP
                ? new Update.Gap(head, head.seq() - 1, row.getLong(HEAD + 3))
                : new Update.StatusChange(
                        head,
                        head.seq() - 1,
                        row.getString(HEAD + 4),
                        row.getString(HEAD + 5),
                        row.getLong(HEAD + 6),
                        null);
    }

    private Update.Value ticker(Topic topic, ResultSet row) throws SQLException {
        @Nullable Decimal[] cells = new @Nullable Decimal[TickerCells.NAMES.size()];
        for (int i = 0; i < cells.length; i++) {
            int column = HEAD + 1 + 3 * i;
            row.getLong(column);
            cells[i] = row.wasNull() ? null : decimal(row, column);
        }
        return new Update.Value(head(topic, row, row.getLong(3), row.getLong(4)), false, TickerCells.ticker(cells));
    }

    private Head head(Topic topic, ResultSet row, long seq, long tsUs) throws SQLException {
        return new Head(
                topic,
                new Epoch(row.getLong(2)),
                seq,
                tsUs,
                row.getLong(5),
                names.text(row.getInt(6)),
                Codes.status(row.getInt(7)),
                row.getBoolean(8));
    }

    private static Decimal decimal(ResultSet row, int column) throws SQLException {
        return Decimal.of(row.getLong(column), row.getInt(column + 1), row.getInt(column + 2));
    }

    private PreparedStatement range(Tables table, int number, Epoch epoch, long from, long to, int limit)
            throws SQLException {
        PreparedStatement query = connection.prepareStatement("SELECT * FROM %s.%s".formatted(prefix, table.text())
                + " WHERE topic = ? AND epoch = ? AND seq >= ? AND seq <= ?"
                + (table == Tables.MARKS ? " AND kind <> " + TableWriter.LOSS : "")
                + " LIMIT ?"); // A topic's rows were put down in the order of their numbers, and so they come.
        query.setInt(1, number);
        query.setLong(2, epoch.value());
        query.setLong(3, from);
        query.setLong(4, to);
        query.setInt(5, limit);
        return query;
    }

    private static Tables table(Topic topic) {
        return switch (topic.kind()) {
            case TRADE -> Tables.TRADES;
            case TICKER -> Tables.TICKERS;
            default -> Tables.CANDLES;
        };
    }
}
