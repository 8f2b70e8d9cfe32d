package io.quotewire.venue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What venues say, for tests of the feed. */
final class VenueTexts {
    static final String OKX_LIST = "{\"code\":\"0\",\"data\":["
            + Stream.of("BTC", "ETH", "SOL")
                    .map(base ->
                            "{\"instType\":\"SPOT\",\"instId\":\"#-USDT\",\"baseCcy\":\"#\",\"quoteCcy\":\"USDT\",\"tickSz\":\"0.1\",\"lotSz\":\"0.01\",\"state\":\"live\"}"
                                    .replace("#", base))
                    .reduce((one, other) -> one + "," + other)
                    .orElseThrow()
            + "]}";

    private VenueTexts() {}

    /** A list of so many pairs, {@code C0-USDT} and on. */
    static String binanceList(int pairs) {
        String symbol = "{\"symbol\":\"#USDT\",\"status\":\"TRADING\",\"baseAsset\":\"#\",\"quoteAsset\":\"USDT\","
                + "\"isSpotTradingAllowed\":true,\"filters\":[]}";
        return IntStream.range(0, pairs)
                .mapToObj(i -> symbol.replace("#", "C" + i))
                .collect(Collectors.joining(",", "{\"symbols\":[", "]}"));
    }

    static String acknowledgement(String channel, String symbol) {
        return "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"%s\",\"instId\":\"%s\"}}".formatted(channel, symbol);
    }

    static String quote(String symbol, String bid) {
        return "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"%s\"},\"data\":[{\"bids\":[[\"%s\",\"1\"]],\"asks\":[],\"ts\":\"1767323045000\"}]}"
                .formatted(symbol, bid);
    }

    static String trade(String symbol, long number, long second) {
        return "{\"arg\":{\"channel\":\"trades\",\"instId\":\"%s\"},\"data\":[{\"instId\":\"%s\",\"tradeId\":\"%d\",\"px\":\"1\",\"sz\":\"1\",\"side\":\"buy\",\"ts\":\"176732304%d000\"}]}"
                .formatted(symbol, symbol, number, second);
    }
}
