package io.quotewire.app.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayUrlTest {
    @ParameterizedTest
    @CsvSource({
        "ws://127.0.0.1:8000/v1/ws, ws://127.0.0.1:8000/v1/ws, http://127.0.0.1:8000",
        "http://127.0.0.1:8000, ws://127.0.0.1:8000/v1/ws, http://127.0.0.1:8000",
        "https://h/, wss://h/v1/ws, https://h",
        "wss://h/prices/v1/ws, wss://h/prices/v1/ws, https://h/prices",
        "http://[::1]:8000/prices, ws://[::1]:8000/prices/v1/ws, http://[::1]:8000/prices",
    })
    void parse_ofEitherForm_knowsBothAddresses(String text, String socket, String rest) {
        GatewayUrl url = GatewayUrl.parse(text);

        assertThat(url.socket()).hasToString(socket);
        assertThat(url.rest()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h:8000", "ws://h", "ftp://h", "http://", "http://h?x=1", "http://h#x", "a b", ""})
    void parse_ofAnythingElse_namesIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GatewayUrl.parse(text))
                .withMessageContaining(text);
    }
}
