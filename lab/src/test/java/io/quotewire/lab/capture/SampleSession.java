package io.quotewire.lab.capture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Writes the sample that ships with the project, {@code samples/okx-binance-btc.tsv}: twenty seconds of OKX and Binance with
 * two instruments, every frame in the venue's documented shape, every price made up by a seeded random walk.
 *
 * <p>To change it: change this class, run {@code mvn -pl lab -am test -Dtest=SampleTest -Dgolden.update=true
 * -Dsurefire.failIfNoSpecifiedTests=false}, read the difference, commit both. The frames' templates are written by hand from
 * the venues' public documentation; see the links at {@code OkxStage} and {@code BinanceStage}.
 */
final class SampleSession {
    private static final long SEED = 20_260_102;
    /** 2026-01-02 03:04:05 UTC. */
    private static final long START_NS = 1_767_323_045_000_000_000L;

    private static final int FRAMES = 290;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<String> lines = new ArrayList<>();
    private long nowNs = START_NS;

    static List<String> lines() {
        SampleSession session = new SampleSession();
        session.head();
        session.play();
        return session.lines;
    }

    private void head() {
        lines.add(
                "# Twenty seconds of OKX and Binance, BTC-USDT and ETH-USDT, for trying Quotewire without an exchange.");
        lines.add(
                "# Prices, sizes and ids are MADE UP; the shapes are the venues' documented ones. Written by SampleSession.");
        lines.add("# Fields: recv_ns, connection, direction (= opened, > sent, < received), payload.");
        line("http", '>', "GET /api/v5/public/instruments?instType=SPOT");
        line("http", '<', """
                {"code":"0","msg":"","data":[%s,%s]}""".formatted(
                        okxInstrument("BTC", "0.1", "0.00000001", "0.00001"),
                        okxInstrument("ETH", "0.01", "0.000001", "0.0001")));
        line("http", '>', "GET /api/v3/exchangeInfo");
        line("http", '<', """
                {"timezone":"UTC","serverTime":%d,"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE",\
                "intervalNum":1,"limit":6000}],"exchangeFilters":[],"symbols":[%s,%s]}""".formatted(
                        nowMs(), binanceSymbol("BTC", "0.00001000"), binanceSymbol("ETH", "0.00010000")));
        line("okx", '=', "wss://ws.okx.com:8443/ws/v5/public");
        line("binance", '=', "wss://stream.binance.com:9443/stream");
    }

    private static String okxInstrument(String base, String tick, String lot, String least) {
        return """
                {"alias":"","auctionEndTime":"","baseCcy":"%1$s","category":"1","ctMult":"","ctType":"","ctVal":"",\
                "ctValCcy":"","expTime":"","instFamily":"","instId":"%1$s-USDT","instType":"SPOT","lever":"10",\
                "listTime":"1548133413000","lotSz":"%3$s","maxIcebergSz":"9999999999","maxLmtAmt":"20000000",\
                "maxLmtSz":"9999999999","maxMktAmt":"1000000","maxMktSz":"1000000","maxStopSz":"1000000",\
                "maxTriggerSz":"9999999999","maxTwapSz":"9999999999","minSz":"%4$s","optType":"","quoteCcy":"USDT",\
                "ruleType":"normal","settleCcy":"","state":"live","stk":"","tickSz":"%2$s","uly":""}""".formatted(base, tick, lot, least);
    }

    private static String binanceSymbol(String base, String step) {
        return """
                {"symbol":"%1$sUSDT","status":"TRADING","baseAsset":"%1$s","baseAssetPrecision":8,"quoteAsset":"USDT",\
                "quotePrecision":8,"quoteAssetPrecision":8,"baseCommissionPrecision":8,"quoteCommissionPrecision":8,\
                "orderTypes":["LIMIT","LIMIT_MAKER","MARKET"],"icebergAllowed":true,"ocoAllowed":true,"otoAllowed":true,\
                "quoteOrderQtyMarketAllowed":true,"allowTrailingStop":true,"cancelReplaceAllowed":true,\
                "isSpotTradingAllowed":true,"isMarginTradingAllowed":true,"filters":[{"filterType":"PRICE_FILTER",\
                "minPrice":"0.01000000","maxPrice":"1000000.00000000","tickSize":"0.01000000"},{"filterType":"LOT_SIZE",\
                "minQty":"%2$s","maxQty":"9000.00000000","stepSize":"%2$s"},{"filterType":"NOTIONAL",\
                "minNotional":"5.00000000","applyMinToMarket":true,"maxNotional":"9000000.00000000",\
                "applyMaxToMarket":false,"avgPriceMins":5}],"permissions":[],"permissionSets":[["SPOT","MARGIN"]],\
                "defaultSelfTradePreventionMode":"EXPIRE_MAKER","allowedSelfTradePreventionModes":["EXPIRE_MAKER"]}""".formatted(base, step);
    }

