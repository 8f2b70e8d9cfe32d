package io.quotewire.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.script.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final long START_US = 1_790_000_000_000_000L;

    private final Meter meter = new Meter(new Rate(5, Duration.ofSeconds(2)));

    @Test
    void take_uptoTheRate_isGranted_andNothingOfWhatIsTooMuch() {
        assertThat(meter.take(3, START_US)).isTrue();
        assertThat(meter.take(3, START_US)).isFalse();
        assertThat(meter.used(START_US)).isEqualTo(3);
        assertThat(meter.take(2, START_US)).isTrue();
        assertThat(meter.take(1, START_US)).isFalse();
    }

    @Test
    void window_slides() {
        meter.take(3, START_US);
        meter.take(2, START_US + 1_500_000);

        assertThat(meter.take(1, START_US + 1_999_999)).isFalse();
        assertThat(meter.take(3, START_US + 2_000_000)).isTrue();
        assertThat(meter.take(1, START_US + 3_499_999)).isFalse();
        assertThat(meter.take(2, START_US + 3_500_000)).isTrue();
    }

    @Test
    void emptyIn_isWhenEverythingIsGrantedAgain() {
        meter.take(5, START_US);

        assertThat(meter.emptyInS(START_US)).isEqualTo(2);
        assertThat(meter.emptyInS(START_US + 500_000)).isEqualTo(2);
        assertThat(meter.emptyInS(START_US + 1_000_000)).isEqualTo(1);
        assertThat(meter.emptyInS(START_US + 9_000_000)).isEqualTo(1);
    }

    @Test
    void noRate_grantsEverything() {
        assertThat(new Meter(Rate.NONE).take(Integer.MAX_VALUE, START_US)).isTrue();
    }
}
