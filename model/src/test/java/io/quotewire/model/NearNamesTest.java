package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearNamesTest {
    @ParameterizedTest
    @CsvSource({
        "okx,okx,0",
        "okx,oxk,1",
        "okx,ok,1",
        "okx,okxx,1",
        "okx,abc,3",
        "binance,bianbce,2",
        "'',okx,3",
        "kitten,sitting,3"
    })
    void distance_betweenTwoNames_countsEditsAndSwaps(String from, String to, int expected) {
        assertThat(NearNames.distance(from, to)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void distance_betweenRandomNames_isSymmetricAndZeroOnlyForEquals(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            String left = name(random);
            String right = name(random);

            int distance = NearNames.distance(left, right);

            assertThat(distance)
                    .as("seed %d: %s, %s", seed, left, right)
                    .isEqualTo(NearNames.distance(right, left))
                    .isBetween(Math.abs(left.length() - right.length()), Math.max(left.length(), right.length()));
            assertThat(distance == 0).isEqualTo(left.equals(right));
        }
    }

    /** What is given up early, and what rows of an earlier name still hold, must not show. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void of_randomNames_findsWhatFullDistancesFind(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            String wanted = name(random);
            List<String> known =
                    Stream.generate(() -> name(random)).limit(20).distinct().toList();

            assertThat(NearNames.of(wanted, known))
                    .as("seed %d: %s among %s", seed, wanted, known)
                    .isEqualTo(known.stream()
                            .filter(name -> NearNames.distance(wanted, name) <= 2)
                            .sorted(Comparator.comparingInt((String name) -> NearNames.distance(wanted, name))
                                    .thenComparing(Comparator.naturalOrder()))
                            .limit(3)
                            .toList());
        }
    }

    @Test
    void of_typo_givesAtMostThreeNearestThenByName() {
        List<String> known = List.of("BTC-USDC", "BTC-USDT", "BTC-USD", "BTC-EUR", "BTC-USDX", "ETH-USDT");

        assertThat(NearNames.of("BTC-USTD", known)).containsExactly("BTC-USD", "BTC-USDT", "BTC-USDC");
    }

    @Test
    void of_nothingNear_givesNothing() {
        assertThat(NearNames.of("kraken", List.of("okx", "binance"))).isEmpty();
    }

    @Test
    void of_absurdlyLongName_isNotCompared() {
        String absurd = "a".repeat(1_000_000);

        assertThat(NearNames.of(absurd, List.of(absurd))).isEmpty();
    }

    private static String name(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }
}