    private void play() {
        List<Market> markets = List.of(
                new OkxMarket("BTC-USDT", 971_101, 1, 4_000_000), new OkxMarket("ETH-USDT", 364_210, 2, 60_000_000),
                new BinanceMarket("BTCUSDT", 9_711_020, 5, 7_000_000),
                        new BinanceMarket("ETHUSDT", 364_220, 4, 90_000_000));
        subscribe();
        markets.forEach(market -> receive(market, Market::ticker));
        markets.forEach(market -> receive(market, Market::quote));
        for (int i = 0; i < FRAMES; i++) {
            Market market = markets.get(random.nextInt(markets.size()));
            int dice = random.nextInt(100);
            if (dice < 40) {
                market.move();
                receive(market, Market::quote);
            } else {
                receive(market, dice < 80 ? Market::trade : Market::ticker);
            }
            if (i == FRAMES / 2) {
                line("okx", '>', "ping");
                pass(3);
                line("okx", '<', "pong");
            }
        }
    }

    private void subscribe() {
        List<String> args = new ArrayList<>();
        for (String channel : List.of("tickers", "bbo-tbt", "trades")) {
            for (String pair : List.of("BTC-USDT", "ETH-USDT")) {
                args.add("{\"channel\":\"" + channel + "\",\"instId\":\"" + pair + "\"}");
            }
        }
        line("okx", '>', "{\"op\":\"subscribe\",\"args\":[" + String.join(",", args) + "]}");
        pass(40);
        for (String arg : args) {
            line("okx", '<', "{\"event\":\"subscribe\",\"arg\":" + arg + ",\"connId\":\"5f0c21ab\"}");
        }
        line("binance", '>', """
                {"method":"SUBSCRIBE","params":["btcusdt@ticker","btcusdt@bookTicker","btcusdt@trade",\
                "ethusdt@ticker","ethusdt@bookTicker","ethusdt@trade"],"id":1}""");
        pass(35);
        line("binance", '<', "{\"result\":null,\"id\":1}");
    }

    private void receive(Market market, Function<Market, String> frame) {
        pass(random.nextInt(15, 115));
        line(market.connection(), '<', frame.apply(market));
    }

    private void line(String connection, char direction, String payload) {
        lines.add(nowNs + "\t" + connection + "\t" + direction + "\t" + payload);
    }

    /** Some more than {@code ms}, as receive times are never round. */
    private void pass(long ms) {
        nowNs += ms * 1_000_000 + random.nextInt(1_000_000);
    }

    /** When the venue sent what arrives now. */
    private long nowMs() {
        return nowNs / 1_000_000 - 4;
    }

    /** A market whose prices are counted in ticks and sizes in lots. */
    private abstract class Market {
        final String symbol;
        final int priceScale;
        final int sizeScale;
        final long open;
        long bid;
        long ask;
        long bidSize;
        long askSize;
        long last;
        long lastSize;
        long high;
        long low;
        long volume;
        long tradeId;
        long bookId;

        Market(String symbol, long bid, int priceScale, int sizeScale, long firstId) {
            this.symbol = symbol;
            this.priceScale = priceScale;
            this.sizeScale = sizeScale;
            this.bid = bid;
            this.ask = bid + 1;
            this.last = bid;
            this.open = bid - bid / 80;
            this.high = bid + bid / 200;
            this.low = open - bid / 150;
            this.tradeId = firstId;
            this.bookId = firstId * 12;
            this.volume = 8_123L * pow(sizeScale);
            this.lastSize = pow(sizeScale) / 50;
            resize();
        }

        abstract String connection();

        abstract String ticker();

        abstract String quote();

        /** One trade, at the ask when a buyer came, at the bid when a seller did. */
        abstract String trade();

        final void move() {
            long step = random.nextLong(-6, 7);
            bid += step;
            ask = bid + 1 + random.nextInt(3);
            bookId += random.nextInt(1, 40);
            resize();
        }

        private void resize() {
            bidSize = random.nextLong(1, 4 * pow(sizeScale));
            askSize = random.nextLong(1, 4 * pow(sizeScale));
        }

        final boolean strike() {
            boolean buy = random.nextBoolean();
            last = buy ? ask : bid;
            lastSize = random.nextLong(1, pow(sizeScale) / 2);
            high = Math.max(high, last);
            low = Math.min(low, last);
            volume += lastSize;
            tradeId++;
            return buy;
        }

        final String price(long ticks) {
            return BigDecimal.valueOf(ticks, priceScale).toPlainString();
        }

        final String size(long lots) {
            return BigDecimal.valueOf(lots, sizeScale).stripTrailingZeros().toPlainString();
        }

        private static long pow(int scale) {
            return BigDecimal.TEN.pow(scale).longValueExact();
        }
    }

    private final class OkxMarket extends Market {
        OkxMarket(String symbol, long bid, int priceScale, long firstId) {
            super(symbol, bid, priceScale, 5, firstId);
        }

        @Override
        String connection() {
            return "okx";
        }

