package io.quotewire.engine.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotalTest {
    @Test
    void sum_ofLargeAndSmall_losesNoDigit() {
        Total total = new Total();
        total.add(Decimal.parse("900000000000000000"));
        total.add(Decimal.parse("0.000000000000000001"));
        total.add(Decimal.parse("900000000000000000"));
        total.addProduct(Decimal.parse("123456789.123456789"), Decimal.parse("987654321.987654321"));

        assertThat(total.value())
                .isEqualByComparingTo(new BigDecimal("1800000000000000000.000000000000000001")
                        .add(new BigDecimal("123456789.123456789").multiply(new BigDecimal("987654321.987654321"))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sum_ofAnything_isExact(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Total total = new Total();
        BigDecimal model = BigDecimal.ZERO;
        for (int i = 0; i < 20_000; i++) {
            Decimal one = anything(random);
            Decimal other = anything(random);
            if (random.nextBoolean()) {
                total.add(one);
                model = model.add(one.toBigDecimal());
            } else {
                total.addProduct(one, other);
                model = model.add(one.toBigDecimal().multiply(other.toBigDecimal()));
            }
        }
        assertThat(total.value()).as("seed %d", seed).isEqualByComparingTo(model);
    }

    private static Decimal anything(SplittableRandom random) {
        long mantissa = random.nextLong() >> random.nextInt(5, 63);
        int scale = random.nextInt(-12, 19);
        return Decimal.of(mantissa, scale, Math.max(0, scale));
    }
}
