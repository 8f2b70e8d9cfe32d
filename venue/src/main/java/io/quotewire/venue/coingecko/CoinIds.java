package io.quotewire.venue.coingecko;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** By which id CoinGecko knows a coin: several coins share a code, so that only a table can tell. */
public final class CoinIds {
    /** The usual coins, by code. */
    public static final Map<String, String> STANDARD = read();

    private static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,100}");

    private CoinIds() {}

    /** Whether it may be an id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The usual ones, and in their place and beside them others. */
    public static Map<String, String> with(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(STANDARD);
        all.putAll(others);
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, String> read() {
        try (InputStream in = Objects.requireNonNull(CoinIds.class.getResourceAsStream("coins.tsv"))) {
            Map<String, String> ids = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .forEach(parts -> ids.put(parts[0], parts[1]));
            return Collections.unmodifiableMap(ids);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the table of coins", e);
        }
    }
}
