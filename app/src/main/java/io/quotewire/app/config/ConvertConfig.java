package io.quotewire.app.config;

import io.quotewire.model.Check;
import io.quotewire.model.Instrument;
import io.quotewire.model.Routes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prices in currencies that no venue trades.
 *
 * @param quotes what all configured instruments are converted to from the start; others on first demand
 * @param via quotes that a price may be converted from, the preferred one first
 * @param legs pairs whose price on best conversions go by; they flow wherever they are listed
 * @param currencies fiat money whose rate of the dollar is told and used
 */
public record ConvertConfig(List<String> quotes, List<String> via, List<Instrument> legs, List<String> currencies) {
    private static final String DOLLAR = "USD";
    private static final int MOST_QUOTES = 20;
    private static final int MOST_LEGS = 16;
    private static final int MOST_CURRENCIES = 200;

    public static final ConvertConfig DEFAULT = new ConvertConfig(
            List.of(),
            List.of("USDT", DOLLAR, "USDC"),
            List.of(Instrument.parse("USDT-USD"), Instrument.parse("USDC-USD")),
            List.of(
                    "CAD", "EUR", "GBP", "JPY", "CHF", "AUD", "NZD", "CNY", "HKD", "SGD", "INR", "KRW", "BRL", "MXN",
                    "ZAR", "TRY", "PLN", "SEK", "NOK", "DKK"));

    public ConvertConfig {
        quotes = codes("quotes", quotes, MOST_QUOTES);
        via = codes("via", via, MOST_QUOTES);
        currencies = codes("currencies", currencies, MOST_CURRENCIES);
        legs = List.copyOf(legs);
        Check.range("legs (pairs)", legs.size(), 0, MOST_LEGS);
    }

    private static List<String> codes(String key, List<String> codes, int most) {
        Check.range(key + " (codes)", codes.size(), 0, most);
        for (String code : codes) {
            if (!Instrument.isCode(code)) {
                throw new IllegalArgumentException(key + " must have codes such as CAD, has " + code);
            }
        }
        return List.copyOf(codes);
    }

    /** The ways of all conversions, over rates where there are any. */
    public Routes routes(boolean rated) {
        Set<Instrument> rates = rated
                ? currencies.stream()
                        .filter(code -> !code.equals(DOLLAR))
                        .map(code -> new Instrument(DOLLAR, code))
                        .collect(Collectors.toSet())
                : Set.of();
        return new Routes(via, legs, rates);
    }

    /** What is expected of a venue: the instruments, and behind them the legs that are not among them. */
    public List<Instrument> with(List<Instrument> instruments) {
        Set<Instrument> all = new LinkedHashSet<>(instruments);
        all.addAll(legs);
        return List.copyOf(all);
    }
}
