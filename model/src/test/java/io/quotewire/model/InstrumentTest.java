package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentTest {
    @ParameterizedTest
    @ValueSource(strings = {"BTC-USDT", "1INCH-USDT", "A-B", "ABCDEFGHIJKLMNOPQRST-01234567890123456789"})
    void parse_baseAndQuote_printsThemAgain(String text) {
        assertThat(Instrument.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "BTC",
                "BTC-",
                "-USDT",
                "btc-usdt",
                "BTC-USDT-SWAP",
                "BTC/USDT",
                "BTC--USDT",
                "BTC-USDT\n",
                "ÄBC-USDT",
                "ABCDEFGHIJKLMNOPQRSTU-USDT"
            })
    void parse_anythingElse_isRefusedNamingIt(String text) {
        assertThatThrownBy(() -> Instrument.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void listing_printed_isVenueAndInstrument() {
        assertThat(new Listing("okx", Instrument.parse("BTC-USDT"))).hasToString("okx:BTC-USDT");
    }
}
