package io.quotewire.lab.load.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes of services that bear no numbers: a reply with prices, and a pushed price with its time. */
class PriceReadersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            nullValues = "-",
            value = {
                "{\"BTC-USDT\": \"28012.3\"} ~ -",
                "{\"BTC-USDT\": \"28012.3\", \"ETH-USDT\": \"1\"} ~ a reply with 2 prices",
                "{\"ETH-USDT\": \"1867.45\"} ~ a reply without BTC-USDT",
                "{\"BTC-USDT\": \"28O12.3\"} ~ a reply whose price is none",
                "{\"BTC-USDT\": null, \"stale\": {\"BTC-USDT\": {\"last\": \"1\"}}} ~ a reply without a price: stale",
                "{\"error\":\"unknown_pair\",\"pair\":\"BTC-USDT\"} ~ reply: error unknown_pair",
                "[] ~ a reply that is no JSON object",
            })
    void reply_ofOnePair_isHeldToItsShape(String reply, @Nullable String complaint) {
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);

        assertThat(new ReplyCheck("BTC-USDT").complaint(bytes, 0, bytes.length)).isEqualTo(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"BTC-USDT\": \"28012.3\", \"ETH-USDT\": \"1867.45\"} ~ true",
                "{} ~ false",
            })
    void reply_ofAllPairs_hasPrices(String reply, boolean right) {
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);

        assertThat(new ReplyCheck(null).complaint(bytes, 0, bytes.length) == null)
                .isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"price\": 43299.71, \"timestamp\": 1706452800.755} ~ 1706452800755000",
                "{\"price\": 43299, \"timestamp\": 1706452800.7551239} ~ 1706452800755123",
                "{\"price\": 43299.71, \"timestamp\": 1706452800} ~ 1706452800000000",
                "{\"price\": 1.2e-05, \"timestamp\": 1706452800} ~ 1706452800000000",
                "{\"price\": 5E+3, \"timestamp\": 1.706452800755E9} ~ 1706452800755000",
                "{\"price\": 1, \"timestamp\": 1.7064528007551239e+09} ~ 1706452800755123",
                "{\"price\": 1, \"timestamp\": 1e99} ~ -1",
                "{\"price\": 1, \"timestamp\": 1e999999999} ~ -1",
                "{\"price\": null, \"timestamp\": 1706452800} ~ -1",
                "{\"price\": 1} ~ -1",
                "{\"price\": 1, \"timestamp\": -5} ~ -1",
                "price ~ -1",
            })
    void tick_tellsItsTimeToTheMicrosecond(String message, long us) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);

        assertThat(TickReader.timestampUs(bytes, 0, bytes.length)).isEqualTo(us);
    }
}
