package io.quotewire.store.history;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes what a topic tells, one number after the other, from a seed. One thread. */
final class Past {
    static final Topic TRADES = Topic.parse("trade:okx:BTC-USDT");
    static final Topic CANDLES = Topic.parse("candle.1m:best:ETH-USDT");
    static final Topic TICKER = Topic.parse("ticker:okx:BTC-USDT");
    static final long START_US = 1_764_500_000_000_000L;

    private final Topic topic;
    private final Epoch epoch;
    private final SplittableRandom random;
    private long seq;
    private long recvUs = START_US;

    Past(Topic topic, long epoch, long seed) {
        this.topic = topic;
        this.epoch = new Epoch(epoch);
        this.random = new SplittableRandom(seed);
    }

    long seq() {
        return seq;
    }

    /** So many updates of any kind that the topic may have. */
    List<Update> next(int count) {
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            updates.add(next());
        }
        return updates;
    }

    Update next() {
        recvUs += random.nextLong(1, 5_000);
        return switch (random.nextInt(20)) {
            case 0 -> gap();
            case 1 -> change();
            default -> topic.kind() == Topic.Kind.TRADE ? trades(random.nextInt(1, 4)) : candle();
        };
    }

    Update.Trades trades(int count) {
        long prev = seq;
        List<TradeItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new TradeItem(
                    ++seq,
                    id(),
                    random.nextBoolean() ? Side.BUY : Side.SELL,
                    decimal(),
                    decimal(),
                    recvUs - random.nextLong(100_000),
                    random.nextInt(9) == 0,
                    random.nextInt(9) == 0));
        }
        return new Update.Trades(head(recvUs - 500), prev, List.copyOf(items));
    }

    private Update gap() {
        seq++;
        return new Update.Gap(head(0), seq - 1, random.nextInt(3) - 1);
    }

    private Update change() {
        seq++;
        return new Update.StatusChange(
                head(0), seq - 1, random.nextBoolean() ? null : "binance", "okx silent for 3200 ms", recvUs, null);
    }

    private Update candle() {
        seq++;
        long openUs = (START_US / 60_000_000 + seq) * 60_000_000;
        Candle candle = new Candle(
                openUs,
                openUs + 60_000_000,
                decimal(),
                decimal(),
                decimal(),
                decimal(),
                new BigDecimal("120456881234560000000.120300"),
                random.nextBoolean() ? null : new BigDecimal("0.000"),
                random.nextBoolean() ? Candle.UNKNOWN : 214);
        return new Update.ClosedCandle(head(openUs), seq - 1, candle, random.nextBoolean(), random.nextBoolean());
    }

    private Head head(long tsUs) {
        Status[] all = Status.values();
        return new Head(
                topic,
                epoch,
                seq,
                tsUs,
                recvUs,
                random.nextBoolean() ? "okx" : "binance",
                all[random.nextInt(all.length)],
                random.nextBoolean());
    }

    /** Numbers that are written in all the ways that venues have. */
    private Decimal decimal() {
        return Decimal.parse(
                switch (random.nextInt(8)) {
                    case 0 -> "12045688123456.000000000000000000";
                    case 1 -> "0";
                    case 2 -> "0.000";
                    case 3 -> "-1.50";
                    case 4 -> "1e-30";
                    case 5 -> "900000000000000000000";
                    default -> random.nextInt(1, 100_000) + "." + "%05d".formatted(random.nextInt(100_000));
                });
    }

    private String id() {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> "007";
            case 2 -> "a-\"b\"-ü";
            case 3 -> "99999999999999999999";
            default -> String.valueOf(random.nextInt(1_000_000));
        };
    }

    /** Each item alone, with all that is said of it: two that are written alike are the same, digit by digit. */
    static List<String> flat(List<Update> updates) {
        List<String> flat = new ArrayList<>();
        for (Update update : updates) {
            if (update instanceof Update.Trades trades) {
                for (TradeItem item : trades.items()) {
                    flat.add(trades.head().at(item.seq()) + " " + item);
                }
            } else {
                flat.add(update.toString());
            }
        }
        return flat;
    }
}
