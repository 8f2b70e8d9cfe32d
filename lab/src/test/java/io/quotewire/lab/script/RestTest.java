package io.quotewire.lab.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class RestTest {
    private static final long START_US = 1_767_323_045_000_000L;
    private static final Instrument BTC = Instrument.parse("BTC-USDT");

    private static final List<String> VENUES =
            Scripts.ALL.stream().map(script -> script.stage().profile().venue()).toList();

    private final SimulatedMarket market =
            SimulatedMarket.open(VENUES, List.of(BTC, Instrument.parse("ETH-USDT")), 42, 100, START_US);
    private final Floor floor = Floor.of(market);

    @BeforeEach
    void trade() {
        market.advance(START_US + 900_000, happening -> {});
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            okx     | /api/v5/public/time                                  | 1
            okx     | /api/v5/public/instruments?instType=SPOT             | 1
            okx     | /api/v5/market/ticker?instId=BTC-USDT                | 1
            okx     | /api/v5/market/tickers?instType=SPOT                 | 1
            okx     | /api/v5/market/tickers?instType=SWAP                 | 1
            okx     | /api/v5/market/trades?instId=BTC-USDT&limit=5        | 1
            binance | /api/v3/ping                                         | 1
            binance | /api/v3/time                                         | 1
            binance | /api/v3/exchangeInfo                                 | 20
            binance | /api/v3/exchangeInfo?permissions=SPOT&showPermissionSets=false | 20
            binance | /api/v3/ticker/24hr                                  | 80
            binance | /api/v3/ticker/24hr?symbol=BTCUSDT                   | 2
            binance | /api/v3/ticker/24hr?symbols=%5B%22BTCUSDT%22,%22ETHUSDT%22%5D | 2
            binance | /api/v3/ticker/bookTicker                            | 4
            binance | /api/v3/ticker/bookTicker?symbol=BTCUSDT             | 2
            binance | /api/v3/trades?symbol=BTCUSDT                        | 25
            binance | /api/v3/historicalTrades?symbol=BTCUSDT&fromId=5&limit=3 | 25
            binance | /api/v3/depth?symbol=BTCUSDT                         | 5
            binance | /api/v3/depth?symbol=BTCUSDT&limit=500               | 25
            binance | /api/v3/depth?symbol=BTCUSDT&limit=1000              | 50
            binance | /api/v3/depth?symbol=BTCUSDT&limit=5000              | 250
            okx     | /api/v5/market/books?instId=BTC-USDT&sz=400          | 1
            okx     | /api/v5/market/history-trades?instId=BTC-USDT&type=1&after=5 | 1
            okx     | /api/v5/market/history-candles?instId=BTC-USDT&bar=1s&limit=300 | 1
            binance | /api/v3/klines?symbol=BTCUSDT&interval=1s            | 2
            bybit   | /v5/market/kline?category=spot&symbol=BTCUSDT&interval=1 | 1
            kraken  | /0/public/OHLC?pair=XBTUSDT&interval=1&since=5       | 1
            coinbase | /products/BTC-USDT/candles?granularity=60           | 1
            coinbase-advanced | /api/v3/brokerage/market/products/BTC-USDT/candles?granularity=ONE_MINUTE | 1
            gate    | /api/v4/spot/candlesticks?currency_pair=BTC_USDT&interval=1m | 1
            kraken  | /0/public/Time                                       | 1
            kraken  | /0/public/AssetPairs                                 | 1
            kraken  | /0/public/Depth?pair=XBTUSDT&count=100               | 1
            kraken  | /0/public/Trades?pair=XBTUSDT&since=1767323045000000000 | 1
            coinbase | /time                                               | 1
            coinbase | /products                                           | 1
            coinbase | /products/BTC-USDT/book?level=2                     | 1
            coinbase | /products/BTC-USDT/trades?limit=5                   | 1
            coinbase-advanced | /api/v3/brokerage/time                     | 1
            coinbase-advanced | /api/v3/brokerage/market/products          | 1
            coinbase-advanced | /api/v3/brokerage/market/product_book?product_id=BTC-USDT | 1
            coinbase-advanced | /api/v3/brokerage/market/products/BTC-USDT/ticker?limit=5 | 1
            bybit   | /v5/market/time                                      | 1
            bybit   | /v5/market/instruments-info?category=spot            | 1
            bybit   | /v5/market/orderbook?category=spot&symbol=BTCUSDT&limit=200 | 1
            bybit   | /v5/market/recent-trade?category=spot&symbol=BTCUSDT | 1
            gate    | /api/v4/spot/time                                    | 1
            gate    | /api/v4/spot/currency_pairs                          | 1
            gate    | /api/v4/spot/order_book?currency_pair=BTC_USDT&limit=100&with_id=true | 1
            gate    | /api/v4/spot/trades?currency_pair=BTC_USDT           | 1
            """)
    void request_known_isAnsweredInJsonWithItsWeight(String venue, String uri, int weight) {
        Answer answer = answer(venue, uri);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.weight()).isEqualTo(weight);
        assertWhole(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            okx     | /api/v5/market/ticker?instId=FOO-USDT        | 200 | "code":"51001"
            okx     | /api/v5/market/trades?instId=BTCUSDT         | 200 | "code":"51001"
            okx     | /api/v5/public/instruments?instType=SPOT&instId=FOO-USDT | 200 | "code":"51001"
            okx     | /api/v5/market/trades                        | 400 | "code":"50014"
            okx     | /api/v5/public/instruments                   | 400 | "code":"50014"
            okx     | /api/v5/market/tickers?instType=             | 400 | "code":"50014"
            binance | /api/v3/ticker/24hr?symbol=FOOUSDT           | 400 | "code":-1121
            binance | /api/v3/ticker/24hr?symbols=["BTCUSDT","X"]  | 400 | "code":-1121
            binance | /api/v3/exchangeInfo?symbol=BTC-USDT         | 400 | "code":-1121
            binance | /api/v3/ticker/bookTicker?symbol=%zz         | 400 | "code":-1121
            binance | /api/v3/trades?symbol=btcusdt                | 400 | "code":-1121
            binance | /api/v3/trades                               | 400 | "code":-1102
            binance | /api/v3/depth?symbol=FOOUSDT                 | 400 | "code":-1121
            okx     | /api/v5/market/books?instId=FOO-USDT         | 200 | "code":"51001"
            kraken  | /0/public/Depth?pair=FOOUSDT                 | 200 | "error":["EQuery:Unknown asset pair"]
            kraken  | /0/public/Trades                             | 200 | "error":["EQuery:Unknown asset pair"]
            coinbase | /products/FOO-USDT/book?level=2             | 404 | "message":"NotFound"
            coinbase-advanced | /api/v3/brokerage/market/product_book?product_id=FOO | 404 | "error":"NOT_FOUND"
            bybit   | /v5/market/orderbook?category=spot&symbol=FOOUSDT | 200 | "retCode":10001
            bybit   | /v5/market/recent-trade?category=linear&symbol=BTCUSDT | 200 | "retCode":10001
            gate    | /api/v4/spot/order_book?currency_pair=FOO_USDT | 400 | "label":"INVALID_CURRENCY_PAIR"
            gate    | /api/v4/spot/trades                          | 400 | "label":"MISSING_REQUIRED_PARAM"
            """)
    void request_thatCannotBeMet_isRefusedInTheVenuesWay(String venue, String uri, int status, String code) {
        Answer answer = answer(venue, uri);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).contains(code);
        assertWhole(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "/api/v5/account/balance", "/api/v3/order", "/api/v3/ping/", "?symbol=BTCUSDT"})
    void request_elsewhere_isNotServed(String uri) {
        for (Script script : Scripts.ALL) {
            assertThat(script.answer(uri, floor, START_US)).isNull();
        }
    }

    @Test
    void time_isTheVenuesInMilliseconds() {
        assertThat(text(answer("okx", "/api/v5/public/time"))).isEqualTo("""
                {"code":"0","msg":"","data":[{"ts":"1767323046000"}]}""");
        assertThat(text(answer("binance", "/api/v3/time"))).isEqualTo("{\"serverTime\":1767323046000}");
    }

    @Test
    void trades_areTheLatest() {
        Traded okx = latest("okx", Traded.class);
        assertThat(text(answer("okx", "/api/v5/market/trades?instId=BTC-USDT")))
                .contains("\"tradeId\":\"" + okx.number() + "\"", "\"px\":\"" + okx.price() + "\"");
        Traded binance = latest("binance", Traded.class);
        assertThat(text(answer("binance", "/api/v3/trades?symbol=BTCUSDT")))
                .contains("{\"id\":" + binance.number() + ",\"price\":\"" + binance.price() + "\",\"qty\":\"");
    }

    @Test
    void bookTicker_ofOneSymbol_isItsLatestQuote() {
        Quoted quoted = latest("binance", Quoted.class);

        assertThat(text(answer("binance", "/api/v3/ticker/bookTicker?symbol=BTCUSDT")))
                .isEqualTo("""
                        {"symbol":"BTCUSDT","bidPrice":"%s","bidQty":"%s","askPrice":"%s","askQty":"%s"}""".formatted(quoted.bid(), quoted.bidSize(), quoted.ask(), quoted.askSize()));
    }

    @Test
    void answers_ofOneVenue_sayNothingOfTheOther() {
        assertThat(text(answer("okx", "/api/v5/market/tickers?instType=SPOT")))
                .containsOnlyOnce("\"instId\":\"BTC-USDT\"")
                .containsOnlyOnce("\"instId\":\"ETH-USDT\"");
        assertThat(text(answer("binance", "/api/v3/ticker/24hr"))).containsOnlyOnce("\"symbol\":\"BTCUSDT\"");
    }

    @Test
    void answers_beforeTheStart_areEmpty() {
        SimulatedMarket unborn = SimulatedMarket.open(List.of("okx", "binance"), List.of(), 1, 100, START_US);
        for (String venue : List.of("okx", "binance")) {
            Script script = requireNonNull(Scripts.of(venue));
            boolean okx = venue.equals("okx");
            String uri = okx ? "/api/v5/market/tickers?instType=SPOT" : "/api/v3/ticker/24hr";
            assertThat(text(requireNonNull(script.answer(uri, Floor.of(unborn), START_US))))
                    .contains("[]");
        }
    }

    private Answer answer(String venue, String uri) {
        return requireNonNull(requireNonNull(Scripts.of(venue)).answer(uri, floor, START_US + 1_000_000));
    }

    private <T> T latest(String venue, Class<T> kind) {
        return market.latest(new Listing(venue, BTC)).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    private static void assertWhole(Answer answer) {
        int values = 0;
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), answer.body())) {
            while (json.nextToken() != null) {
                values++;
            }
        }
        assertThat(values).isGreaterThan(1);
    }
}
