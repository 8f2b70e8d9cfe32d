package io.quotewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotewire.app.text.DurationText;
import io.quotewire.app.text.SizeText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({"0ms, 0ms", "250ms, 250ms", "10s, 10s", "1000ms, 1s", "60s, 1m", "90s, 90s", "60m, 1h", "3600s, 1h"})
    void duration_readAndPrinted_hasTheLargestUnit(String text, String printed) {
        assertThat(DurationText.print(DurationText.read(text))).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({"0B, 0B", "512B, 512B", "1024B, 1KiB", "64KiB, 64KiB", "1MiB, 1MiB", "2048MiB, 2GiB", "1536KiB, 1536KiB"
    })
    void size_readAndPrinted_hasTheLargestUnit(String text, String printed) {
        assertThat(SizeText.print(SizeText.read(text))).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "1 s", "1S", "1d", "9999999999999s"})
    void duration_ofAnythingElse_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DurationText.read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "KiB", "-1B", "1kb", "1 KiB", "1MB"})
    void size_ofAnythingElse_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SizeText.read(text));
    }
}
