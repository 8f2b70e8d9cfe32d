package io.quotewire.venue.coingecko;

import io.quotewire.model.Decimal;
import io.quotewire.venue.coingecko.CoinPrices.Coin;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.poll.JsonAnswer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an answer of {@code /simple/price}. */
final class CoinPriceReader {
    private CoinPriceReader() {}

    /**
     * Reads it.
     *
     * @param ids that were asked for; any other is ignored
     * @throws MalformedFrame if it is a refusal, has none of them, or breaks the documented shape
     */
    static CoinPrices read(byte[] body, Collection<String> ids) {
        JsonAnswer answer = JsonAnswer.of(body);
        requireNoRefusal(answer);
        Map<String, Coin> coins = new HashMap<>();
        int refused = 0;
        for (String id : ids) {
            JsonAnswer entry = answer.object(id);
            if (entry == null || entry.names().isEmpty()) {
                continue;
            }
            Coin coin = coin(entry, id);
            if (coin == null) {
                refused++;
            } else {
                coins.put(id, coin);
            }
        }
        if (coins.isEmpty()) {
            throw new MalformedFrame("expected prices of the coins that were asked for, found none");
        }
        return new CoinPrices(coins, refused);
    }

    /** CoinGecko says it with an object {@code status}, whatever the status of HTTP. */
    private static void requireNoRefusal(JsonAnswer answer) {
        JsonAnswer status = answer.object("status");
        String said = status == null ? answer.text("error") : status.text("error_message");
        if (said != null) {
            throw new MalformedFrame("refused: " + said);
        }
    }

    private static @Nullable Coin coin(JsonAnswer entry, String id) {
        if (entry.text("usd") != null) {
            throw new MalformedFrame("expected a number as the price of " + id);
        }
        Decimal price = decimal(entry, "usd");
        return price == null || price.compareTo(Decimal.ZERO) <= 0
                ? null
                : new Coin(
                        price,
                        positive(entry, "usd_market_cap"),
                        positive(entry, "usd_24h_vol"),
                        entry.secondsUs("last_updated_at"));
    }

    /** A market value of zero is how CoinGecko says that it does not know. */
    private static @Nullable Decimal positive(JsonAnswer entry, String name) {
        Decimal value = decimal(entry, name);
        return value == null || value.compareTo(Decimal.ZERO) <= 0 ? null : value;
    }

    private static @Nullable Decimal decimal(JsonAnswer entry, String name) {
        String digits = entry.digits(name);
        try {
            return digits == null ? null : Decimal.parse(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
