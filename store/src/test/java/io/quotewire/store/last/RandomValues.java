package io.quotewire.store.last;

import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.ConvertedData;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.IndexData;
import io.quotewire.model.Update.LegRate;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import io.quotewire.model.Update.Rejected;
import io.quotewire.model.Update.TickerData;
import io.quotewire.store.last.value.LastValue;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Values of every kind that there is, decided by a seed. */
final class RandomValues {
    static final long NOW_US = 1_764_500_000_000_000L;

    private static final List<Status> STATUSES = List.of(Status.LIVE, Status.STALE, Status.DOWN, Status.HALTED);

    private final SplittableRandom random;

    RandomValues(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** One of a topic that {@code index} names: the same index, the same topic. */
    LastValue next(int index, long epoch, long seq) {
        String pair = "A" + index + "-USDT";
        return switch (index % 7) {
            case 0 -> value("quote:okx:" + pair, "okx", quote(), epoch, seq);
            case 1 -> value("ticker:okx:" + pair, "okx", ticker(), epoch, seq);
            case 2 -> value("ticker:best:" + pair, "binance", ticker(), epoch, seq);
            case 3 -> value("fx:USD-A" + index, "frankfurter", rate(), epoch, seq);
            case 4 -> value("quote:index:" + pair, "index", index(quote()), epoch, seq);
            case 5 -> value("ticker:best:" + pair, "okx", converted(ticker()), epoch, seq);
            default -> value("quote:best:" + pair, "okx", converted(quote()), epoch, seq);
        };
    }

    /** A plain one. */
    static LastValue quote(String topic, long epochMs, long seq, String bid) {
        QuoteData data = new QuoteData(Decimal.parse(bid), Decimal.parse("1.50"), Decimal.parse("999999"), null);
        String source = Topic.parse(topic).source();
        Head head = new Head(
                Topic.parse(topic),
                new Epoch(epochMs),
                seq,
                NOW_US - 2_000,
                NOW_US - 1_000,
                source.equals(Topic.BEST) ? "okx" : source,
                Status.LIVE,
                false);
        return new LastValue(head, data);
    }

    private LastValue value(String topic, String source, Data data, long epoch, long seq) {
        Status status = STATUSES.get(random.nextInt(STATUSES.size()));
        long recvUs = NOW_US - random.nextLong(1, 1_000_000);
        long tsUs = random.nextInt(5) == 0 ? 0 : recvUs - random.nextLong(1_000);
        boolean simulated = random.nextBoolean();
        return new LastValue(
                new Head(Topic.parse(topic), new Epoch(epoch), seq, tsUs, recvUs, source, status, simulated), data);
    }

    private QuoteData quote() {
        return new QuoteData(maybe(), maybe(), maybe(), maybe());
    }

    private TickerData ticker() {
        Decimal fall = Decimal.of(-random.nextLong(1, 1_000_000), 4, 6);
        return new TickerData(maybe(), quote(), maybe(), maybe(), maybe(), maybe(), fall, maybe(), maybe(), maybe());
    }

    private RateData rate() {
        return new RateData(decimal(), random.nextBoolean(), random.nextBoolean() ? null : "Rates by Ünïcode & Co €");
    }

    private IndexData index(Data data) {
        return new IndexData(data, List.of("okx", "binance"), List.of(new Rejected("bybit", "outlier 1.4 %")));
    }

    private ConvertedData converted(Data data) {
        LegRate leg = new LegRate(Instrument.parse("USDT-USD"), "kraken", decimal(), decimal(), NOW_US, Status.STALE);
        return new ConvertedData(data, "USDT>USD>CAD", decimal(), List.of(leg, leg), random.nextBoolean());
    }

    private @Nullable Decimal maybe() {
        return random.nextInt(4) == 0 ? null : decimal();
    }

    /** Also with zeros behind that are printed, and with large and small ones. */
    private Decimal decimal() {
        int places = random.nextInt(0, 20);
        long digits = random.nextLong(1, random.nextBoolean() ? 1_000 : 999_999_999_999_999_999L);
        return Decimal.of(digits, random.nextInt(-9, places + 1), places);
    }
}
