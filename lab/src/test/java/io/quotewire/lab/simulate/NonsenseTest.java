package io.quotewire.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.lab.script.Script;
import io.quotewire.lab.script.Scripts;
import io.quotewire.lab.stage.StreamKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NonsenseTest {
    @ParameterizedTest
    @EnumSource(Nonsense.class)
    void frame_ofAnyKind_isNotWhatItWas_andTheSameForTheSameSeed(Nonsense nonsense) {
        for (Script script : Scripts.ALL) {
            String venue = script.stage().profile().venue();
            for (Happening happening : oneOfEach(venue)) {
                for (StreamKey stream : script.streams(happening)) {
                    Parcel parcel = Parcel.of(happening, stream, each -> script.frame(each, stream), null);
                    byte[] spoilt = nonsense.of(parcel, new SplittableRandom(3));

                    assertThat(spoilt)
                            .as("%s of %s for %s", nonsense, happening, stream)
                            .isNotEqualTo(parcel.frame());
                    assertThat(spoilt).isEqualTo(nonsense.of(parcel, new SplittableRandom(3)));
                }
            }
        }
    }

    private static List<Happening> oneOfEach(String venue) {
        SimulatedMarket market = SimulatedMarket.open(List.of(venue), List.of(Rig.BTC), 5, 100, 0);
        Map<Class<?>, Happening> byKind = new HashMap<>();
        market.advance(2_000_000, happening -> byKind.put(happening.getClass(), happening));
        assertThat(byKind).hasSize(4);
        return new ArrayList<>(byKind.values());
    }
}
