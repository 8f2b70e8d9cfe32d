package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicGrantTest {
    @ParameterizedTest
    @CsvSource({
        "*, ticker:okx:BTC-USDT",
        "*, fx:USD-CAD",
        "*, status:okx",
        "ticker:*:*, ticker:best:BTC-USDT",
        "ticker:okx:BTC-USDT, ticker:okx:BTC-USDT",
        "*:okx:*, trade:okx:ETH-USDT",
        "book:*:*, book.50:okx:BTC-USDT",
        "book.50:*:*, book.50:okx:BTC-USDT",
        "candle:okx:BTC-*, candle.1m:okx:BTC-USDT",
        "quote:*:*-CAD, quote:best:BTC-CAD",
        "fx:*, fx:USD-CAD",
        "fx:USD-CAD, fx:USD-CAD",
        "status:*, status:okx"
    })
    void grant_coversItsTopics(String grant, String topic) {
        assertThat(TopicGrant.parse(grant).covers(Topic.parse(topic))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ticker:*:*, trade:okx:BTC-USDT",
        "ticker:okx:*, ticker:binance:BTC-USDT",
        "ticker:okx:BTC-USDT, ticker:okx:BTC-USD",
        "ticker:okx:BTC-*, ticker:okx:WBTC-USDT",
        "ticker:okx:BTC-*, ticker:okx:BTCX-USDT",
        "quote:*:*-CAD, quote:best:CAD-USD",
        "book.5:*:*, book.50:okx:BTC-USDT",
        "book.50:*:*, book.5:okx:BTC-USDT",
        "fx:USD-CAD, fx:USD-EUR",
        "status:okx, status:binance",
        "ticker:*:*, status:okx"
    })
    void grant_coversNoOthers(String grant, String topic) {
        assertThat(TopicGrant.parse(grant).covers(Topic.parse(topic))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "**",
                "ticker",
                "ticker:okx",
                "tick:okx:BTC-USDT",
                "b:okx:*",
                "book.7:okx:*",
                "ticker::BTC-USDT",
                "ticker:okx:",
                "ticker:okx:BTC",
                "ticker:okx:B*-USDT",
                "ticker:okx:*-*",
                "ticker:OKX:*",
                "ticker:okx:btc-usdt",
                "ticker:okx:BTC-USDT:x",
                "fx:*:*",
                "fx:USD",
                "status:okx:*",
                "ticker:okx:BTC-USDT\n",
                "* *"
            })
    void text_thatIsNoGrant_isRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicGrant.parse(text))
                .withMessageStartingWith("a grant of topics is * or KIND:SOURCE:INSTRUMENT");
    }
}
