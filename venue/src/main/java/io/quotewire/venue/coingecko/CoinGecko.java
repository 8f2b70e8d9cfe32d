package io.quotewire.venue.coingecko;

import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.access.Access;
import io.quotewire.venue.access.ApiKey;
import io.quotewire.venue.coingecko.CoinPrices.Coin;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.pace.Backoff;
import io.quotewire.venue.poll.Errand;
import io.quotewire.venue.poll.PollWiring;
import io.quotewire.venue.poll.Poller;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All coins in one call, over and over, as far apart as the rest of the month's budget asks for.
 *
 * <p><b>Threads:</b> as {@link Errand} says.
 */
public final class CoinGecko implements Errand<CoinPrices> {
    /** The name of the source. */
    public static final String NAME = "coingecko";

    /** Its own address. */
    public static final URI URL = URI.create("https://api.coingecko.com");

    /** Where a key belongs that a "Demo" plan gives; docs.coingecko.com, "Authentication (Demo)". */
    private static final Map<String, String> KEY_HEADER = Map.of("x-cg-demo-api-key", "{key}");

    /** So that the address of a call stays below 8 KiB. */
    static final int MOST_COINS = 250;

    private static final String DOLLAR = "USD";
    private static final long JITTER_US = 2_000_000;
    private static final long LONGEST_US = 3_600_000_000L;

    private final Map<Listing, String> ids;
    private final long periodUs;
    private final Ledger ledger;
    private final RandomGenerator random;
    private final RestCall call;

    private CoinGecko(Map<Listing, String> ids, Duration period, Ledger ledger, long seed) {
        this.ids = ids;
        this.periodUs = period.toNanos() / 1_000;
        this.ledger = ledger;
        this.random = new SplittableRandom(seed);
        this.call = new RestCall(
                "/api/v3/simple/price?ids=" + String.join(",", ids.values())
                        + "&vs_currencies=usd&include_market_cap=true&include_24hr_vol=true"
                        + "&include_24hr_change=true&include_last_updated_at=true&precision=full",
                1);
    }

    /**
     * A source that asks nothing yet; null where it knows none of the coins.
     *
     * @param instruments whose bases are asked for, the first 250 of them
     * @param known ids by code
     * @param period between two calls, where the budget allows so many
     * @throws IllegalArgumentException naming the trust store, if it cannot be read
     */
    public static @Nullable Poller<?> of(
            Collection<Instrument> instruments,
            Map<String, String> known,
            Duration period,
            Access access,
            PollWiring wiring) {
        Map<Listing, String> ids = new LinkedHashMap<>();
        for (Instrument instrument : instruments) {
            String id = known.get(instrument.base());
            if (id != null && ids.size() < MOST_COINS) {
                ids.put(new Listing(NAME, new Instrument(instrument.base(), DOLLAR)), id);
            }
        }
        return ids.isEmpty()
                ? null
                : new Poller<>(new CoinGecko(ids, period, wiring.ledger(), wiring.seed()), access, wiring);
    }

    /** The same access with the header that bears the key. */
    public static Access withKey(Access access, ApiKey key) {
        return access.with(key, KEY_HEADER);
    }

    @Override
    public String source() {
        return NAME;
    }

    @Override
    public RestCall call(long nowUs) {
        return call;
    }

    @Override
    public CoinPrices read(byte[] body) {
        return CoinPriceReader.read(body, ids.values());
    }

    @Override
    public Told tell(CoinPrices prices, boolean simulated, long recvUs) {
        List<MarketEvent> events = new ArrayList<>();
        ids.forEach((listing, id) -> {
            Coin coin = prices.coins().get(id);
            if (coin != null) {
                events.add(new MarketEvent.Ticker(listing, coin.tsUs(), recvUs, simulated, figures(coin)));
            }
        });
        return new Told(events, prices.refused(), recvUs + evenUs(recvUs) + random.nextLong(JITTER_US + 1));
    }

    private static Decimals figures(Coin coin) {
        @Nullable Decimal[] row = new Decimal[Figure.ALL_COLUMNS];
        row[Figure.LAST.column()] = coin.price();
        row[Figure.QUOTE_VOLUME.column()] = coin.volume();
        row[Figure.MARKET_CAP.column()] = coin.marketCap();
        return Decimals.of(row);
    }

    private long evenUs(long nowUs) {
        return Math.max(periodUs, ledger.evenCallsUs(nowUs));
    }

    /** A call that fails counts as any other: so the pace of those that do not is the least patience. */
    @Override
    public long againUs(int failures, long nowUs) {
        long evenUs = evenUs(nowUs);
        return nowUs + Backoff.delayUs(random, evenUs, Math.max(evenUs, LONGEST_US), failures);
    }

    @Override
    public List<ListingInfo> listings() {
        return ids.entrySet().stream()
                .map(entry -> new ListingInfo(entry.getKey(), entry.getValue(), null, null, true, true))
                .toList();
    }
}
