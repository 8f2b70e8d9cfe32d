package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalReaderTest {
    private final DecimalReader reader = new DecimalReader();

    @Test
    void finish_beforeAnyCharacter_isFalse() {
        assertThat(reader.finish()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1..2", "99999999999999999999", "-", "1e", "abc", "\u0000", "1-", "1e5-", "1e+-5"})
    void reset_afterARefusal_readsTheNextNumber(String refused) {
        assertThat(read(refused)).isFalse();

        assertThat(read("-0.50")).isTrue();
        assertThat(reader.value()).hasToString("-0.50");
    }

    @Test
    void reset_afterANumber_carriesNothingOver() {
        assertThat(read("-1.2500e-7")).isTrue();

        assertThat(read("3")).isTrue();
        assertThat(reader.value()).hasToString("3");
    }

    /** A frame cut in the middle of a number and carried on with another must not be read as one. */
    @Test
    void accept_afterFinishWithoutReset_goesOnWithTheSameNumber() {
        assertThat(read("12")).isTrue();

        reader.accept('3');

        assertThat(reader.finish()).isTrue();
        assertThat(reader.value()).hasToString("123");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x0660, 0xFF11, Integer.MAX_VALUE, ' ', '\n', '_'})
    void accept_characterThatNoNumberHas_isRefusedForGood(int character) {
        reader.accept('1');
        reader.accept(character);
        reader.accept('1');

        assertThat(reader.finish()).isFalse();
    }

    @Test
    void accept_moreDigitsThanFit_isRefusedHoweverLong() {
        assertThat(read("1" + "0".repeat(36))).isTrue();
        assertThat(read("1" + "0".repeat(37))).isFalse();
        assertThat(read("0." + "0".repeat(35) + "1")).isTrue();
        assertThat(read("0." + "0".repeat(36) + "1")).isFalse();
        assertThat(read("9".repeat(1_000_000))).isFalse();
        assertThat(read("1e" + "9".repeat(1_000_000))).isFalse();
    }

    /** Whatever comes, the reader agrees with the JDK's or refuses. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void finish_underRandomCharacters_agreesWithBigDecimalOrRefuses(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "0123456789.-+eE";
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(1, 9); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (read(text.toString())) {
                read++;
                assertThat(reader.value().toBigDecimal())
                        .as("seed %d: %s", seed, text)
                        .isEqualByComparingTo(new BigDecimal(text.toString()));
            }
        }
        assertThat(read).as("seed %d", seed).isGreaterThan(5_000);
    }

    private boolean read(String text) {
        reader.reset();
        text.chars().forEach(reader::accept);
        return reader.finish();
    }
}
