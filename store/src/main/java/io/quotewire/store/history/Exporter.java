package io.quotewire.store.history;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.store.history.duck.Export;
import io.quotewire.store.history.journal.TickerCells;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays a topic's past out in columns; prices and sizes are texts with the digits that they came with. One thread. */
final class Exporter {
    private static final int PAGE = 50_000;
    private static final List<String> HEAD = List.of(
            "epoch VARCHAR",
            "seq BIGINT",
            "ts BIGINT",
            "recv BIGINT",
            "source VARCHAR",
            "status VARCHAR",
            "simulated BOOLEAN");

    /** What becomes of anything but an ordinary item. */
    private static final List<String> MARK =
            List.of("kind VARCHAR", "to_seq BIGINT", "missing BIGINT", "was VARCHAR", "why VARCHAR");

    private static final List<String> TRADE =
            List.of("id VARCHAR", "side VARCHAR", "price VARCHAR", "size VARCHAR", "late BOOLEAN", "suspect BOOLEAN");
    private static final List<String> CANDLE = List.of(
            "open_ts BIGINT",
            "close_ts BIGINT",
            "open VARCHAR",
            "high VARCHAR",
            "low VARCHAR",
            "close VARCHAR",
            "volume VARCHAR",
            "quote_volume VARCHAR",
            "trades BIGINT",
            "revised BOOLEAN",
            "filled BOOLEAN");

    private final History history;
    private final Topic topic;
    private final Export export;

    Exporter(History history, Topic topic, Export export) {
        this.history = history;
        this.topic = topic;
        this.export = export;
    }

    static List<String> columns(Topic topic) {
        List<String> columns = new ArrayList<>(HEAD);
        if (topic.kind() == Topic.Kind.TICKER) {
            TickerCells.NAMES.forEach(name -> columns.add(name + " VARCHAR"));
        } else {
            columns.addAll(MARK);
            columns.addAll(topic.kind() == Topic.Kind.TRADE ? TRADE : CANDLE);
        }
        return columns;
    }

    /** Takes over all of a span of time. */
    void run(long fromUs, long untilUs) throws HistoryUnavailable, SQLException {
        if (topic.kind() == Topic.Kind.TICKER) {
            tickers(fromUs, untilUs);
            return;
        }
        ItemRange range = ItemRange.times(fromUs, untilUs, PAGE);
        ItemPage page = history.items(topic, range);
        add(page);
        for (Mark next = page.next(); next != null; next = page.next()) {
            page = history.items(topic, range.after(next));
            add(page);
        }
    }

    private void tickers(long fromUs, long untilUs) throws HistoryUnavailable, SQLException {
        long beginUs = fromUs;
        List<Update.Value> samples;
        do {
            samples = history.tickers(topic, beginUs, untilUs, PAGE);
            for (Update.Value sample : samples) {
                add(sample.head(), sample.head().seq(), sample.head().tsUs(), texts(sample));
                beginUs = Math.max(beginUs, sample.head().recvUs() + 1);
            }
        } while (samples.size() == PAGE);
    }

    private static @Nullable Object[] texts(Update.Value sample) {
        Update.TickerData ticker = TickerCells.of(sample.data());
        @Nullable
        Decimal[] cells = ticker == null ? new @Nullable Decimal[TickerCells.NAMES.size()] : TickerCells.cells(ticker);
        return Arrays.stream(cells)
                .map(cell -> cell == null ? null : cell.toString())
                .toArray();
    }

    private void add(ItemPage page) throws SQLException {
        for (Item item : page.items()) {
            switch (item) {
                case Item.Told told -> add(told.update());
                case Item.Lost lost ->
                    addRow(
                            new @Nullable Object[] {lost.epoch().toString(), lost.from(), null, null, null, null, null},
                            new @Nullable Object[] {
                                "lost", lost.to(), null, null, lost.why().text()
                            });
            }
        }
    }

    private void add(Update update) throws SQLException {
        Head head = update.head();
        switch (update) {
            case Update.Trades trades -> {
                for (Update.TradeItem item : trades.items()) {
                    add(head, item.seq(), item.tsUs(), join(mark("trade"), new @Nullable Object[] {
                        item.id(), item.side().text(), item.price(), item.size(), item.late(), item.suspect()
                    }));
                }
            }
            case Update.ClosedCandle closed -> add(head, head.seq(), head.tsUs(), join(mark("candle"), cells(closed)));
            case Update.Gap gap ->
                add(head, head.seq(), head.tsUs(), new @Nullable Object[] {
                    "gap", null, gap.missing() < 0 ? null : gap.missing(), null, "upstream"
                });
            case Update.StatusChange change ->
                add(head, head.seq(), head.tsUs(), new @Nullable Object[] {
                    "status", null, null, change.was(), change.why()
                });
            default -> throw new IllegalStateException("history has given " + update);
        }
    }

    private static @Nullable Object[] mark(String kind) {
        return new @Nullable Object[] {kind, null, null, null, null};
    }

    private static @Nullable Object[] cells(Update.ClosedCandle closed) {
        Candle candle = closed.candle();
        return new @Nullable Object[] {
            candle.openUs(),
            candle.closeUs(),
            candle.open(),
            candle.high(),
            candle.low(),
            candle.close(),
            candle.volume().toPlainString(),
            candle.quoteVolume() == null ? null : candle.quoteVolume().toPlainString(),
            candle.trades() == Candle.UNKNOWN ? null : candle.trades(),
            closed.revised(),
            closed.filled()
        };
    }

    private void add(Head head, long seq, long tsUs, @Nullable Object[] rest) throws SQLException {
        addRow(
                new @Nullable Object[] {
                    head.epoch().toString(),
                    seq,
                    tsUs == 0 ? null : tsUs,
                    head.recvUs() == 0 ? null : head.recvUs(),
                    head.source(),
                    head.status().text(),
                    head.simulated()
                },
                rest);
    }

    /** What is left out at the end is null. */
    private void addRow(@Nullable Object[] head, @Nullable Object[] rest) throws SQLException {
        export.add(Arrays.copyOf(join(head, rest), columns(topic).size()));
    }

    private static @Nullable Object[] join(@Nullable Object[] one, @Nullable Object[] other) {
        @Nullable Object[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
