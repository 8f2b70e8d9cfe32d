package io.quotewire.gateway.session;

import io.quotewire.gateway.tape.ItemRing;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Everything that has ever come in one topic, which its broadcaster is told and keeps a part of. */
final class History {
    static final Topic TOPIC = Topic.parse("trade:okx:BTC-USDT");

    private static final long LONGEST_REST_US = TimeUnit.SECONDS.toMicros(10);

    private final World world;

    /** Of the epoch: when number i + 1 was received, and whether it is a trade. */
    private final List<Long> recvUs = new ArrayList<>();

    private final List<Boolean> isTrade = new ArrayList<>();
    private Epoch epoch = Epoch.parse("m3q0jrnk");
    private long all;
    private Epoch markedEpoch = epoch;
    private long markedSeq;

    History(World world) {
        this.world = world;
    }

    /** Something, most often a few trades; now and then of no time at all after the last. */
    void happen(SplittableRandom random) {
        if (random.nextBoolean()) {
            world.nowUs += random.nextLong(LONGEST_REST_US);
        }
        switch (random.nextInt(40)) {
            case 0 -> change(random.nextBoolean() ? Status.LIVE : Status.STALE);
            case 1 -> gap();
            case 2 -> {
                if (random.nextInt(10) == 0) {
                    begin();
                }
            }
            case 3 -> world.nowUs += random.nextLong(ItemRing.KEPT_US / 4);
            default -> trades(1 + random.nextInt(3));
        }
        world.crank();
    }

    void trade() {
        trades(1);
    }

    private void trades(int count) {
        long prev = seq();
        List<Update.TradeItem> items = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            add(true);
            items.add(new Update.TradeItem(
                    prev + i, "t", Side.BUY, Decimal.parse("1"), Decimal.parse("2"), world.nowUs, false, false));
        }
        world.cranked.broadcaster().on(new Update.Trades(head(Status.LIVE), prev, items));
    }

    private void change(Status status) {
        add(false);
        world.cranked
                .broadcaster()
                .on(new Update.StatusChange(head(status), seq() - 1, null, "test", world.nowUs, null));
    }

    private void gap() {
        add(false);
        world.cranked.broadcaster().on(new Update.Gap(head(Status.LIVE), seq() - 1, -1));
    }

    /** Of a new epoch. */
    private void begin() {
        epoch = new Epoch(epoch.value() + 1);
        recvUs.clear();
        isTrade.clear();
        trades(1);
    }

    private void add(boolean trade) {
        recvUs.add(world.nowUs);
        isTrade.add(trade);
        all++;
    }

    private Update.Head head(Status status) {
        return new Update.Head(TOPIC, epoch, seq(), world.nowUs, world.nowUs, "okx", status, false);
    }

    /** How many items there have been. */
    long size() {
        return all;
    }

    String epoch() {
        return epoch.toString();
    }

    /** One that has been, will be, or never is. */
    String otherEpoch(SplittableRandom random) {
        return new Epoch(epoch.value() + (random.nextBoolean() ? -1 - random.nextInt(3) : 1 + random.nextInt(1_000)))
                .toString();
    }

    long seq() {
        return recvUs.size();
    }

    /** Remembers where the topic stands. */
    void mark() {
        markedEpoch = epoch;
        markedSeq = seq();
    }

    String epochBefore() {
        return markedEpoch.toString();
    }

    long seqBefore() {
        return markedSeq;
    }

    /** The numbers from {@code from} on that are trades. */
    List<Long> trades(long from) {
        return LongStream.rangeClosed(Math.max(1, from), seq())
                .filter(seq -> isTrade.get((int) seq - 1))
                .boxed()
                .toList();
    }

    /** How long ago a number was received. */
    long ageUs(long seq) {
        return world.nowUs - recvUs.get((int) seq - 1);
    }

    /** That of an item, one beside it, or any. */
    long anyTime(SplittableRandom random) {
        if (seq() == 0 || random.nextInt(4) == 0) {
            return Math.max(0, world.nowUs - random.nextLong(2 * ItemRing.KEPT_US) + LONGEST_REST_US);
        }
        return recvUs.get(random.nextInt(recvUs.size())) + random.nextInt(3) - 1;
    }

    /** The first number up to {@code end} that was received at a time or later, the next one where none was. */
    long firstSince(long us, long end) {
        return LongStream.rangeClosed(1, end)
                .filter(seq -> recvUs.get((int) seq - 1) >= us)
                .findFirst()
                .orElse(end + 1);
    }

    /**
     * Whether something that was received since then may not be kept any more, or may have been before this began. Who has
     * let things go does not know that there was nothing between them and the oldest that is left.
     */
    boolean mayLack(long us) {
        long kept = firstSince(world.nowUs - ItemRing.KEPT_US + TimeUnit.SECONDS.toMicros(1), seq());
        if (seq() == 0 || us < recvUs.getFirst()) {
            return true;
        }
        return kept > 1 && (kept > seq() || us <= recvUs.get((int) kept - 1));
    }
}
