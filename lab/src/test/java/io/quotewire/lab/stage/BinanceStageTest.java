package io.quotewire.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceStageTest {
    private static final StreamKey TRADE = new StreamKey("trade", "btcusdt");
    private static final StreamKey BOOK = new StreamKey("bookTicker", "btcusdt");

    private final Stage binance = new BinanceStage();
    private final Caller caller = new Caller("0000002a", Set.of(TRADE), 0);

    @Test
    void subscribe_twoStreams_hasOneAnswer() {
        Reaction reaction = react("""
                {"method":"SUBSCRIBE","params":["btcusdt@trade","btcusdt@bookTicker"],"id":1}""");

        assertThat(reaction.replies()).containsExactly("{\"result\":null,\"id\":1}");
        assertThat(reaction.begin()).containsExactly(TRADE, BOOK);
        assertThat(reaction.end()).isEmpty();
    }

    @Test
    void unsubscribe_hasOneAnswerAndEnds() {
        Reaction reaction = react("""
                {"method":"UNSUBSCRIBE","params":["btcusdt@trade"],"id":312}""");

        assertThat(reaction.replies()).containsExactly("{\"result\":null,\"id\":312}");
        assertThat(reaction.begin()).isEmpty();
        assertThat(reaction.end()).containsExactly(TRADE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7 | 7", "\"a-7\" | \"a-7\"", "null | null", "9223372036854775807 | 9223372036854775807"})
    void id_comesBackAsItWent(String sent, String returned) {
        Reaction reaction = react("{\"id\":" + sent + ",\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"]}");

        assertThat(reaction.replies()).containsExactly("{\"result\":null,\"id\":" + returned + "}");
    }

    @Test
    void subscribe_depthStream_keepsItsSpeedInTheChannel() {
        assertThat(react("""
                {"method":"SUBSCRIBE","params":["btcusdt@depth@100ms"],"id":1}""").begin()).containsExactly(new StreamKey("depth@100ms", "btcusdt"));
    }

    @Test
    void listSubscriptions_namesWhatTheCallerHas() {
        assertThat(react("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}").replies())
                .containsExactly("{\"result\":[\"btcusdt@trade\"],\"id\":3}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt\"],\"id\":1}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\",5],\"id\":1}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[[\"btcusdt@trade\"]],\"id\":1}",
                "{\"method\":\"SUBSCRIBE\",\"params\":\"btcusdt@trade\",\"id\":1}",
                "{\"method\":\"SUBSCRIBE\",\"id\":1}",
                "{\"method\":{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"]},\"id\":1}",
                "{\"method\":\"subscribe\",\"params\":[\"btcusdt@trade\"],\"id\":1}",
                "{\"id\":1}"
            })
    void request_thatIsWrong_isRefusedWithCode2(String message) {
        Reaction reaction = react(message);

        assertThat(reaction.replies()).hasSize(1);
        assertThat(reaction.replies().getFirst())
                .startsWith("{\"error\":{\"code\":2,\"msg\":\"Invalid request: ")
                .endsWith("\"id\":1}");
        assertThat(reaction.begin()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "{\"method\":", "ping"})
    void request_thatIsNoJson_isRefusedWithCode3(String message) {
        assertThat(react(message).replies().getFirst())
                .startsWith("{\"error\":{\"code\":3,\"msg\":\"Invalid JSON: ")
                .endsWith("\"id\":null}");
    }

    @Test
    void request_cutAnywhere_neverThrows() {
        String whole = """
                {"method":"SUBSCRIBE","params":["btcusdt@trade",["x"]],"id":1,"more":{"a":[1]}}""";
        for (int end = 0; end <= whole.length(); end++) {
            String cut = whole.substring(0, end);
            assertThatCode(() -> react(cut)).as(cut).doesNotThrowAnyException();
            assertThatCode(() -> key(cut)).as(cut).doesNotThrowAnyException();
        }
    }

    @Test
    void key_ofCombinedFrame_isItsStream() {
        assertThat(key("{\"stream\":\"btcusdt@trade\",\"data\":{}}")).isEqualTo(TRADE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"result\":null,\"id\":1}",
                "{\"stream\":\"!serverShutdown\",\"data\":{}}",
                "{\"e\":\"trade\",\"s\":\"BTCUSDT\"}",
                "{\"stream\":7}",
                "{\"stream\":\"btcus"
            })
    void key_ofAnythingElse_isNull(String frame) {
        assertThat(key(frame)).isNull();
    }

    @Test
    void open_streamsInTheAddress_begin() {
        assertThat(binance.open("/stream")).isEmpty();
        assertThat(binance.open("/stream?streams=btcusdt@trade/btcusdt@bookTicker"))
                .containsExactly(TRADE, BOOK);
        assertThat(binance.open("/ws/btcusdt@trade")).isNull();
    }

    @Test
    void list_exchangeInfo_withOrWithoutQuery() {
        assertThat(binance.list("/api/v3/exchangeInfo")).isEqualTo("exchangeInfo");
        assertThat(binance.list("/api/v3/exchangeInfo?permissions=SPOT")).isEqualTo("exchangeInfo");
        assertThat(binance.list("/api/v3/exchangeInformation")).isNull();
    }

    @Test
    void spotSymbol_isSpelledAsInTheList() {
        assertThat(binance.spotSymbol(TRADE)).isEqualTo("BTCUSDT");
        assertThat(binance.spotSymbol(new StreamKey("depth@100ms", "btcusdt"))).isNull();
    }

    private Reaction react(String message) {
        return binance.react(caller, message);
    }

    private @Nullable StreamKey key(String frame) {
        return binance.key(frame.getBytes(StandardCharsets.UTF_8));
    }
}
