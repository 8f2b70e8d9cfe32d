package io.quotewire.venue.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Side;
import org.junit.jupiter.api.Test;

class TradeHoleTest {
    private static final Listing BTC = new Listing("okx", Instrument.parse("BTC-USDT"));

    private final TradeHole hole = new TradeHole(BTC, 701, 704);

    @Test
    void hole_givesWhatWasMissing_onceAndInOrder() {
        for (long number : new long[] {705, 703, 700, 701, 703, 9_000_000_000L, 0}) {
            hole.offer(trade(number));
        }
        assertThat(hole.late()).extracting(Trade::number).containsExactly(701L, 703L);
        assertThat(hole.late()).allMatch(Trade::late);
        assertThat(hole.missing()).isEqualTo(2);
        assertThat(hole.firstMissing()).isEqualTo(702);
        assertThat(hole.lastMissing()).isEqualTo(704);
    }

    @Test
    void hole_thatIsFilled_missesNothing() {
        for (long number = 704; number >= 701; number--) {
            assertThat(hole.missing()).isPositive();
            hole.offer(trade(number));
        }
        assertThat(hole.missing()).isZero();
        assertThat(hole.late()).hasSize(4);
    }

    @Test
    void hole_thatIsTooLarge_isRefused() {
        assertThat(new TradeHole(BTC, 1, TradeHole.MOST).missing()).isEqualTo(TradeHole.MOST);
        assertThatThrownBy(() -> new TradeHole(BTC, 0, TradeHole.MOST)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TradeHole(BTC, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ids_ofTheLastThousand_areKnownAndOlderOnesForgotten() {
        TradeIds ids = new TradeIds();
        for (int i = 0; i < 2 * TradeIds.KEPT; i++) {
            ids.add("t" + i);
            ids.add("t" + i);
        }
        assertThat(ids.contains("t999")).isFalse();
        assertThat(ids.contains("t1000")).isTrue();
        assertThat(ids.contains("t1999")).isTrue();
    }

    private static Trade trade(long number) {
        return new Trade(
                BTC,
                1,
                2,
                false,
                Long.toString(number),
                number,
                Side.BUY,
                Decimal.parse("1"),
                Decimal.parse("1"),
                false);
    }
}
