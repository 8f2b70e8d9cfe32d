package io.quotewire.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Decimal;
import io.quotewire.model.Listing;
import io.quotewire.model.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowWayTest {
    private final Faults faults = new Faults("okx");
    private final List<Long> passed = new ArrayList<>();
    private final SlowWay slow =
            new SlowWay(faults, () -> 0, parcel -> passed.add(parcel.happening().id()));

    @Test
    void full_letsTheOldestLeaveEarly() {
        faults.begin(new Fault("okx", Verb.SLOW, null));
        for (long id = 1; id <= SlowWay.MOST; id++) {
            slow.pass(parcel(id));
        }
        assertThat(passed).isEmpty();

        slow.pass(parcel(SlowWay.MOST + 1));
        slow.pass(parcel(SlowWay.MOST + 2));
        assertThat(passed).containsExactly(1L, 2L);
        slow.turn(SlowWay.LATE_US);
        assertThat(passed).hasSize(SlowWay.MOST + 2).isSorted();
    }

    private static Parcel parcel(long id) {
        Listing listing = new Listing("okx", Rig.BTC);
        Traded traded = new Traded(id, listing, 0, id, id, Side.BUY, Decimal.parse("1.5"), Decimal.parse("2"));
        return Parcel.of(traded, new StreamKey("trades", "BTC-USDT"), any -> new byte[] {'!'}, null);
    }
}
