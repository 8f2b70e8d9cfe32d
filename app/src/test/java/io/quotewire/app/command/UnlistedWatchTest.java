package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Catalog;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Renamings;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnlistedWatchTest {
    @Test
    void instrument_thatOnlyChangedItsName_isNotMissed() {
        Instrument pol = Instrument.parse("POL-USDT");
        ListingInfo listed = new ListingInfo(new Listing("okx", pol), "POL-USDT", null, null, true, true);
        Catalog catalog = new Catalog(
                List.of(listed),
                List.of(),
                Renamings.STANDARD.at(MicroClock.system().nowUs()));
        Instrument nowhere = Instrument.parse("BTC-USTD");

        assertThat(UnlistedWatch.unlisted(List.of(pol, Instrument.parse("MATIC-USDT"), nowhere), catalog))
                .containsExactly(nowhere);
    }
}
