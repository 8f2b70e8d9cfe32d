package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 35, 36, 1_732_115_000_000L, Long.MAX_VALUE})
    void parse_printedEpoch_isTheSame(long value) {
        Epoch epoch = new Epoch(value);

        assertThat(Epoch.parse(epoch.toString())).isEqualTo(epoch);
    }

    @Test
    void toString_startTimeInMs_isBase36() {
        assertThat(new Epoch(1_732_115_000_000L)).hasToString("m3q0jrnk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "M3Q0JRNK", "01", " 1", "1 ", "m3.q", "zzzzzzzzzzzzzzz"})
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Epoch.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void epoch_negative_isRefused() {
        assertThatThrownBy(() -> new Epoch(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void compareTo_laterStart_isGreater() {
        assertThat(new Epoch(36)).isGreaterThan(new Epoch(35)).isEqualByComparingTo(new Epoch(36));
    }
}
