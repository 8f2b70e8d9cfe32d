package io.quotewire.gateway.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.tape.TradePage.Hole;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemRingTest {
    private static final Topic TRADE = Topic.parse("trade:okx:BTC-USDT");
    private static final Epoch EPOCH = new Epoch(100);
    private static final long UNKNOWN = TradePage.UNKNOWN;

    private final ItemRing ring = new ItemRing(EPOCH);
    private Epoch epoch = EPOCH;
    private long seq;
    private long nowUs;

    @Test
    void read_beforeAnyUpdate_isEmpty_andByTimeSaysThatNothingIsKnownFromBefore() {
        assertThat(ring.read(TradeRange.newest(10))).isEqualTo(new TradePage(List.of(), List.of(), null));
        assertThat(ring.read(TradeRange.numbers(EPOCH, 1, 9, 10)).holes()).isEmpty();
        assertThat(ring.read(TradeRange.times(5, 9, 10)).holes())
                .containsExactly(new Hole(EPOCH, UNKNOWN, 0, UNKNOWN, "epoch"));
    }

    @Test
    void ring_ofTooManyItems_letsTheOldestGo_andSaysWhatIsMissing() {
        for (int i = 0; i < ItemRing.MOST_ITEMS; i++) {
            trades(3);
        }

        assertThat(ring.items()).isBetween(ItemRing.MOST_ITEMS - 3, ItemRing.MOST_ITEMS);
        TradePage page = ring.read(TradeRange.numbers(EPOCH, 5, TradeRange.OPEN, 10));
        long oldest = page.trades().getFirst().item().seq();
        assertThat(oldest).isEqualTo(seq - ring.items() + 1);
        assertThat(page.holes()).containsExactly(new Hole(EPOCH, 5, oldest - 1, UNKNOWN, "too_old"));
        assertThat(ring.read(TradeRange.numbers(EPOCH, 5, 7, 10)).holes())
                .containsExactly(new Hole(EPOCH, 5, 7, UNKNOWN, "too_old"));
        assertThat(ring.read(TradeRange.times(0, TradeRange.OPEN, 10)).holes())
                .containsExactly(new Hole(EPOCH, UNKNOWN, oldest - 1, UNKNOWN, "too_old"));
    }

    @Test
    void ring_lettingTimePass_keepsTenMinutes() {
        trades(2);
        nowUs = 60_000_000;
        trades(1);
        ring.trim(ItemRing.KEPT_US);
        assertThat(ring.items()).isEqualTo(3);

        ring.trim(ItemRing.KEPT_US + 1);
        assertThat(seqs(ring.read(TradeRange.newest(10)))).containsExactly(3L);
        ring.trim(Long.MAX_VALUE);
        assertThat(ring.items()).isZero();
        assertThat(ring.read(TradeRange.numbers(EPOCH, 2, TradeRange.OPEN, 10)).holes())
                .containsExactly(new Hole(EPOCH, 2, 3, UNKNOWN, "too_old"));
    }

    @Test
    void ring_inANewEpoch_hasNothingOfTheOld() {
        trades(5);
        epoch = new Epoch(101);
        seq = 40;
        trades(2);

        assertThat(seqs(ring.read(TradeRange.newest(10)))).containsExactly(41L, 42L);
        assertThat(ring.read(TradeRange.numbers(EPOCH, 2, 4, 10)))
                .isEqualTo(new TradePage(List.of(), List.of(new Hole(EPOCH, 2, 4, UNKNOWN, "epoch")), null));
        assertThat(ring.read(TradeRange.numbers(epoch, 39, TradeRange.OPEN, 10)).holes())
                .containsExactly(new Hole(epoch, 39, 40, UNKNOWN, "too_old"));
    }

    @Test
    void read_byTime_includesTheStartAndNotTheEnd() {
        for (nowUs = 10; nowUs <= 50; nowUs += 10) {
            trades(1);
        }

        assertThat(seqs(ring.read(TradeRange.times(20, 40, 10)))).containsExactly(2L, 3L);
        assertThat(ring.read(TradeRange.times(10, 40, 10)).holes()).isEmpty();
        assertThat(ring.read(TradeRange.times(9, 40, 10)).holes())
                .containsExactly(new Hole(EPOCH, UNKNOWN, 0, UNKNOWN, "epoch"));
    }

    /** Whatever is in the ring, pages of any size have together each item of the range once, or a gap for it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void read_pageByPage_accountsForEachNumberOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<Long> statuses = new TreeSet<>();
        for (int step = 0; step < 600; step++) {
            nowUs += random.nextLong(3_000_000);
            switch (random.nextInt(10)) {
                case 0 -> ring.add(new Update.Gap(next(1), seq - 1, 4), nowUs);
                case 1 -> {
                    ring.add(new Update.StatusChange(next(1), seq - 1, null, "chance", 1, null), nowUs);
                    statuses.add(seq);
                }
                case 2 -> ring.trim(nowUs);
                default -> trades(1 + random.nextInt(4));
            }
            if (step % 20 == 0) {
                long from = 1 + random.nextLong(seq + 5);
                assertAccounted(from, from + random.nextLong(200), 1 + random.nextInt(20), statuses);
            }
        }
    }

    private void assertAccounted(long from, long to, int limit, Set<Long> statuses) {
        List<Long> told = new ArrayList<>();
        TradeRange range = TradeRange.numbers(EPOCH, from, to, limit);
        TradePage page = ring.read(range);
        while (true) {
            assertThat(page.trades().size() + page.holes().size()).isLessThanOrEqualTo(limit);
            told.addAll(seqs(page));
            for (Hole hole : page.holes()) {
                for (long each = hole.from(); each <= hole.to(); each++) {
                    told.add(each);
                }
            }
            if (page.next() == null) {
                break;
            }
            page = ring.read(range.goingOn(page.next()));
        }
        TreeSet<Long> all = new TreeSet<>(told);
        assertThat(all).as("%d to %d by %d", from, to, limit).hasSameSizeAs(told);
        for (long each = from; each <= Math.min(to, seq); each++) {
            assertThat(all.contains(each) || statuses.contains(each))
                    .as("%d of %d to %d by %d", each, from, to, limit)
                    .isTrue();
        }
        assertThat(all).allMatch(each -> each >= from && each <= to);
    }

    private void trades(int count) {
        Head head = next(count);
        List<TradeItem> items = new ArrayList<>();
        for (long each = seq - count + 1; each <= seq; each++) {
            items.add(
                    new TradeItem(each, "t" + each, Side.BUY, Decimal.parse("1"), Decimal.parse("2"), 1, false, false));
        }
        ring.add(new Update.Trades(head, seq - count, items), nowUs);
    }

    private Head next(int count) {
        seq += count;
        return new Head(TRADE, epoch, seq, 1, nowUs, "okx", Status.LIVE, false);
    }

    private static List<Long> seqs(TradePage page) {
        return page.trades().stream().map(trade -> trade.item().seq()).toList();
    }
}
