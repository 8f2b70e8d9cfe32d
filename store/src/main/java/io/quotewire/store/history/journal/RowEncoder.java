package io.quotewire.store.history.journal;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Side;
import io.quotewire.model.Update;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts rows into a block. One thread. */
final class RowEncoder {
    static final int TRADES = 1;
    static final int GAP = 2;
    static final int STATUS = 3;
    static final int CANDLE = 4;
    static final int TICKER = 5;
    static final int LOSS = 6;

    private final ByteSink rows = new ByteSink();
    private final ByteSink names = new ByteSink();
    private final Map<Object, Integer> numbers = new HashMap<>();

    /** @throws IllegalArgumentException where history has no place for it; nothing is put down then */
    void put(Row row) {
        switch (row) {
            case Row.Told told -> put(told.update());
            case Row.Loss loss -> {
                rows.octet(LOSS);
                rows.unsigned(number(loss.topic()));
                rows.unsigned(loss.epoch().value());
                rows.unsigned(loss.from());
                rows.unsigned(loss.to());
            }
        }
    }

    private void put(Update update) {
        switch (update) {
            case Update.Trades trades -> put(trades);
            case Update.Gap gap -> {
                head(GAP, gap.head());
                rows.signed(gap.missing());
            }
            case Update.StatusChange change -> {
                head(STATUS, change.head());
                text(change.was());
                rows.text(change.why());
                rows.unsigned(change.sinceUs());
            }
            case Update.ClosedCandle closed -> {
                head(CANDLE, closed.head());
                rows.octet((closed.revised() ? 1 : 0) | (closed.filled() ? 2 : 0));
                put(closed.candle());
            }
            case Update.Value value -> put(value);
            default -> throw new IllegalArgumentException("history has no place for " + update);
        }
    }

    private void put(Update.Trades trades) {
        head(TRADES, trades.head());
        rows.unsigned(trades.items().size());
        for (Update.TradeItem item : trades.items()) {
            rows.unsigned(trades.head().seq() - item.seq());
            rows.text(item.id());
            rows.octet((item.side() == Side.BUY ? 0 : 1) | (item.late() ? 2 : 0) | (item.suspect() ? 4 : 0));
            decimal(item.price());
            decimal(item.size());
            rows.signed(trades.head().tsUs() - item.tsUs());
        }
    }

    private void put(Candle candle) {
        rows.unsigned(candle.openUs());
        rows.unsigned(candle.closeUs() - candle.openUs());
        decimal(candle.open());
        decimal(candle.high());
        decimal(candle.low());
        decimal(candle.close());
        rows.text(candle.volume().toPlainString());
        BigDecimal quoteVolume = candle.quoteVolume();
        text(quoteVolume == null ? null : quoteVolume.toPlainString());
        rows.signed(candle.trades());
    }

    private void put(Update.Value value) {
        Update.TickerData ticker = TickerCells.of(value.data());
        if (ticker == null) {
            throw new IllegalArgumentException("history has no place for " + value);
        }
        head(TICKER, value.head());
        for (Decimal cell : TickerCells.cells(ticker)) {
            if (cell == null) {
                rows.octet(NOTHING);
            } else {
                decimal(cell);
            }
        }
    }

    /** In place of a scale. */
    static final int NOTHING = Byte.MIN_VALUE;

    private void head(int kind, Update.Head head) {
        rows.octet(kind);
        rows.unsigned(number(head.topic()));
        rows.unsigned(number(head.source()));
        rows.unsigned(head.epoch().value());
        rows.unsigned(head.seq());
        rows.signed(head.recvUs());
        rows.signed(head.recvUs() - head.tsUs());
        rows.octet(Codes.of(head.status()) | (head.simulated() ? 64 : 0));
    }

    private void decimal(Decimal value) {
        rows.octet(value.scale());
        rows.octet(value.places());
        rows.signed(value.mantissa());
    }

    private void text(@Nullable String text) {
        rows.octet(text == null ? 0 : 1);
        if (text != null) {
            rows.text(text);
        }
    }

    /** Of a topic, or of a source. */
    private int number(Object name) {
        Integer known = numbers.get(name);
        if (known == null) {
            known = numbers.size();
            numbers.put(name, known);
            names.text(name.toString());
        }
        return known;
    }

    boolean isEmpty() {
        return rows.size() == 0;
    }

    int size() {
        return rows.size() + names.size();
    }

    /** Moves what was put here behind what is in {@code target}. */
    void moveTo(ByteSink target) {
        target.unsigned(numbers.size());
        target.append(names);
        target.append(rows);
        clear();
    }

    void clear() {
        rows.clear();
        names.clear();
        numbers.clear();
    }
}
