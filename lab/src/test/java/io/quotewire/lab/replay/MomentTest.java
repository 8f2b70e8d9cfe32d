package io.quotewire.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
    /** The recording begins two seconds before midnight. */
    @ParameterizedTest
    @CsvSource({
        "23:59:58, 2026-11-30T23:59:58Z",
        "23:59:59.5, 2026-11-30T23:59:59.5Z",
        "00:00:00, 2026-12-01T00:00:00Z",
        "23:59:57, 2026-12-01T23:59:57Z",
        "2026-11-30T13:37:02Z, 2026-11-30T13:37:02Z",
        "1796031422000000, 2026-11-30T09:37:02Z"
    })
    void moment_ofEachForm_isFound(String text, Instant expected) {
        long firstUs = us(Instant.parse("2026-11-30T23:59:58Z"));

        assertThat(Moment.parse(text).us(firstUs)).isEqualTo(us(expected));
        assertThat(Moment.of(us(expected)).us(firstUs)).isEqualTo(us(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "noon", "-5", "24:00:00", "13.37", "2026-11-30", "2026-11-30T13:37", "9999999999999999999"})
    void text_ofNone_isRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Moment.parse(text))
                .withMessage("a moment is 13:37:02, 2026-11-30T13:37:02Z or microseconds since 1970, was " + text);
    }

    @Test
    void moment_isToldAsPeopleReadIt() {
        assertThat(Moment.text(us(Instant.parse("2026-11-30T13:37:02.000001Z"))))
                .isEqualTo("2026-11-30T13:37:02.000001Z");
    }

    private static long us(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
