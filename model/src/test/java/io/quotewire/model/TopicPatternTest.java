package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {
    @ParameterizedTest
    @ValueSource(strings = {"ticker:okx:BTC-USDT", "quote:best:BTC-USDT", "trade:binance-us:1INCH-USDT", "status:okx"})
    void parse_exactTopic_printsItAgain(String text) {
        TopicPattern pattern = TopicPattern.parse(text);

        assertThat(pattern).hasToString(text);
        assertThat(pattern.exact()).isEqualTo(Topic.parse(text)).hasToString(text);
        assertThat(TopicPattern.of(Topic.parse(text))).isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticker:*:BTC-USDT", "ticker:okx:*", "trade:*:*", "status:*"})
    void parse_wildcard_printsItAgainAndStandsForNoSingleTopic(String text) {
        assertThat(TopicPattern.parse(text)).hasToString(text);
        assertThat(TopicPattern.parse(text).exact()).isNull();
        assertThatThrownBy(() -> Topic.parse(text))
                .hasMessageContaining("wildcard")
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|KIND:SOURCE:INSTRUMENT",
                "ticker|KIND:SOURCE:INSTRUMENT",
                "ticker:okx|KIND:SOURCE:INSTRUMENT",
                "status:okx:BTC-USDT|status:SOURCE",
                "status:OKX|lower-case name: OKX",
                "ticker:okx:BTC-USDT:1|KIND:SOURCE:INSTRUMENT",
                "tickers:okx:BTC-USDT|unknown kind: tickers",
                "TICKER:okx:BTC-USDT|unknown kind: TICKER",
                "*:okx:BTC-USDT|unknown kind: *",
                "ticker:OKX:BTC-USDT|lower-case name: OKX",
                "ticker::BTC-USDT|lower-case name",
                "ticker:okx*:BTC-USDT|lower-case name: okx*",
                "ticker:okx:|BASE-QUOTE",
                "ticker:okx:BTCUSDT|BASE-QUOTE in upper case, was BTCUSDT",
                "ticker:okx:btc-usdt|BASE-QUOTE in upper case, was btc-usdt",
                "ticker:okx:BTC-USDT-SWAP|BASE-QUOTE",
                "ticker:okx:BTC-*|BASE-QUOTE",
                "'ticker:okx:BTC-USDT '|BASE-QUOTE"
            })
    void parse_anythingElse_isRefusedSayingWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> TopicPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void parse_longerThanATopicCanBe_isRefusedUnread() {
        assertThatThrownBy(() -> TopicPattern.parse("ticker:okx:" + "A".repeat(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasSizeLessThan(100);
    }

    @ParameterizedTest
    @CsvSource({
        "ticker:okx:BTC-USDT,ticker:okx:BTC-USDT,true",
        "ticker:okx:BTC-USDT,quote:okx:BTC-USDT,false",
        "ticker:okx:BTC-USDT,ticker:binance:BTC-USDT,false",
        "ticker:okx:BTC-USDT,ticker:okx:ETH-USDT,false",
        "ticker:*:BTC-USDT,ticker:binance:BTC-USDT,true",
        "ticker:*:BTC-USDT,ticker:binance:ETH-USDT,false",
        "ticker:*:BTC-USDT,trade:binance:BTC-USDT,false",
        "ticker:okx:*,ticker:okx:ETH-USDT,true",
        "ticker:okx:*,ticker:binance:ETH-USDT,false",
        "ticker:*:*,ticker:binance:ETH-USDT,true",
        "ticker:*:BTC-USDT,ticker:best:BTC-USDT,false",
        "ticker:best:*,ticker:best:BTC-USDT,true",
        "status:*,status:okx,true",
        "status:okx,status:binance,false"
    })
    void matches_wildcard_coversVenuesButNeverBest(String pattern, String topic, boolean expected) {
        assertThat(TopicPattern.parse(pattern).matches(Topic.parse(topic))).isEqualTo(expected);
    }

    @Test
    void kind_ofItsText_isItself() {
        assertThat(List.of(Topic.Kind.values()))
                .filteredOn(kind -> kind != Topic.Kind.BOOK)
                .allMatch(kind -> Topic.Kind.of(kind.text()) == kind);
        assertThat(Topic.Kind.of("book.50")).isEqualTo(Topic.Kind.BOOK_50);
    }

    @Test
    void kind_thatClientsCannotName_isNone() {
        assertThat(List.of("book", "book.", "book.0", "book.7", "book.050", "BOOK_50", ""))
                .allMatch(text -> Topic.Kind.of(text) == null);
    }
}
