package io.quotewire.app.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway told of one topic's trades, by their numbers, in each of its lives.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class TradeLedger {
    private static final String TRADES = "/v1/trades/okx/BTC-USDT?limit=1000";
    private static final Pattern ROW =
            Pattern.compile("\\{[^{}]*\"epoch\":\"([a-z0-9]+)\",\"seq\":(\\d+),\"id\"[^{}]*}");
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    private final Map<String, NavigableMap<Long, String>> lives = new TreeMap<>();

    /** Asks for the newest until there is no answer. */
    void readUntilItDies(ServeProcess gateway) {
        boolean alive = true;
        while (alive) {
            try {
                ROW.matcher(page(gateway, TRADES)).results().forEach(this::told);
            } catch (IOException _) {
                alive = false;
            }
        }
    }

    private void told(MatchResult row) {
        lives.computeIfAbsent(row.group(1), _ -> new TreeMap<>()).put(Long.parseLong(row.group(2)), row.group());
    }

    /** How many lives told any. */
    int lives() {
        return lives.size();
    }

    /**
     * Of each life that is over there is all up to some number, as it was told. What is beyond need not be there, and is forgotten.
     *
     * @return how many trades were told and are not there
     */
    long check(ServeProcess gateway) throws IOException {
        long lost = 0;
        for (Map.Entry<String, NavigableMap<Long, String>> life : lives.entrySet()) {
            NavigableMap<Long, String> kept = kept(gateway, life.getKey());
            long last = kept.isEmpty() ? 0 : kept.lastKey();
            assertThat(kept)
                    .as("life %s", life.getKey())
                    .containsAllEntriesOf(life.getValue().headMap(last, true));
            NavigableMap<Long, String> beyond = life.getValue().tailMap(last, false);
            lost += beyond.size();
            beyond.clear();
        }
        return lost;
    }

    private static NavigableMap<Long, String> kept(ServeProcess gateway, String epoch) throws IOException {
        NavigableMap<Long, String> kept = new TreeMap<>();
        @Nullable String cursor = "";
        while (cursor != null) {
            String page = page(gateway, TRADES + "&epoch=" + epoch + "&from_seq=1" + cursor);
            ROW.matcher(page).results().forEach(row -> kept.put(Long.parseLong(row.group(2)), row.group()));
            Matcher next = NEXT.matcher(page);
            cursor = next.find() ? "&cursor=" + next.group(1) : null;
        }
        return kept;
    }

    private static String page(ServeProcess gateway, String path) throws IOException {
        return gateway.send(HttpRequest.newBuilder(), path).body();
    }
}
