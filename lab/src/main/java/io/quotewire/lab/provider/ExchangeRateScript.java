package io.quotewire.lab.provider;

import io.quotewire.lab.script.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ExchangeRate-API in its three forms, of the dollar only; new rates each midnight.
 *
 * @param path that it answers to; one with a key takes any
 * @param form the answer with {@code %1$d} for the time of the rates, {@code %2$d} for that of the next, {@code %3$s} for the
 *     rates
 */
record ExchangeRateScript(String name, Pattern path, String form) implements ProviderScript {
    static final ExchangeRateScript OPEN =
            new ExchangeRateScript("exchangerate-open", Pattern.compile("/v6/latest/USD"), """
                    {"result":"success","provider":"https://www.exchangerate-api.com","time_last_update_unix":%1$d,\
                    "time_next_update_unix":%2$d,"time_eol_unix":0,"base_code":"USD","rates":{"USD":1,%3$s}}""");
    static final ExchangeRateScript FOUR =
            new ExchangeRateScript("exchangerate-v4", Pattern.compile("/v4/latest/USD"), """
                    {"provider":"https://www.exchangerate-api.com","base":"USD","time_last_updated":%1$d,\
                    "rates":{"USD":1,%3$s}}""");
    static final ExchangeRateScript KEYED =
            new ExchangeRateScript("exchangerate-v6", Pattern.compile("/v6/[A-Za-z0-9_.-]+/latest/USD"), """
                    {"result":"success","time_last_update_unix":%1$d,"time_next_update_unix":%2$d,"base_code":"USD",\
                    "conversion_rates":{"USD":1,%3$s}}""");

    private static final long DAY_S = 86_400;

    @Override
    public List<Rate> limits() {
        return List.of(new Rate(4, Duration.ofHours(1)));
    }

    @Override
    public @Nullable String answer(String uri, long asOfUs, boolean zero) {
        if (!path.matcher(uri).matches()) {
            return null;
        }
        long nowS = asOfUs / 1_000_000;
        long midnightS = nowS - nowS % DAY_S;
        String rates =
                Money.json(Instant.ofEpochSecond(nowS).atZone(ZoneOffset.UTC).toLocalDate(), zero);
        return form.formatted(midnightS, midnightS + DAY_S, rates);
    }

    @Override
    public String tooMany() {
        return "{\"result\":\"error\",\"error-type\":\"rate-limited\"}";
    }
}
