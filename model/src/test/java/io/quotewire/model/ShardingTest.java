package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardingTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64})
    void of_anyInstrument_isOneOfTheShardsAndAlwaysTheSame(int shards) {
        SplittableRandom random = new SplittableRandom(shards);
        int[] counts = new int[shards];
        for (int i = 0; i < 10_000; i++) {
            String base = Long.toString(random.nextLong(1, 1L << 40), 36).toUpperCase(Locale.ROOT);

            int shard = new Sharding(shards).of(new Instrument(base, "USDT"));

            assertThat(shard).isEqualTo(new Sharding(shards).of(Instrument.parse(base + "-USDT")));
            counts[shard]++;
        }
        assertThat(Arrays.stream(counts).min().orElseThrow())
                .as("smallest share of %d shards", shards)
                .isGreaterThan(10_000 / shards / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65})
    void sharding_outOfRange_isRefusedNamingTheSetting(int shards) {
        assertThatThrownBy(() -> new Sharding(shards)).hasMessage("engine.shards must be 1 to 64, was " + shards);
    }
}
