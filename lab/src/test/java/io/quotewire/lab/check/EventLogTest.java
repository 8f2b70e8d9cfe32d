package io.quotewire.lab.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Mark;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {
    private static final Listing OKX = new Listing("okx", Instrument.parse("BTC-USDT"));

    @Test
    void find_whatWasAdded_isThatAndNothingElse() {
        EventLog log = new EventLog(8);
        Happening happening = traded(3);
        log.add(happening);

        assertThat(log.newest()).isEqualTo(3);
        assertThat(log.find(3)).isSameAs(happening);
        assertThat(log.find(2)).isNull();
        assertThat(log.find(11)).isNull();
        assertThat(log.find(-5)).isNull();
    }

    @Test
    void add_beyondTheCapacity_forgetsTheOldest() {
        EventLog log = new EventLog(8);
        for (long id = 1; id <= 20; id++) {
            log.add(traded(id));
        }

        assertThat(log.find(12)).isNull();
        assertThat(log.find(13)).isNotNull();
        assertThat(log.marked(12)).isNull();
        assertThat(log.marked(13)).isNotNull();
    }

    @Test
    void add_ofWhatIsForgotten_pushesOutNothingNewer() {
        EventLog log = new EventLog(8);
        log.add(traded(12));
        log.add(traded(4));

        assertThat(log.find(4)).isNull();
        assertThat(log.find(12)).isNotNull();
    }

    @Test
    void add_theSameAgain_keepsWhatWasToldLast() {
        EventLog log = new EventLog();
        log.add(traded(1));
        log.add(traded(2));
        Happening late = traded(1).at(5_000);
        log.add(late);

        assertThat(log.find(1)).isEqualTo(late);
        assertThat(log.newest()).isEqualTo(2);
    }

    @Test
    void addPast_isKnownAsPast_andNotAsTold() {
        EventLog log = new EventLog(8);
        log.addPast(List.of(traded(1), traded(2), traded(9)));

        assertThat(log.past(2)).isEqualTo(traded(2));
        assertThat(log.past(9)).isEqualTo(traded(9));
        assertThat(log.past(1)).as("pushed out").isNull();
        assertThat(log.past(3)).isNull();
        assertThat(log.marked(2)).isNull();
        assertThat(log.traded(OKX, Decimal.parse("97110.1"))).isFalse();
        assertThat(log.told()).isZero();
        assertThat(log.newest()).isZero();
    }

    @Test
    void told_isInTheOrderOfTheTelling_whateverTheId() {
        EventLog log = new EventLog(3);
        Happening late = traded(1);
        log.add(traded(2));
        log.add(late);
        log.add(late);
        log.add(traded(9));

        assertThat(log.told()).isEqualTo(4);
        assertThat(log.told(0)).isNull();
        assertThat(log.told(1)).as("forgotten").isNull();
        assertThat(log.told(2)).isSameAs(late);
        assertThat(log.told(3)).isSameAs(late);
        assertThat(log.told(4)).isEqualTo(traded(9));
        assertThat(log.told(5)).as("to come").isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9_999_999, 10_000_000, 10_000_001, 39_999_999, 40_000_000})
    void marked_acrossTheEndOfMarks_isTheNewestThatBearsIt(long id) {
        EventLog log = new EventLog(64);
        for (long one = id; one < id + 20; one++) {
            log.add(traded(one));
        }

        for (long one = id; one < id + 20; one++) {
            assertThat(log.marked(Mark.of(one))).isSameAs(log.find(one)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 5, 9_999_999})
    void marked_nothingOfTheKind_isNull(long mark) {
        EventLog log = new EventLog();
        assertThat(log.marked(mark)).isNull();
        log.add(traded(1));

        assertThat(log.marked(mark)).isNull();
    }

    @Test
    void traded_price_isKnownAsItWasSpelledAndOfItsListing() {
        EventLog log = new EventLog(4);
        log.add(traded(1));

        assertThat(log.traded(OKX, Decimal.parse("97110.1"))).isTrue();
        assertThat(log.traded(OKX, Decimal.parse("97110.10"))).isFalse();
        assertThat(log.traded(new Listing("binance", OKX.instrument()), Decimal.parse("97110.1")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_000_001})
    void capacity_outOfRange_isRefused(int capacity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventLog(capacity))
                .withMessage("a log keeps 1 to 10000000 happenings, was asked for " + capacity);
    }

    private static Traded traded(long id) {
        return new Traded(id, OKX, 1_000, id, 1, Side.BUY, Decimal.parse("97110.1"), Decimal.parse("0.1"));
    }
}
