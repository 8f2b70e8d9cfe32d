package io.quotewire.lab.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkTest {
    @ParameterizedTest
    @CsvSource({
        "1, 0.10000001",
        "1234567, 0.11234567",
        "1234500, 0.11234500",
        "9999999, 0.19999999",
        "10000000, 0.10000000",
        "10000001, 0.10000001"
    })
    void on_smallSize_isATenthAndTheId(long id, String size) {
        assertThat(Mark.size(Mark.on(5, id))).hasToString(size);
    }

    @ParameterizedTest
    @CsvSource({
        "0.10000001, 1",
        "0.11234500, 1234500",
        "0.112345, 1234500",
        "0.1, 0",
        "17, 0",
        "1700, 0",
        "12345678.91234567, 1234567",
        "0.123456789, -1",
        "-0.10000001, -1"
    })
    void in_size_isItsLastSevenDigits(String size, long mark) {
        assertThat(Mark.in(Decimal.parse(size))).isEqualTo(mark);
    }

    @Test
    void in_everyMarkedSize_isTheMarkOfItsId() {
        for (long id = 1; id < 3 * Mark.PERIOD; id = id * 7 / 5 + 1) {
            for (long lots : new long[] {1, 98_765_432, 12_345_678_901_234_567L}) {
                assertThat(Mark.in(Mark.size(Mark.on(lots, id))))
                        .as(lots + " " + id)
                        .isEqualTo(Mark.of(id));
                assertThat(Mark.in(Mark.size(Mark.onGrowing(lots, id))))
                        .as(lots + " " + id)
                        .isEqualTo(Mark.of(id));
            }
        }
    }

    @Test
    void onGrowing_whereMarksBeginAnew_doesNotGoBack() {
        assertThat(Mark.onGrowing(100_000_000, Mark.PERIOD))
                .isGreaterThan(Mark.onGrowing(100_000_000, Mark.PERIOD - 1));
    }
}
