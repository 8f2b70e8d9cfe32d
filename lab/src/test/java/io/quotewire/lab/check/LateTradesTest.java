package io.quotewire.lab.check;

import static io.quotewire.lab.check.Told.BTC;
import static io.quotewire.lab.check.Told.START_US;
import static io.quotewire.lab.check.Told.TRADE;
import static io.quotewire.lab.check.Told.changed;
import static io.quotewire.lab.check.Told.gap;
import static io.quotewire.lab.check.Told.head;
import static io.quotewire.lab.check.Told.item;
import static io.quotewire.lab.check.Told.traded;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.client.Message;
import io.quotewire.lab.check.Finding.Kind;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.TradeItem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trades that were missed and fetched afterwards. The even ones were told as they happened, all are told to who asks. */
class LateTradesTest {
    private static final Topic BEST = new Topic(Topic.Kind.TRADE, Topic.BEST, BTC);

    private final EventLog log = new EventLog();
    private final List<Traded> okx = new ArrayList<>();
    private final List<Traded> binance = new ArrayList<>();

    @BeforeEach
    void happen() {
        SimulatedMarket market = SimulatedMarket.open(List.of("okx", "binance"), List.of(BTC), 42, 100, START_US);
        for (int second = 0; second < 20; second++) {
            market.advance(START_US + second * 1_000_000L, happening -> {
                if (happening instanceof Traded traded) {
                    List<Traded> trades = traded.listing().venue().equals("okx") ? okx : binance;
                    if (trades.size() % 2 == 0) {
                        log.add(traded);
                    }
                    trades.add(traded);
                }
            });
        }
        log.addPast(okx);
    }

    @Test
    void late_intoAHoleThatAGapAnnounced_isSoundInAnyOrder() {
        assertThat(found(deal(1, 0), gap(2, 3), deal(3, 4), late(4, 1), late(5, 2), late(6, 3), deal(7, 6)))
                .as("5 is lost, and the late ones are no help")
                .containsExactly(Kind.LOST);
        assertThat(found(deal(1, 0), gap(2, 3), deal(3, 4), late(4, 3), late(5, 1), gap(6, 1), deal(7, 6), late(8, 5)))
                .isEmpty();
        assertThat(found(deal(1, 0), gap(2, Message.NONE), deal(3, 8), late(4, 3), late(5, 7)))
                .isEmpty();
        assertThat(found(deal(1, 0), gap(2, 3), late(3, 1), deal(4, 4), late(5, 3)))
                .as("before the first trade behind the hole")
                .isEmpty();
    }

    @Test
    void late_intoNoHole_isFound() {
        assertThat(found(deal(1, 0), deal(2, 2), late(3, 1)))
                .as("lost, and told by no gap")
                .containsExactly(Kind.LOST, Kind.GOING_BACK);
        assertThat(found(deal(1, 2), gap(2, 1), deal(3, 4), late(4, 3), deal(5, 6), late(6, 5)))
                .containsExactly(Kind.LOST, Kind.GOING_BACK);
        assertThat(found(deal(1, 0), gap(2, 1), late(3, 3)))
                .as("more than was announced")
                .containsExactly(Kind.LOST);
    }

    @Test
    void late_twice_isDoubled() {
        Message[] once = {deal(1, 0), gap(2, 3), deal(3, 4), late(4, 2)};

        assertThat(found(once)).isEmpty();
        assertThat(found(once[0], once[1], once[2], once[3], late(5, 2))).containsExactly(Kind.DOUBLED);
        assertThat(found(once[0], once[1], once[2], once[3], late(5, 4))).containsExactly(Kind.DOUBLED);
        assertThat(found(once[0], once[1], once[2], once[3], deal(5, 2)))
                .as("not as a late one either")
                .containsExactly(Kind.DOUBLED);
    }

    @Test
    void hole_takesEachOfItsNumbersOnce() {
        Holes holes = new Holes();
        holes.add(5, 9);

        assertThat(holes.fill(7)).isTrue();
        assertThat(holes.fill(7)).isFalse();
        assertThat(List.of(holes.fill(5), holes.fill(6), holes.fill(8), holes.fill(9)))
                .containsOnly(true);
        assertThat(List.of(holes.fill(4), holes.fill(5), holes.fill(9), holes.fill(10)))
                .containsOnly(false);
    }

