package io.quotewire.lab.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manners of Kraken, Coinbase, Bybit and Gate: what begins, what is refused and how, and what stays unharmed. */
class NewerStagesTest {
    private static final long NOW_US = 1_767_323_045_123_456L;
    private static final List<String> VENUES = List.of("kraken", "coinbase", "coinbase-advanced", "bybit", "gate");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            kraken | {"method":"subscribe","params":{"channel":"ticker","symbol":["BTC/USDT"],"event_trigger":"bbo"},"req_id":9} | ticker BTC/USDT, heartbeat
            kraken | {"method":"subscribe","params":{"channel":"book","symbol":["BTC/USDT"],"depth":500}} | book-500 BTC/USDT, heartbeat
            kraken | {"method":"subscribe","params":{"channel":"book","symbol":["BTC/USDT"],"depth":10}} | book BTC/USDT, heartbeat
            coinbase | {"type":"subscribe","product_ids":["BTC-USDT"],"channels":["ticker","level2_batch"]} | ticker BTC-USDT, level2_batch BTC-USDT
            coinbase | {"type":"subscribe","channels":[{"name":"matches","product_ids":["A-B"]},{"name":"level2_50","product_ids":["C-D"]}]} | matches A-B, level2_batch C-D
            coinbase-advanced | {"type":"subscribe","product_ids":["BTC-USDT"],"channel":"level2"} | level2 BTC-USDT
            coinbase-advanced | {"type":"subscribe","channel":"heartbeats"} | heartbeats
            bybit | {"op":"subscribe","args":["orderbook.200.BTCUSDT","tickers.BTCUSDT"],"req_id":"4"} | orderbook.200 BTCUSDT, tickers BTCUSDT
            gate | {"time":1,"id":3,"channel":"spot.book_ticker","event":"subscribe","payload":["BTC_USDT","ETH_USDT"]} | spot.book_ticker BTC_USDT, spot.book_ticker ETH_USDT
            gate | {"time":1,"channel":"spot.order_book_update","event":"subscribe","payload":["BTC_USDT","100ms"]} | spot.order_book_update BTC_USDT
            """)
    void subscribe_toWhatThereIs_begins(String venue, String request, String streams) {
        Reaction reaction = react(venue, request, stream -> false);

        assertThat(reaction.begin().toString()).isEqualTo("[" + streams + "]");
        assertThat(reaction.end()).isEmpty();
        assertThat(reaction.replies()).isNotEmpty().noneMatch(reply -> reply.contains("error"));
        Reaction end = react(venue, request.replace("\"subscribe\"", "\"unsubscribe\""), stream -> false);
        assertThat(reaction.begin()).containsAll(end.end());
        assertThat(end.end()).isNotEmpty();
        assertThat(end.begin()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            kraken | {"method":"subscribe","params":{"channel":"trade","symbol":["FOO/USDT"]},"req_id":9} | "error":"Currency pair not supported FOO/USDT"
            kraken | {"method":"subscribe","params":{"channel":"spread","symbol":["BTC/USDT"]}} | "error":"Invalid channel"
            kraken | {"method":"subscribe","params":{"channel":"book","symbol":["BTC/USDT"],"depth":11}} | "error":"Subscription depth not supported"
            kraken | {"method":"sing","req_id":3} | "success":false
            coinbase | {"type":"subscribe","product_ids":["FOO-USDT"],"channels":["ticker"]} | "reason":"FOO-USDT is not a valid product"
            coinbase | {"type":"subscribe","product_ids":["BTC-USDT"],"channels":["level3"]} | require authentication
            coinbase | {"type":"subscribe","product_ids":["BTC-USDT"],"channels":["songs"]} | "reason":"songs is not a valid channel"
            coinbase | {"type":"subscribe"} | "type":"error"
            coinbase-advanced | {"type":"subscribe","product_ids":["FOO-USDT"],"channel":"ticker"} | "type":"error"
            coinbase-advanced | {"type":"subscribe","product_ids":["BTC-USDT"],"channel":"songs"} | "type":"error"
            bybit | {"op":"subscribe","args":["tickers.FOOUSDT"],"req_id":"4"} | "success":false
            bybit | {"op":"subscribe","args":["songs.BTCUSDT"]} | handler not found,topic:songs.BTCUSDT
            bybit | {"op":"subscribe","args":[]} | "success":false
            gate | {"time":1,"id":3,"channel":"spot.trades","event":"subscribe","payload":["FOO_USDT"]} | unknown currency pair: FOO_USDT
            gate | {"time":1,"channel":"spot.songs","event":"subscribe","payload":["BTC_USDT"]} | "error":{"code":2
            gate | {"time":1,"channel":"spot.order_book_update","event":"subscribe","payload":["BTC_USDT"]} | "error":{"code":2
            """)
    void subscribe_toWhatThereIsNot_isRefusedAndBeginsNothing(String venue, String request, String words) {
        Reaction reaction = react(venue, request, stream -> stream.symbol().startsWith("FOO"));

        assertThat(reaction.begin()).isEmpty();
        assertThat(reaction.replies()).singleElement().asString().contains(words);
    }

    @Test
    void subscribe_ofKraken_refusesOneAndBeginsTheOther() {
        Reaction reaction = react("kraken", """
                {"method":"subscribe","params":{"channel":"trade","symbol":["FOO/USDT","BTC/USDT"]},"req_id":9}""", stream -> stream.symbol().startsWith("FOO"));

        assertThat(reaction.replies()).hasSize(2).allMatch(reply -> reply.contains("\"req_id\":9"));
        assertThat(reaction.begin()).contains(new StreamKey("trade", "BTC/USDT"));
    }

    @Test
    void subscriptions_ofCoinbase_nameAllThatIsHeld_asTheVenueCallsIt() {
        Caller caller = new Caller("0000002a", Set.of(new StreamKey("matches", "ETH-USDT")), NOW_US);
        String request = "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USDT\"],\"channels\":[\"level2_batch\"]}";

        assertThat(Stages.of("coinbase").react(caller, request).replies()).containsExactly("""
                {"type":"subscriptions","channels":[{"name":"matches","product_ids":["ETH-USDT"],"account_ids":null},\
                {"name":"level2_50","product_ids":["BTC-USDT"],"account_ids":null}]}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            kraken | {"method":"ping","req_id":5} | {"method":"pong","req_id":5,"time_in":"2026-01-02T03:04:05.123456Z","time_out":"2026-01-02T03:04:05.123456Z"}
            kraken | {"method":"ping"} | {"method":"pong","time_in":"2026-01-02T03:04:05.123456Z","time_out":"2026-01-02T03:04:05.123456Z"}
            bybit | {"op":"ping"} | {"success":true,"ret_msg":"pong","conn_id":"0000002a","op":"ping"}
            gate | {"time":1,"channel":"spot.ping"} | {"time":1767323045,"time_ms":1767323045123,"conn_id":"0000002a","channel":"spot.pong","event":"","error":null,"result":null}
            """)
    void ping_isAnswered(String venue, String ping, String pong) {
        Reaction reaction = react(venue, ping, stream -> false);

        assertThat(reaction.replies()).containsExactly(pong);
        assertThat(reaction.begin()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "ping",
                "null",
                "{}",
                "{\"op\":[]}",
                "{\"method\":{}}",
                "{\"type\":7,\"channels\":{}}",
                "{\"method\":\"subscribe\",\"params\":[]}",
                "{\"op\":\"subscribe\",\"args\":[[[[[[[[[[[[1]]]]]]]]]]]]}"
            })
    void nonsense_beginsNothing(String message) {
        for (String venue : VENUES) {
            Reaction reaction = react(venue, message, stream -> false);

            assertThat(reaction.begin()).as(venue).isEmpty();
            assertThat(reaction.end()).as(venue).isEmpty();
            assertThat(Stages.of(venue).key(message.getBytes(UTF_8))).as(venue).isNull();
        }
    }

    @Test
    void numbers_ofAConnection_areWrittenInPlaceOfTheZero() {
        Stage stage = Stages.of("coinbase-advanced");
        byte[] text = "{\"channel\":\"ticker\",\"timestamp\":\"x\",\"sequence_num\":0,\"events\":[0]}".getBytes(UTF_8);

        assertThat(stage.isNumbered(text)).isTrue();
        assertThat(new String(stage.numbered(text, 0), UTF_8)).isEqualTo(new String(text, UTF_8));
        assertThat(new String(stage.numbered(text, 1_234), UTF_8))
                .isEqualTo("{\"channel\":\"ticker\",\"timestamp\":\"x\",\"sequence_num\":1234,\"events\":[0]}");
        byte[] error = "{\"type\":\"error\",\"message\":\"no\"}".getBytes(UTF_8);
        assertThat(stage.isNumbered(error)).isFalse();
        assertThat(stage.numbered(error, 5)).isSameAs(error);
        assertThat(Stages.of("kraken").isNumbered(text)).isFalse();
    }

    private static Reaction react(String venue, String request, Predicate<StreamKey> absent) {
        return Stages.of(venue).react(new Caller("0000002a", Set.of(), NOW_US, absent), request);
    }
}
