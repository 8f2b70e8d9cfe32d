package io.quotewire.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "67250.10 | 67,250.10",
                "1234567 | 1,234,567",
                "123 | 123",
                "-1056.25 | -1,056.25",
                "-123 | -123",
                "0.00001234 | 0.00001234",
                "61837.63000000 | 61,837.63000000",
                "9007199254740993.1 | 9,007,199,254,740,993.1",
            })
    void price_keepsEveryDigit(String sent, String shown) {
        assertThat(Words.price(Decimal.parse(sent))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1910000000 | 1.91B",
                "812345.6 | 812K",
                "94 | 94",
                "94000000 | 94.0M",
                "999.4 | 999",
                "999.5 | 1.00K",
                "999999 | 1.00M",
                "28451.20 | 28.5K",
                "0 | 0",
                "0.001234 | 0.00123",
                "12045688123456.00000000 | 12.0T",
                "1e30 | 1000000Y",
            })
    void brief_hasThreeDigitsAndALetter(String sent, String shown) {
        assertThat(Words.brief(Decimal.parse(sent))).isEqualTo(shown);
    }

    @Test
    void change_saysItsSign() {
        assertThat(Words.change(Decimal.parse("13.10"))).isEqualTo("+13.10");
        assertThat(Words.change(Decimal.parse("-13.10"))).isEqualTo("-13.10");
        assertThat(Words.change(Decimal.parse("0.00"))).isEqualTo("0.00");
        assertThat(Words.change(null)).isEqualTo("—");
    }

    @ParameterizedTest
    @CsvSource({"-5, 0s", "999, 0s", "14200, 14s", "60000, 1m", "3599999, 59m", "7200000, 2h", "172800000, 2d"})
    void age_isInTheLargestUnit(long ms, String shown) {
        assertThat(Words.age(ms * 1_000)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"-5, 0 ms", "237, 230 ms", "1999, 1 s", "61000, 1 m"})
    void fineAge_ofLessThanASecond_isInMilliseconds(long ms, String shown) {
        assertThat(Words.fineAge(ms * 1_000)).isEqualTo(shown);
    }

    @Test
    void clean_ofTextThatATerminalWouldObey_leavesNothingToObey() {
        assertThat(Words.clean("okx\033[2J\u009b1m\r\nÄ世")).isEqualTo("okx?[2J?1m????");
        assertThat(Words.clean("x".repeat(5_000))).hasSize(200);
    }
}