        @Override
        String ticker() {
            String turnover = BigDecimal.valueOf(volume, sizeScale)
                    .multiply(BigDecimal.valueOf((high + low) / 2, priceScale))
                    .setScale(2, RoundingMode.HALF_UP)
                    .toPlainString();
            return """
                    {"arg":{"channel":"tickers","instId":"%s"},"data":[{"instType":"SPOT","instId":"%1$s","last":"%s",\
                    "lastSz":"%s","askPx":"%s","askSz":"%s","bidPx":"%s","bidSz":"%s","open24h":"%s","high24h":"%s",\
                    "low24h":"%s","volCcy24h":"%s","vol24h":"%s","ts":"%d","sodUtc0":"%8$s","sodUtc8":"%8$s"}]}""".formatted(
                            symbol,
                            price(last),
                            size(lastSize),
                            price(ask),
                            size(askSize),
                            price(bid),
                            size(bidSize),
                            price(open),
                            price(high),
                            price(low),
                            turnover,
                            size(volume),
                            nowMs());
        }

        @Override
        String quote() {
            return """
                    {"arg":{"channel":"bbo-tbt","instId":"%s"},"data":[{"asks":[["%s","%s","0","%d"]],\
                    "bids":[["%s","%s","0","%d"]],"ts":"%d","seqId":%d}]}""".formatted(
                            symbol,
                            price(ask),
                            size(askSize),
                            random.nextInt(1, 9),
                            price(bid),
                            size(bidSize),
                            random.nextInt(1, 9),
                            nowMs(),
                            bookId);
        }

        @Override
        String trade() {
            boolean buy = strike();
            return """
                    {"arg":{"channel":"trades","instId":"%s"},"data":[{"instId":"%1$s","tradeId":"%d","px":"%s",\
                    "sz":"%s","side":"%s","ts":"%d","count":"1","seqId":%d}]}""".formatted(symbol, tradeId, price(last), size(lastSize), buy ? "buy" : "sell", nowMs(), bookId);
        }
    }

    private final class BinanceMarket extends Market {
        private static final int PRINTED = 8;

        private final long firstTradeId;

        BinanceMarket(String symbol, long bid, int sizeScale, long firstId) {
            super(symbol, bid, 2, sizeScale, firstId);
            this.firstTradeId = firstId - 1_234_567;
        }

        @Override
        String connection() {
            return "binance";
        }

        @Override
        String ticker() {
            BigDecimal from = BigDecimal.valueOf(open, priceScale);
            BigDecimal change = BigDecimal.valueOf(last - open, priceScale);
            BigDecimal mean = BigDecimal.valueOf((high + low) / 2, priceScale);
            long ms = nowMs();
            return """
                    {"stream":"%s@ticker","data":{"e":"24hrTicker","E":%d,"s":"%s","p":"%s","P":"%s","w":"%s","x":"%s",\
                    "c":"%s","Q":"%s","b":"%s","B":"%s","a":"%s","A":"%s","o":"%7$s","h":"%s","l":"%s","v":"%s","q":"%s",\
                    "O":%d,"C":%2$d,"F":%d,"L":%d,"n":%d}}""".formatted(
                            lower(),
                            ms,
                            symbol,
                            change.setScale(PRINTED).toPlainString(),
                            change.movePointRight(2)
                                    .divide(from, 3, RoundingMode.HALF_UP)
                                    .toPlainString(),
                            mean.setScale(PRINTED).toPlainString(),
                            printed(open),
                            printed(last),
                            printedSize(lastSize),
                            printed(bid),
                            printedSize(bidSize),
                            printed(ask),
                            printedSize(askSize),
                            printed(high),
                            printed(low),
                            printedSize(volume),
                            mean.multiply(BigDecimal.valueOf(volume, sizeScale))
                                    .setScale(PRINTED, RoundingMode.HALF_UP)
                                    .toPlainString(),
                            ms - 86_400_000,
                            firstTradeId,
                            tradeId,
                            tradeId - firstTradeId + 1);
        }

        @Override
        String quote() {
            return """
                    {"stream":"%s@bookTicker","data":{"u":%d,"s":"%s","b":"%s","B":"%s","a":"%s","A":"%s"}}""".formatted(
                    lower(), bookId, symbol, printed(bid), printedSize(bidSize), printed(ask), printedSize(askSize));
        }

        @Override
        String trade() {
            boolean buy = strike();
            long ms = nowMs();
            return """
                    {"stream":"%s@trade","data":{"e":"trade","E":%d,"s":"%s","t":%d,"p":"%s","q":"%s","T":%2$d,"m":%b,\
                    "M":true}}""".formatted(lower(), ms, symbol, tradeId, printed(last), printedSize(lastSize), !buy);
        }

        private String lower() {
            return symbol.toLowerCase(Locale.ROOT);
        }

        /** Binance prints eight places whatever the tick. */
        private String printed(long ticks) {
            return BigDecimal.valueOf(ticks, priceScale).setScale(PRINTED).toPlainString();
        }

        private String printedSize(long lots) {
            return BigDecimal.valueOf(lots, sizeScale).setScale(PRINTED).toPlainString();
        }
    }
}
