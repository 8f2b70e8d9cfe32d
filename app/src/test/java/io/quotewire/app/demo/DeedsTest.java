package io.quotewire.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Fault;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeedsTest {
    private static final Instrument BTC = Instrument.parse("BTC-USDT");

    @Test
    void healedSymbol_ofAVenueThatSuffersAsAWhole_isNotCalledWell() {
        Fault heal = new Fault("okx", Verb.HEAL, BTC);
        Fault mute = new Fault("okx", Verb.MUTE, null);

        assertThat(Deeds.of(heal, List.of(mute)))
                .isEqualTo("okx BTC-USDT has no fault of its own, but all of okx still has: mute.");
        assertThat(Deeds.of(heal, List.of(new Fault("binance", Verb.MUTE, null), new Fault("okx", Verb.SLOW, BTC))))
                .startsWith("okx BTC-USDT is well again.");
    }
}
