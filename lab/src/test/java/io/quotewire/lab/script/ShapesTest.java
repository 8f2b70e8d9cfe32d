package io.quotewire.lab.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Day;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.Side;
import org.junit.jupiter.api.Test;

/** Each frame spelled out, as the venues' documentation shows it. */
class ShapesTest {
    private static final long TS_US = 1_767_323_045_123_000L;

    @Test
    void okxQuote_isBboTbt() {
        assertThat(frame("okx", quoted("okx", "97110.1", "97110.2"))).isEqualTo("""
                {"arg":{"channel":"bbo-tbt","instId":"BTC-USDT"},"data":[{"asks":[["97110.2","0.40000000","0","2"]],\
                "bids":[["97110.1","0.20000007","0","5"]],"ts":"1767323045123","seqId":99}]}""");
    }

    @Test
    void okxTrade_isTrades() {
        assertThat(frame("okx", traded("okx", "97110.2", Side.BUY))).isEqualTo("""
                {"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"instId":"BTC-USDT","tradeId":"971101",\
                "px":"97110.2","sz":"0.10000008","side":"buy","ts":"1767323045123","count":"1","source":"0","seqId":99}]}""");
    }

    @Test
    void okxFigures_areTickers() {
        assertThat(frame("okx", summed("okx", "97110.1", "97110.2", "96000.0", "98000.0", "95000.0")))
                .isEqualTo("""
                {"arg":{"channel":"tickers","instId":"BTC-USDT"},"data":[{"instType":"SPOT","instId":"BTC-USDT",\
                "last":"97110.2","lastSz":"0.10000008","askPx":"97110.2","askSz":"0.40000000","bidPx":"97110.1",\
                "bidSz":"0.20000007","open24h":"96000.0","high24h":"98000.0","low24h":"95000.0","sodUtc0":"96000.0",\
                "sodUtc8":"96000.0","volCcy24h":"970000.00","vol24h":"10.00000009","ts":"1767323045123"}]}""");
    }

    @Test
    void okxNotice_isItsOwn() {
        assertThat(new String(requireNonNull(script("okx").closingNotice("5f0c21ab", TS_US)), UTF_8))
                .startsWith("{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"")
                .endsWith("\",\"connId\":\"5f0c21ab\"}");
    }

    @Test
    void binanceQuote_isBookTicker() {
        assertThat(frame("binance", quoted("binance", "97110.11000000", "97110.12000000")))
                .isEqualTo("""
                {"stream":"btcusdt@bookTicker","data":{"u":99,"s":"BTCUSDT","b":"97110.11000000","B":"0.20000007",\
                "a":"97110.12000000","A":"0.40000000"}}""");
    }

    @Test
    void binanceTrade_isTrade() {
        assertThat(frame("binance", traded("binance", "97110.11000000", Side.SELL)))
                .isEqualTo("""
                {"stream":"btcusdt@trade","data":{"e":"trade","E":1767323045123,"s":"BTCUSDT","t":971101,\
                "p":"97110.11000000","q":"0.10000008","T":1767323045123,"m":true,"M":true}}""");
    }

    @Test
    void binanceFigures_areTicker() {
        Summed summed = summed(
                "binance", "97110.11000000", "97110.12000000", "96000.00000000", "98000.00000000", "95000.00000000");

        assertThat(frame("binance", summed)).isEqualTo("""
                {"stream":"btcusdt@ticker","data":{"e":"24hrTicker","E":1767323045123,"s":"BTCUSDT","p":"1110.12000000",\
                "P":"1.156","w":"96999.99912700","x":"96000.00000000","c":"97110.12000000","Q":"0.10000008",\
                "b":"97110.11000000","B":"0.20000007","a":"97110.12000000","A":"0.40000000","o":"96000.00000000",\
                "h":"98000.00000000","l":"95000.00000000","v":"10.00000009","q":"970000.00000000","O":1767236645123,\
                "C":1767323045123,"F":971000,"L":971101,"n":102}}""");
    }

    @Test
    void binanceNotice_isCombined() {
        assertThat(new String(requireNonNull(script("binance").closingNotice("5f0c21ab", TS_US)), UTF_8))
                .isEqualTo("""
                {"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1767323045123}}""");
    }

    @Test
    void happening_atAnotherTime_isThatTimeOnTheWire() {
        for (Happening happening : new Happening[] {traded("okx", "97110.2", Side.BUY), quoted("okx", "1", "2")}) {
            assertThat(frame("okx", happening.at(TS_US - 60_000_000))).contains("\"ts\":\"1767322985123\"");
        }
    }

    private static Script script(String venue) {
        return requireNonNull(Scripts.of(venue));
    }

    private static String frame(String venue, Happening happening) {
        Script script = script(venue);
        return new String(script.frame(happening, script.streams(happening).getFirst()), UTF_8);
    }

    private static Listing listing(String venue) {
        return new Listing(venue, Instrument.parse("BTC-USDT"));
    }

    private static Quoted quoted(String venue, String bid, String ask) {
        return new Quoted(
                7,
                listing(venue),
                TS_US,
                99,
                Decimal.parse(bid),
                Decimal.parse("0.20000007"),
                Decimal.parse(ask),
                Decimal.parse("0.40000000"));
    }

    private static Traded traded(String venue, String price, Side side) {
        return new Traded(
                8, listing(venue), TS_US, 971_101, 99, side, Decimal.parse(price), Decimal.parse("0.10000008"));
    }

    private static Summed summed(String venue, String bid, String ask, String open, String high, String low) {
        Day day = new Day(
                Decimal.parse(open),
                Decimal.parse(high),
                Decimal.parse(low),
                Decimal.parse("10.00000009"),
                Decimal.parse("970000.00"),
                971_000,
                102);
        return new Summed(9, listing(venue), TS_US, day, quoted(venue, bid, ask), traded(venue, ask, Side.BUY));
    }
}
