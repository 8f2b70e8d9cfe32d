package io.quotewire.lab.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "p99<50ms ~ p99 < 50 ms",
                "ws.p99.9 <= 1s ~ ws.p99.9 <= 1000 ms",
                "p50<250us ~ p50 < 0.25 ms",
                "lost==0 ~ lost == 0",
                "rate>=30000 ~ rate >= 30000",
            })
    void text_ofAThreshold_isUnderstood(String text, String said) {
        assertThat(Threshold.parse(text)).hasToString(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "lots==0 ~ unknown figure lots; did you mean lost?",
                "p99<50 ~ p99 is a time: say p99<50ms",
                "lost==0ms ~ lost is a number without a unit, was lost==0ms",
                "p99 ~ a threshold is FIGURE<LIMIT, such as p99<50ms or lost==0, was p99",
                "p99=50ms ~ a threshold is FIGURE<LIMIT, such as p99<50ms or lost==0, was p99=50ms",
            })
    void mistake_isNamed(String text, String why) {
        assertThatThrownBy(() -> Threshold.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    @Test
    void threshold_whoseFigureWasNotMeasured_doesNotHold() {
        Threshold threshold = Threshold.parse("p99<50ms");

        assertThat(threshold.judge(Map.of("p99", 49.9)).passed()).isTrue();
        assertThat(threshold.judge(Map.of("p99", 50.0)).passed()).isFalse();
        assertThat(threshold.judge(Map.of()).passed()).isFalse();
    }
}
