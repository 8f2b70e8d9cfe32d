package io.quotewire.app.config;

import io.quotewire.model.Check;
import io.quotewire.model.Instrument;
import io.quotewire.venue.access.Access;
import io.quotewire.venue.access.ApiKey;
import io.quotewire.venue.coingecko.CoinGecko;
import io.quotewire.venue.coingecko.CoinIds;
import io.quotewire.venue.limit.LimitRule;
import io.quotewire.venue.limit.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prices of coins over all their markets.
 *
 * @param keyFile holds the key of a plan; null for none
 * @param period between two calls where the month's budget allows so many, 10 s to 1 h
 * @param ids {@code CODE=id} of coins that the table does not have, or has otherwise
 * @param limits in the place of what the table says
 */
public record CoinGeckoConfig(
        boolean enabled, URI url, @Nullable Path keyFile, Duration period, List<String> ids, List<LimitRule> limits) {
    public static final CoinGeckoConfig DEFAULT =
            new CoinGeckoConfig(false, CoinGecko.URL, null, Duration.ofMinutes(1), List.of(), List.of());

    public CoinGeckoConfig {
        ids = List.copyOf(ids);
        limits = List.copyOf(limits);
        Access.to(url);
        Check.range("period (s)", period.toSeconds(), 10, 3_600);
        read(ids);
        Limits.of("").with(limits);
    }

    private static Map<String, String> read(List<String> ids) {
        Map<String, String> byCode = new LinkedHashMap<>();
        for (String text : ids) {
            String[] parts = text.split("=", 2);
            if (parts.length < 2 || !Instrument.isCode(parts[0]) || !CoinIds.isId(parts[1])) {
                throw new IllegalArgumentException("ids must have CODE=id, such as BTC=bitcoin, has " + text);
            }
            byCode.put(parts[0], parts[1]);
        }
        return byCode;
    }

    /** All ids by code. */
    public Map<String, String> known() {
        return CoinIds.with(read(ids));
    }

    /** The same, asked at a simulator, which wants no key and has no plan whose month could end. */
    public CoinGeckoConfig simulatedAt(URI other) {
        List<LimitRule> minute = List.of(LimitRule.parse("requests 25 per 1m"));
        return new CoinGeckoConfig(true, other, null, Duration.ofSeconds(10), ids, minute);
    }

    /** The same, but it is not asked. */
    public CoinGeckoConfig off() {
        return new CoinGeckoConfig(false, url, keyFile, period, ids, limits);
    }

    /**
     * How it is reached.
     *
     * @throws IllegalArgumentException naming the file of the key, if it cannot be read
     */
    public Access access() {
        Access access = Access.to(url);
        return keyFile == null ? access : CoinGecko.withKey(access, ApiKey.read(keyFile));
    }

    /** What we allow ourselves: the table's rules, and in their place those that are set here. */
    public Limits limitsInForce() {
        return Limits.of(CoinGecko.NAME).with(limits);
    }
}
