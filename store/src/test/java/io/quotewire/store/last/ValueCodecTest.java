package io.quotewire.store.last;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quotewire.model.Decimal;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.IndexData;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import io.quotewire.store.last.value.BadValue;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Refusal;
import io.quotewire.store.last.value.ValueCodec;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCodecTest {
    private static final LastValue QUOTE = RandomValues.quote("quote:okx:BTC-USDT", 7, 8, "61837.63000000");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void value_ofAnyKind_comesBackWithTheSameDigits(long seed) throws BadValue {
        RandomValues values = new RandomValues(seed);
        for (int i = 0; i < 700; i++) {
            LastValue value = values.next(i, 1_764_000_000_000L, i + 1);

            LastValue back = ValueCodec.decode(ValueCodec.encode(value));

            assertThat(back).as("seed %d, %d", seed, i).isEqualTo(value).hasToString(value.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bytes_alteredOrCutAnywhere_areRefused(long seed) throws BadValue {
        RandomValues values = new RandomValues(seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 14; i++) {
            byte[] bytes = ValueCodec.encode(values.next(i, 7, 8));
            for (int at = 0; at < bytes.length; at++) {
                byte[] altered = bytes.clone();
                altered[at] ^= (byte) (1 << random.nextInt(8));
                assertThat(refusal(altered)).as("seed %d, byte %d", seed, at).isIn(Refusal.GARBAGE, Refusal.VERSION);
                assertThat(refusal(Arrays.copyOf(bytes, at))).isEqualTo(Refusal.GARBAGE);
            }
            assertThat(refusal(Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo(Refusal.GARBAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void bytes_atRandom_areRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            assertThat(refusal(bytes)).as("seed %d", seed).isIn(Refusal.GARBAGE, Refusal.VERSION);
        }
        assertThat(refusal(new byte[ValueCodec.MOST_BYTES + 1])).isEqualTo(Refusal.SIZE);
    }

    @Test
    void value_ofAnotherVersion_isRefusedAsSuch() throws BadValue {
        byte[] bytes = ValueCodec.encode(QUOTE);
        bytes[0]++;

        assertThat(refusal(bytes)).isEqualTo(Refusal.VERSION);
    }

    /** A checksum says that it was written so, not that it can be. */
    @ParameterizedTest
    @CsvSource({
        "quote:okx:BTC-USDT, binance, quote",
        "quote:best:BTC-USDT, best, quote",
        "quote:best:BTC-USDT, OKX!, quote",
        "quote:index:BTC-USDT, index, quote",
        "quote:okx:BTC-USDT, okx, index",
        "quote:okx:BTC-USDT, okx, rate",
        "ticker:okx:BTC-USDT, okx, quote",
        "fx:USD-CAD, frankfurter, quote",
        "trade:okx:BTC-USDT, okx, quote",
        "quote:okx:BTC-USDT, okx, negative",
    })
    void value_thatItsTopicCannotHave_isRefused(String topic, String source, String kind) {
        QuoteData quote = (QuoteData) QUOTE.data();
        Data data = switch (kind) {
            case "index" -> new IndexData(quote, List.of("okx"), List.of());
            case "rate" -> new RateData(Decimal.parse("1"), false, null);
            case "negative" -> new QuoteData(Decimal.parse("-1"), null, null, null);
            default -> quote;
        };
        Head was = QUOTE.head();
        Head head = new Head(
                Topic.parse(topic), was.epoch(), 8, was.tsUs(), was.recvUs(), source, was.status(), was.simulated());

        assertThat(catchThrowableOfType(BadValue.class, () -> ValueCodec.encode(new LastValue(head, data)))
                        .refusal())
                .isEqualTo(Refusal.IMPOSSIBLE);
    }

    @Test
    void value_thatIsTooLong_isRefused() {
        RateData rate = new RateData(Decimal.parse("1"), false, "x".repeat(ValueCodec.MOST_BYTES));
        Head was = QUOTE.head();
        Head head =
                new Head(Topic.parse("fx:USD-CAD"), was.epoch(), 8, 1, 1, "frankfurter", was.status(), was.simulated());

        assertThat(catchThrowableOfType(BadValue.class, () -> ValueCodec.encode(new LastValue(head, rate)))
                        .refusal())
                .isEqualTo(Refusal.SIZE);
    }

    private static Refusal refusal(byte[] bytes) {
        return catchThrowableOfType(BadValue.class, () -> ValueCodec.decode(bytes))
                .refusal();
    }
}
