package io.quotewire.lab.provider;

import io.quotewire.lab.script.Rate;
import io.quotewire.model.Decimal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * CoinGecko's {@code /simple/price}, by the simulated market's prices as of the last whole minute; a coin that is not traded
 * there is left out.
 */
final class CoinGeckoScript implements ProviderScript {
    private static final String PATH = "/api/v3/simple/price?ids=";
    private static final long MINUTE_S = 60;

    /** Code and id, in turn. */
    private static final String[] IDS = """
            BTC bitcoin ETH ethereum XRP ripple SOL solana BNB binancecoin DOGE dogecoin ADA cardano
            TRX tron LTC litecoin BCH bitcoin-cash LINK chainlink DOT polkadot AVAX avalanche-2 UNI uniswap
            AAVE aave ATOM cosmos NEAR near XLM stellar HBAR hedera-hashgraph ETC ethereum-classic
            FIL filecoin USDC usd-coin COMP compound-governance-token YFI yearn-finance
            BAT basic-attention-token ZRX 0x UMA uma SNX havven DASH dash""".split("\\s+", -1);

    private static final BigDecimal COINS = new BigDecimal("19750000");
    private static final BigDecimal TRADED = new BigDecimal("284500.5");

    private final Function<String, @Nullable Decimal> prices;
    private final Map<String, String> codes = new LinkedHashMap<>();

    /** @param prices what a unit of a coin costs in dollars, by code; null where nobody trades it */
    CoinGeckoScript(Function<String, @Nullable Decimal> prices) {
        this.prices = prices;
        for (int i = 0; i < IDS.length; i += 2) {
            codes.put(IDS[i + 1], IDS[i]);
        }
    }

    @Override
    public String name() {
        return "coingecko";
    }

    @Override
    public List<Rate> limits() {
        return List.of(new Rate(30, Duration.ofMinutes(1)), new Rate(10_000, Duration.ofDays(31)));
    }

    @Override
    public @Nullable String answer(String uri, long asOfUs, boolean zero) {
        if (!uri.startsWith(PATH)) {
            return null;
        }
        long nowS = asOfUs / 1_000_000;
        List<String> coins = new ArrayList<>();
        for (String id : uri.substring(PATH.length()).replaceFirst("&.*", "").split(",", -1)) {
            String code = codes.get(id);
            Decimal price = code == null ? null : prices.apply(code);
            if (price != null) {
                coins.add(coin(id, zero ? BigDecimal.ZERO : price.toBigDecimal(), nowS - nowS % MINUTE_S));
            }
        }
        return "{" + String.join(",", coins) + "}";
    }

    private static String coin(String id, BigDecimal price, long atS) {
        return "\"%s\":{\"usd\":%s,\"usd_market_cap\":%s,\"usd_24h_vol\":%s,\"usd_24h_change\":1.25,\"last_updated_at\":%d}"
                .formatted(
                        id,
                        price.toPlainString(),
                        price.multiply(COINS).toPlainString(),
                        price.multiply(TRADED).toPlainString(),
                        atS);
    }

    @Override
    public String tooMany() {
        return "{\"status\":{\"error_code\":429,\"error_message\":\"You have asked too often.\"}}";
    }
}
