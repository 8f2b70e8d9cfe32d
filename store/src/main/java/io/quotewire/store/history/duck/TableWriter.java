package io.quotewire.store.history.duck;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Side;
import io.quotewire.model.Update;
import io.quotewire.store.history.journal.Codes;
import io.quotewire.store.history.journal.Row;
import io.quotewire.store.history.journal.TickerCells;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Puts rows into the tables of one schema in memory. One thread. */
public final class TableWriter implements AutoCloseable {
    static final int GAP = 1;
    static final int STATUS = 2;
    static final int LOSS = 3;

    private static final long[] POWERS = powers();

    private final DuckDBConnection connection;
    private final String schema;
    private final Names names;
    private final Map<Tables, DuckDBAppender> appenders = new EnumMap<>(Tables.class);

    /** Makes the schema with empty tables. */
    public static TableWriter create(DuckDBConnection connection, String schema, Names names) throws SQLException {
        Duck.run(connection, "CREATE SCHEMA " + schema);
        for (Tables table : Tables.values()) {
            Duck.run(connection, table.creation(schema));
        }
        return new TableWriter(connection, schema, names);
    }

    private TableWriter(DuckDBConnection connection, String schema, Names names) {
        this.connection = connection;
        this.schema = schema;
        this.names = names;
    }

    /** Adds a row, which others see after the next {@link #flush}. */
    public void put(Row row) throws SQLException {
        switch (row) {
            case Row.Told told -> put(told.update());
            case Row.Loss loss -> put(loss);
        }
    }

    /** Lets others see what was put. */
    public void flush() throws SQLException {
        for (DuckDBAppender appender : appenders.values()) {
            appender.flush();
        }
    }

    @Override
    public void close() throws SQLException {
        for (DuckDBAppender appender : appenders.values()) {
            appender.close();
        }
        connection.close();
    }

    private void put(Update update) throws SQLException {
        switch (update) {
            case Update.Trades trades -> {
                for (Update.TradeItem item : trades.items()) {
                    put(trades.head(), item);
                }
            }
            case Update.Gap gap -> mark(gap.head(), GAP, gap.missing(), null, null, 0);
            case Update.StatusChange change ->
                mark(change.head(), STATUS, 0, change.was(), change.why(), change.sinceUs());
            case Update.ClosedCandle closed -> put(closed);
            case Update.Value value -> put(value);
            default -> throw new IllegalArgumentException("there is no table for " + update);
        }
    }

    private void put(Update.Head head, Update.TradeItem item) throws SQLException {
        DuckDBAppender to = head(Tables.TRADES, head, item.seq(), item.tsUs());
        to.append((int) (head.seq() - item.seq()));
        long number = number(item.id());
        if (number >= 0) {
            to.append(number);
            to.appendNull();
        } else {
            to.appendNull();
            to.append(item.id());
        }
        to.append(item.side() == Side.BUY);
        decimal(to, item.price());
        decimal(to, item.size());
        to.append(head.tsUs() - item.tsUs());
        to.append(item.late());
        to.append(item.suspect());
        to.endRow();
    }

    private void mark(
            Update.Head head, int kind, long missing, @Nullable String was, @Nullable String why, long sinceUs)
            throws SQLException {
        DuckDBAppender to = head(Tables.MARKS, head, head.seq(), head.tsUs());
        to.append((byte) kind);
        to.append(head.seq());
        to.append(missing);
        text(to, was);
        text(to, why);
        to.append(sinceUs);
        to.endRow();
    }

    private void put(Row.Loss loss) throws SQLException {
        DuckDBAppender to = appender(Tables.MARKS);
        to.beginRow();
        to.append(names.number(loss.topic().toString()));
        to.append(loss.epoch().value());
        to.append(loss.from());
        for (int i = 0; i < 5; i++) {
            to.appendNull();
        }
        to.append((byte) LOSS);
        to.append(loss.to());
        for (int i = 0; i < 4; i++) {
            to.appendNull();
        }
        to.endRow();
    }

    private void put(Update.ClosedCandle closed) throws SQLException {
        DuckDBAppender to = head(
                Tables.CANDLES,
                closed.head(),
                closed.head().seq(),
                closed.head().tsUs());
        Candle candle = closed.candle();
        to.append(candle.openUs());
        to.append(candle.closeUs());
        decimal(to, candle.open());
        decimal(to, candle.high());
        decimal(to, candle.low());
        decimal(to, candle.close());
        to.append(candle.volume().toPlainString());
        BigDecimal quoteVolume = candle.quoteVolume();
        text(to, quoteVolume == null ? null : quoteVolume.toPlainString());
        to.append(candle.trades());
        to.append(closed.revised());
        to.append(closed.filled());
        to.endRow();
    }

    private void put(Update.Value value) throws SQLException {
        Update.TickerData ticker = TickerCells.of(value.data());
        if (ticker == null) {
            throw new IllegalArgumentException("there is no table for " + value);
        }
        DuckDBAppender to = head(
                Tables.TICKERS, value.head(), value.head().seq(), value.head().tsUs());
        for (Decimal cell : TickerCells.cells(ticker)) {
            if (cell == null) {
                to.appendNull();
                to.appendNull();
                to.appendNull();
            } else {
                decimal(to, cell);
            }
        }
        to.endRow();
    }

    private DuckDBAppender head(Tables table, Update.Head head, long seq, long tsUs) throws SQLException {
        DuckDBAppender to = appender(table);
        to.beginRow();
        to.append(names.number(head.topic().toString()));
        to.append(head.epoch().value());
        to.append(seq);
        to.append(tsUs);
        to.append(head.recvUs());
        to.append(names.number(head.source()));
        to.append((byte) Codes.of(head.status()));
        to.append(head.simulated());
        return to;
    }

    private DuckDBAppender appender(Tables table) throws SQLException {
        DuckDBAppender appender = appenders.get(table);
        if (appender == null) {
            appender = connection.createAppender(schema, table.text());
            appenders.put(table, appender);
        }
        return appender;
    }

    /** At the scale of what is printed where a long has room for that: then both are the same for all of a topic. */
    private static void decimal(DuckDBAppender to, Decimal value) throws SQLException {
        int up = value.places() - value.scale();
        boolean fits = up < POWERS.length && Math.abs(value.mantissa()) <= Long.MAX_VALUE / POWERS[up];
        to.append(fits ? value.mantissa() * POWERS[up] : value.mantissa());
        to.append((byte) (fits ? value.places() : value.scale()));
        to.append((byte) value.places());
    }

    private static void text(DuckDBAppender to, @Nullable String text) throws SQLException {
        if (text == null) {
            to.appendNull();
        } else {
            to.append(text);
        }
    }

    /** An id that is a number and is written as such; -1 for any other. */
    private static long number(String id) {
        if (id.isEmpty() || id.length() > 18 || (id.charAt(0) == '0' && id.length() > 1)) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < id.length(); i++) {
            char digit = id.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
