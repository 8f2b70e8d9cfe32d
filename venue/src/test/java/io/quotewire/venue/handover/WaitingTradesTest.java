package io.quotewire.venue.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Side;
import io.quotewire.venue.handover.WaitingTrades.Heard;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTradesTest {
    private static final Listing BTC = new Listing("okx", new Instrument("BTC", "USDT"));

    private final WaitingTrades waiting = new WaitingTrades();

    @Test
    void numberedTrades_meetWhereTheFirstOneFollows() {
        waiting.offer(trade(7, "7"), 1);
        waiting.offer(trade(8, "8"), 1);
        assertThat(waiting.meet(heard -> heard.trade().number() == 8)).isFalse();
        assertThat(waiting.meet(heard -> heard.trade().number() == 7)).isTrue();
        assertThat(waiting.take()).extracting(heard -> heard.trade().number()).containsExactly(7L, 8L);
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void tradesWithNames_meetWhereAnyOfThemIsKnown() {
        waiting.offer(trade(0, "a"), 1);
        waiting.offer(trade(0, "b"), 1);
        assertThat(waiting.meet(heard -> heard.trade().id().equals("c"))).isFalse();
        assertThat(waiting.meet(heard -> heard.trade().id().equals("b"))).isTrue();
    }

    /** However long ago: the feed remembers but the last names. */
    @Test
    void tradesWithNames_beforeOneThatIsKnown_areGivenUp() {
        List.of("a", "b", "c", "d").forEach(id -> waiting.offer(trade(0, id), 1));

        assertThat(waiting.meet(
                        heard -> List.of("b", "c").contains(heard.trade().id())))
                .isTrue();
        assertThat(waiting.take()).extracting(heard -> heard.trade().id()).containsExactly("b", "c", "d");
    }

    @Test
    void nothing_meetsNothing_andMoreThanIsKept_isRefused() {
        assertThat(waiting.meet(heard -> true)).isFalse();
        for (int i = 1; i <= WaitingTrades.MOST; i++) {
            assertThat(waiting.offer(trade(i, "x"), 1)).isTrue();
        }
        assertThat(waiting.offer(trade(1, "x"), 1)).isFalse();
        assertThat(waiting.take()).hasSize(WaitingTrades.MOST).doesNotContain(new Heard(trade(2, "x"), 2));
    }

    private static Trade trade(long number, String id) {
        return new Trade(BTC, 1, 2, false, id, number, Side.BUY, Decimal.parse("1"), Decimal.parse("1"), false);
    }
}
