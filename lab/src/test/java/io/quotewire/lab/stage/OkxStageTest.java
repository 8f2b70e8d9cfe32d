package io.quotewire.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkxStageTest {
    private static final StreamKey TRADES = new StreamKey("trades", "BTC-USDT");
    private static final StreamKey TICKERS = new StreamKey("tickers", "ETH-USDT");

    private final Stage okx = new OkxStage();
    private final Caller caller = new Caller("0000002a", Set.of(), 0);

    @Test
    void subscribe_twoArguments_acknowledgesEachOnItsOwn() {
        Reaction reaction = react("""
                {"op":"subscribe","args":[{"channel":"trades","instId":"BTC-USDT"},{"channel":"tickers","instId":"ETH-USDT"}]}""");

        assertThat(reaction.replies()).containsExactly("""
                {"event":"subscribe","arg":{"channel":"trades","instId":"BTC-USDT"},"connId":"0000002a"}""", """
                {"event":"subscribe","arg":{"channel":"tickers","instId":"ETH-USDT"},"connId":"0000002a"}""");
        assertThat(reaction.begin()).containsExactly(TRADES, TICKERS);
        assertThat(reaction.end()).isEmpty();
    }

    @Test
    void subscribe_withId_isAnsweredWithIt() {
        Reaction reaction = react("""
                {"id":"1512","op":"subscribe","args":[{"channel":"trades","instId":"BTC-USDT"}]}""");

        assertThat(reaction.replies()).containsExactly("""
                {"id":"1512","event":"subscribe","arg":{"channel":"trades","instId":"BTC-USDT"},"connId":"0000002a"}""");
    }

    @Test
    void subscribe_unknownChannel_isRefusedAndTheOthersStand() {
        Reaction reaction = react("""
                {"op":"subscribe","args":[{"channel":"prices","instId":"BTC-USDT"},{"channel":"trades","instId":"BTC-USDT"}]}""");

        assertThat(reaction.replies()).hasSize(2);
        assertThat(reaction.replies().getFirst())
                .contains("\"event\":\"error\"", "\"code\":\"60018\"", "channel:prices,instId:BTC-USDT doesn't exist");
        assertThat(reaction.begin()).containsExactly(TRADES);
    }

    @Test
    void unsubscribe_isAcknowledgedAndEnds() {
        Reaction reaction = react("""
                {"op":"unsubscribe","args":[{"channel":"trades","instId":"BTC-USDT"}]}""");

        assertThat(reaction.replies()).containsExactly("""
                {"event":"unsubscribe","arg":{"channel":"trades","instId":"BTC-USDT"},"connId":"0000002a"}""");
        assertThat(reaction.begin()).isEmpty();
        assertThat(reaction.end()).containsExactly(TRADES);
    }

    @Test
    void ping_isAnsweredByPong() {
        assertThat(react("ping").replies()).containsExactly("pong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{\"op\":\"subscribe\"",
                "{\"op\":\"subscribe\"}",
                "{\"op\":\"subscribe\",\"args\":[]}",
                "{\"op\":\"subscribe\",\"args\":\"trades\"}",
                "{\"op\":\"subscribe\",\"args\":[\"trades\"]}",
                "{\"op\":\"subscribe\",\"args\":[7]}",
                "{\"op\":{\"subscribe\":1},\"args\":[{\"channel\":\"trades\"}]}",
                "{\"id\":{\"op\":\"subscribe\",\"args\":[{\"channel\":\"trades\"}]}}",
                "{\"op\":\"login\",\"args\":[{\"apiKey\":\"x\"}]}"
            })
    void request_thatCannotBeRead_isRefusedWith60012(String message) {
        Reaction reaction = react(message);

        assertThat(reaction.replies()).hasSize(1);
        assertThat(reaction.replies().getFirst()).contains("\"event\":\"error\"", "\"code\":\"60012\"");
        assertThat(reaction.begin()).isEmpty();
        assertThat(reaction.end()).isEmpty();
    }

    @Test
    void key_ofData_isItsArgument() {
        assertThat(key("""
                {"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[]}""")).isEqualTo(TRADES);
        assertThat(key("""
                {"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[]}""")).isEqualTo(new StreamKey("books", "BTC-USDT"));
        assertThat(key("""
                {"arg":{"channel":"instruments","instType":"SPOT"},"data":[]}""")).isEqualTo(new StreamKey("instruments", "SPOT"));
        assertThat(key("""
                {"arg":{"channel":"status"},"data":[]}""")).isEqualTo(new StreamKey("status", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pong",
                "",
                "[1]",
                "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"}}",
                "{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},\"event\":\"subscribe\"}",
                "{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"soon\"}",
                "{\"arg\":{\"channel\":\"tra"
            })
    void key_ofAnythingElse_isNull(String frame) {
        assertThat(key(frame)).isNull();
    }

    @Test
    void request_cutAnywhere_neverThrows() {
        String whole = """
                {"id":"1","op":"subscribe","args":[{"channel":"trades","instId":"BTC-USDT"}],"more":[{"a":1}]}""";
        for (int end = 0; end <= whole.length(); end++) {
            String cut = whole.substring(0, end);
            assertThatCode(() -> react(cut)).as(cut).doesNotThrowAnyException();
            assertThatCode(() -> key(cut)).as(cut).doesNotThrowAnyException();
        }
    }

    @Test
    void list_spotInstruments_isNamedByType() {
        assertThat(okx.list("/api/v5/public/instruments?instType=SPOT")).isEqualTo("SPOT");
        assertThat(okx.list("/api/v5/public/instruments?instFamily=BTC-USD&instType=SWAP"))
                .isEqualTo("SWAP");
        assertThat(okx.list("/api/v5/public/instruments")).isNull();
        assertThat(okx.list("/api/v5/market/tickers?instType=SPOT")).isNull();
    }

    @Test
    void open_onlyThePublicAddress_isServed() {
        assertThat(okx.open("/ws/v5/public")).isEmpty();
        assertThat(okx.open("/ws/v5/private")).isNull();
    }

    @Test
    void spotSymbol_ofThreeChannelsOfSpotPairs_only() {
        assertThat(okx.spotSymbol(TRADES)).isEqualTo("BTC-USDT");
        assertThat(okx.spotSymbol(new StreamKey("bbo-tbt", "BTC-USDT"))).isEqualTo("BTC-USDT");
        assertThat(okx.spotSymbol(new StreamKey("books", "BTC-USDT"))).isNull();
        assertThat(okx.spotSymbol(new StreamKey("trades", "BTC-USD-220527"))).isNull();
        assertThat(okx.spotSymbol(new StreamKey("trades", "BTC-USDT-SWAP"))).isNull();
    }

    private Reaction react(String message) {
        return okx.react(caller, message);
    }

    private @Nullable StreamKey key(String frame) {
        return okx.key(frame.getBytes(StandardCharsets.UTF_8));
    }
}
