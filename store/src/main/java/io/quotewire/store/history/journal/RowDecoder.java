package io.quotewire.store.history.journal;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Side;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link RowEncoder} has put into a block. One thread. */
final class RowDecoder {
    private final ByteSource rows;
    private final List<String> names = new ArrayList<>();

    /** Topics of earlier blocks, too: most come again. */
    private final Map<String, Topic> topics;

    private RowDecoder(ByteSource rows, Map<String, Topic> topics) {
        this.rows = rows;
        this.topics = topics;
    }

    static void read(ByteBuffer block, Map<String, Topic> topics, Consumer<Row> rows) {
        ByteSource source = new ByteSource(block);
        RowDecoder decoder = new RowDecoder(source, topics);
        for (long names = source.unsigned(); names > 0; names--) {
            decoder.names.add(source.text());
        }
        while (!source.isAtEnd()) {
            rows.accept(decoder.row());
        }
    }

    private Row row() {
        int kind = rows.octet();
        if (kind == RowEncoder.LOSS) {
            Topic topic = topic();
            Epoch epoch = new Epoch(rows.unsigned());
            long from = rows.unsigned();
            return new Row.Loss(topic, epoch, from, rows.unsigned());
        }
        Head head = head();
        return new Row.Told(
                switch (kind) {
                    case RowEncoder.TRADES -> trades(head);
                    case RowEncoder.GAP -> new Update.Gap(head, head.seq() - 1, rows.signed());
                    case RowEncoder.STATUS -> {
                        String was = text();
                        String why = rows.text();
                        yield new Update.StatusChange(head, head.seq() - 1, was, why, rows.unsigned(), null);
                    }
                    case RowEncoder.CANDLE -> {
                        int flags = rows.octet();
                        yield new Update.ClosedCandle(
                                head, head.seq() - 1, candle(), (flags & 1) != 0, (flags & 2) != 0);
                    }
                    case RowEncoder.TICKER -> ticker(head);
                    default -> throw new IllegalArgumentException("no kind of row has the number " + kind);
                });
    }

    private Update trades(Head head) {
        int count = Math.toIntExact(rows.unsigned());
        List<Update.TradeItem> items = new ArrayList<>(Math.min(count, 1_000));
        for (int i = 0; i < count; i++) {
            long seq = head.seq() - rows.unsigned();
            String id = rows.text();
            int flags = rows.octet();
            Decimal price = decimal(rows.octet());
            Decimal size = decimal(rows.octet());
            long tsUs = head.tsUs() - rows.signed();
            items.add(new Update.TradeItem(
                    seq,
                    id,
                    (flags & 1) == 0 ? Side.BUY : Side.SELL,
                    price,
                    size,
                    tsUs,
                    (flags & 2) != 0,
                    (flags & 4) != 0));
        }
        return new Update.Trades(head, items.getFirst().seq() - 1, List.copyOf(items));
    }

    private Candle candle() {
        long openUs = rows.unsigned();
        long closeUs = openUs + rows.unsigned();
        Decimal open = decimal(rows.octet());
        Decimal high = decimal(rows.octet());
        Decimal low = decimal(rows.octet());
        Decimal close = decimal(rows.octet());
        BigDecimal volume = new BigDecimal(rows.text());
        String quoteVolume = text();
        return new Candle(
                openUs,
                closeUs,
                open,
                high,
                low,
                close,
                volume,
                quoteVolume == null ? null : new BigDecimal(quoteVolume),
                rows.signed());
    }

    private Update ticker(Head head) {
        @Nullable Decimal[] cells = new @Nullable Decimal[TickerCells.NAMES.size()];
        for (int i = 0; i < cells.length; i++) {
            int scale = rows.octet();
            cells[i] = scale == RowEncoder.NOTHING ? null : decimal(scale);
        }
        return new Update.Value(head, false, TickerCells.ticker(cells));
    }

    private Head head() {
        Topic topic = topic();
        String source = name();
        Epoch epoch = new Epoch(rows.unsigned());
        long seq = rows.unsigned();
        long recvUs = rows.signed();
        long tsUs = recvUs - rows.signed();
        int status = rows.octet();
        return new Head(topic, epoch, seq, tsUs, recvUs, source, Codes.status(status & 63), (status & 64) != 0);
    }

    private Topic topic() {
        return topics.computeIfAbsent(name(), Topic::parse);
    }

    private String name() {
        return names.get(Math.toIntExact(rows.unsigned()));
    }

    private Decimal decimal(int scale) {
        int places = rows.octet();
        return Decimal.of(rows.signed(), scale, places);
    }

    private @Nullable String text() {
        return rows.octet() == 0 ? null : rows.text();
    }
}
