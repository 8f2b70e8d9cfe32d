package io.quotewire.lab.provider;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a dollar costs on some day; of no particular year, and a little different each day. */
final class Money {
    private static final Map<String, String> USUAL = table();

    /** A day's rates are within a quarter of a percent of the usual ones. */
    private static final int SPREAD = 2_500;

    private static final int MILLION = 1_000_000;
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_UP);

    private Money() {}

    private static Map<String, String> table() {
        Map<String, String> usual = new LinkedHashMap<>();
        String[] rows = """
                AUD 1.5312 BRL 5.8134 CAD 1.3987 CHF 0.8841 CNY 7.2412 CZK 23.914 DKK 7.0581 EUR 0.9461 GBP 0.7898
                HKD 7.7835 HUF 388.42 IDR 15874 ILS 3.7214 INR 84.43 ISK 138.1 JPY 154.21 KRW 1398.2 MXN 20.313 MYR 4.4672
                NOK 11.041 NZD 1.7092 PHP 58.93 PLN 4.1083 RON 4.7082 SEK 10.983 SGD 1.3421 THB 34.62 TRY 34.51 ZAR 18.09""".split("\\s+", -1);
        for (int i = 0; i < rows.length; i += 2) {
            usual.put(rows[i], rows[i + 1]);
        }
        return usual;
    }

    /** {@code "CAD":1.39874,…} without the dollar itself. */
    static String json(LocalDate day, boolean zero) {
        StringBuilder text = new StringBuilder();
        USUAL.forEach((code, rate) -> text.append(text.isEmpty() ? "" : ",")
                .append('"')
                .append(code)
                .append("\":")
                .append(zero ? "0" : moved(code, rate, day)));
        return text.toString();
    }

    private static String moved(String code, String rate, LocalDate day) {
        int chance = Math.floorMod(code.hashCode() * 31 + Long.hashCode(day.toEpochDay()) * 7_919, 2 * SPREAD + 1);
        BigDecimal factor = BigDecimal.valueOf(MILLION + chance - SPREAD, 6);
        return new BigDecimal(rate).multiply(factor).round(SIX_DIGITS).toPlainString();
    }
}