    @Test
    void holes_beyondTheMost_areForgottenFromTheLowest() {
        Holes holes = new Holes();
        for (long i = 0; i <= Holes.MOST; i++) {
            holes.add(2 * i, 2 * i);
        }

        assertThat(holes.fill(0)).isFalse();
        assertThat(holes.fill(2)).isTrue();
        assertThat(holes.fill(2L * Holes.MOST)).isTrue();
    }

    @Test
    void late_withAnyDigitChanged_orThatNobodyCouldAskFor_isInvented() {
        TradeItem sound = item(1, okx.get(1));
        TradeItem late =
                new TradeItem(1, sound.id(), sound.side(), sound.price(), sound.size(), sound.tsUs(), true, false);
        TradeItem bent = new TradeItem(
                1, sound.id(), sound.side(), changed(sound.price()), sound.size(), sound.tsUs(), true, false);

        assertThat(found(message("okx", late))).isEmpty();
        assertThat(found(message("okx", bent))).containsExactly(Kind.INVENTED);
        assertThat(found(message("binance", late))).containsExactly(Kind.INVENTED);
        assertThat(found(Told.late(BEST, 1, binance.get(1))))
                .as("binance was not asked")
                .containsExactly(Kind.INVENTED);
        assertThat(found(Told.late(BEST, 1, binance.get(2))))
                .as("but it told this one as it happened")
                .isEmpty();
    }

    @Test
    void trade_thatWasOnlyFetched_isInventedUnlessItIsLate() {
        assertThat(found(deal(1, 1))).containsExactly(Kind.INVENTED);
        assertThat(found(late(1, 1))).isEmpty();
    }

    /** Its venue repeats the last trades when it is subscribed to: the newest of them is no news, but the next in order. */
    @Test
    void late_thatIsTheNextInOrder_goesOn() {
        assertThat(found(deal(1, 0), gap(2, 1), late(3, 2), gap(4, 1), deal(5, 4)))
                .isEmpty();
        assertThat(found(deal(1, 0), gap(2, 1), late(3, 2), deal(4, 4))).containsExactly(Kind.LOST);
    }

    @Test
    void late_fromBeforeTheFirstTradeOfTheClient_isTakenAsItComes() {
        assertThat(found(deal(1, 4), late(2, 1), late(3, 3))).isEmpty();
        assertThat(found(deal(1, 4), late(2, 3), late(3, 3))).containsExactly(Kind.DOUBLED);
    }

    @Test
    void late_ofATimeWhenBestWasElsewhere_isSound() {
        log.addPast(binance);
        Message.StatusChange away =
                new Message.StatusChange(head(BEST, "binance", 2), 1, "okx", "okx silent", START_US, null);
        Message.StatusChange back =
                new Message.StatusChange(head(BEST, "okx", 4), 3, "binance", "okx is back", START_US, null);
        Message[] there = {traded(BEST, 1, okx.get(0)), away, traded(BEST, 3, binance.get(2)), back};

        assertThat(found(there[0], there[1], there[2], there[3], Told.late(BEST, 5, okx.get(3)), best(6, 8), late(7)))
                .isEmpty();
        assertThat(found(there[0], there[1], there[2], there[3], best(5, 8), Told.late(BEST, 6, okx.get(0))))
                .containsExactly(Kind.DOUBLED);
    }

    @Test
    void late_inANewEpoch_mayComeAgain() {
        Message.Trades again = Told.anew(late(1, 1).items().getFirst());

        assertThat(found(deal(1, 0), gap(2, 1), deal(3, 2), late(4, 1), Told.anew(), again))
                .isEmpty();
    }

    private Message.Trades best(long seq, int n) {
        return traded(BEST, seq, okx.get(n));
    }

    private Message.Trades late(long seq) {
        return Told.late(BEST, seq, okx.get(5));
    }

    private static Message.Trades message(String source, TradeItem item) {
        return new Message.Trades(head(TRADE, source, 1), false, 0, List.of(item));
    }

    private Message.Trades deal(long seq, int n) {
        return traded(TRADE, seq, okx.get(n));
    }

    private Message.Trades late(long seq, int n) {
        return Told.late(TRADE, seq, okx.get(n));
    }

    /** What a new checker finds in these. */
    private List<Kind> found(Message... messages) {
        Checker fresh = new Checker(log);
        for (Message message : messages) {
            fresh.on(message);
        }
        return fresh.findings().stream().map(Finding::kind).toList();
    }
}
