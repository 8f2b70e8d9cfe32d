package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    @Test
    void row_withHoles_givesBackWhatWasSetAndNullElsewhere() {
        Decimals row = Decimals.of(Decimal.parse("97110.10"), null, Decimal.parse("0"), Decimal.parse("-3e2"));

        assertThat(row.size()).isEqualTo(4);
        assertThat(row.get(0)).hasToString("97110.10");
        assertThat(row.get(1)).isNull();
        assertThat(row.get(2)).isEqualTo(Decimal.ZERO);
        assertThat(row.get(3)).hasToString("-300");
        assertThat(row).hasToString("[97110.10, null, 0, -300]");
        assertThatThrownBy(() -> row.get(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Rows are compared as sent, not as numbers: a golden file shall notice a lost zero. */
    @Test
    void equals_otherDigitsOfTheSameValue_isFalse() {
        assertThat(Decimals.of(Decimal.parse("1.5")))
                .isEqualTo(Decimals.of(Decimal.parse("1.5")))
                .hasSameHashCodeAs(Decimals.of(Decimal.parse("1.5")))
                .isNotEqualTo(Decimals.of(Decimal.parse("1.50")))
                .isNotEqualTo(Decimals.of(Decimal.parse("1.5"), null));
    }

    @Test
    void row_reusedAfterToDecimals_leavesTheFirstUntouched() {
        Decimals.Row row = new Decimals.Row(2);
        row.set(0, 15, 1, 1);
        Decimals first = row.toDecimals();

        row.clear();
        row.set(1, 7, 0, 0);

        assertThat(row.has(0)).isFalse();
        assertThat(row.has(1)).isTrue();
        assertThat(first).hasToString("[1.5, null]");
        assertThat(row.toDecimals()).hasToString("[null, 7]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void row_filledByAReader_printsTheDigitsAsSent(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DecimalReader reader = new DecimalReader();
        Decimals.Row row = new Decimals.Row(1);
        for (int i = 0; i < 2_000; i++) {
            String text = Decimal.of(random.nextLong(1L << random.nextInt(1, 57)), random.nextInt(0, 9), 9)
                    .toString();
            reader.reset();
            text.chars().forEach(reader::accept);

            assertThat(reader.finish()).as("seed %d: %s", seed, text).isTrue();
            row.set(0, reader.mantissa(), reader.scale(), reader.places());
            assertThat(row.toDecimals().get(0)).as("seed %d", seed).hasToString(text);
        }
    }
}
