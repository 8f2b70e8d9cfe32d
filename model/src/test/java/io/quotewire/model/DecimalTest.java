package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00",
                "7",
                "30200",
                "30200.00",
                "61837.63000000",
                "0.00000074408",
                "-1.50",
                "12045688123456.00000000",
                "922337203685477579",
                "0.000000000000000000000000000000000001"
            })
    void parse_plainDigits_printsThemAsSent(String text) {
        assertThat(Decimal.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"0E-8,0.00000000", "1e-8,0.00000001", "1.50e1,15.0", "2E3,2000", "1.5E+2,150"})
    void parse_exponent_isReadAndNeverPrinted(String text, String printed) {
        assertThat(Decimal.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                ".5",
                "5.",
                "007",
                "1e",
                "1e+",
                "--1",
                "+1",
                "1.2.3",
                "NaN",
                "1e400",
                "1e-400",
                "0x1",
                "1 ",
                "12345678901234567890123",
                "٣"
            })
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Decimal.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void print_ofAnyMantissa_agreesWithBigDecimal(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            long any = random.nextLong() >> random.nextInt(Long.SIZE);
            long mantissa = i == 0 ? Long.MIN_VALUE : any;
            int places = random.nextInt(Decimal.MAX_PLACES + 1);
            int scale = random.nextInt(-Decimal.MAX_PLACES, places + 1);
            byte[] target = new byte[Decimal.MAX_LENGTH];

            int end = Decimal.print(mantissa, scale, places, target, 0);

            String text = BigDecimal.valueOf(mantissa, scale).setScale(places).toPlainString();
            assertThat(new String(target, 0, end, StandardCharsets.US_ASCII))
                    .as("%d / 10^%d", mantissa, scale)
                    .isEqualTo(text);
            int begin = Decimal.printBefore(mantissa, scale, places, target, target.length);
            assertThat(new String(target, begin, target.length - begin, StandardCharsets.US_ASCII))
                    .as("%d / 10^%d before its end", mantissa, scale)
                    .isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void arithmetic_onRandomValues_agreesWithBigDecimal(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            BigDecimal left = random(random);
            BigDecimal right = random(random);
            Decimal a = Decimal.parse(left.toPlainString());
            Decimal b = Decimal.parse(right.toPlainString());

            assertThat(a.compareTo(b)).as("%s and %s", left, right).isEqualTo(left.compareTo(right));
            assertThat(a.equals(b)).isEqualTo(left.compareTo(right) == 0);
            assertThat(a.toBigDecimal()).isEqualByComparingTo(left);
            assertThat(a).hasToString(left.toPlainString());
            BigDecimal difference = left.subtract(right).stripTrailingZeros();
            if (difference.unscaledValue().bitLength() <= 63) {
                assertThat(a.minus(b).toBigDecimal()).isEqualByComparingTo(difference);
            } else {
                assertThatThrownBy(() -> a.minus(b)).isInstanceOf(ArithmeticException.class);
            }
            BigDecimal quotient = left.divide(right, 4, RoundingMode.HALF_UP);
            if (quotient.stripTrailingZeros().unscaledValue().bitLength() <= 63) {
                assertThat(a.dividedBy(b, 4, RoundingMode.HALF_UP)).hasToString(quotient.toPlainString());
            }
            boolean near = left.subtract(right).abs().compareTo(right.abs().movePointLeft(1)) <= 0;
            assertThat(a.isWithin(10, b)).as("%s and %s", left, right).isEqualTo(near);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "100, 100, true",
        "120, 100, true",
        "120.0000001, 100, false",
        "80, 100, true",
        "79.9, 100, false",
        "0.1, 100, false",
        "1000000000000, 0.000000000001, false",
        "0.12, 0.1, true",
        "0.121, 0.1, false",
        "900000000000000000, 800000000000000001, true",
        "900000000000000000, 700000000000000001, false"
    })
    void isWithin_twentyPercent_isExact(String value, String other, boolean within) {
        assertThat(Decimal.parse(value).isWithin(20, Decimal.parse(other))).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({"5.00,5", "0.0,0", "120,120.000"})
    void equals_sameValueInOtherDigits_isTrueWithTheSameHash(String left, String right) {
        assertThat(Decimal.parse(left)).isEqualTo(Decimal.parse(right)).hasSameHashCodeAs(Decimal.parse(right));
    }

    @ParameterizedTest
    @CsvSource({"2742.18,133000.00,2.06", "-28.23,1764.61,-1.60", "1,3,33.33", "1,800,0.13", "-1,800,-0.13"})
    void percent_ofARatio_isRoundedToTwoPlaces(String change, String open, String percent) {
        Decimal ratio = Decimal.parse(change).shifted(2).dividedBy(Decimal.parse(open), 2, RoundingMode.HALF_UP);

        assertThat(ratio).hasToString(percent);
    }

    private static BigDecimal random(SplittableRandom random) {
        long digits = random.nextLong(1, 1L << random.nextInt(1, 57)) * (random.nextBoolean() ? 1 : -1);
        return BigDecimal.valueOf(digits, random.nextInt(0, 15));
    }
}
