package io.quotewire.gateway.dialect;

import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.wire.Change;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Instrument;
import io.quotewire.model.Topic;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream of one pair's price: {@code {"price": 43299.71, "timestamp": 1706452800.755}} as it stands, then each other price
 * there is. While the price is not live nothing is told. What a client sends is not answered.
 */
final class PriceTick implements Dialect {
    private static final String SYMBOL = "symbol";
    private static final String STANDARD = "BTC-USDT";

    /** A time is told in seconds, with so many digits of their fraction at most, and at least one. */
    private static final int MICROS = 6;

    @Override
    public String name() {
        return "price-tick";
    }

    @Override
    public List<Place> places() {
        return List.of(new Stream());
    }

    private static final class Stream implements Place {
        @Override
        public String template() {
            return "/websocket";
        }

        /** One that is spelled wrongly must not become the standard pair. */
        @Override
        public Set<String> parameters() {
            return Set.of(SYMBOL);
        }

        @Override
        public Talk talk(Request request, Outlook outlook) {
            String symbol = request.query().text(SYMBOL);
            return new Follower(topic(symbol == null ? STANDARD : symbol, outlook));
        }

        @Override
        public boolean tell(JsonWriter json, Change change) {
            LastPrice before = LastPrice.of(change.before());
            LastPrice now = LastPrice.of(change.now());
            if (now == null
                    || !now.live()
                    || (before != null && before.live() && before.price().equals(now.price()))) {
                return false;
            }
            json.clear().spaced().openObject().name("price").number(now.price());
            seconds(json.name("timestamp"), now.tsUs());
            json.closeObject();
            return true;
        }
    }

    /** An older client knows no errors in its stream: it is told while there is still a status to say so. */
    private static Topic topic(String symbol, Outlook outlook) {
        Instrument pair = instrument(symbol);
        Topic topic = pair == null ? null : LastPrice.ticker(pair);
        if (topic == null || !outlook.catalog().has(topic)) {
            String name = Topic.Kind.TICKER.text() + ":" + Topic.BEST + ":" + symbol;
            throw new Refusal(Problem.of(Problem.Type.UNKNOWN_TOPIC, name).near(outlook.near(name)));
        }
        return topic;
    }

    private static @Nullable Instrument instrument(String symbol) {
        try {
            return Instrument.parse(symbol);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void seconds(JsonWriter json, long us) {
        long units = us;
        int places = MICROS;
        while (places > 1 && units % 10 == 0) {
            units /= 10;
            places--;
        }
        json.fraction(units, places);
    }

    private record Follower(Topic topic) implements Talk {
        @Override
        public void begin(Line line) {
            line.follow(topic);
        }

        @Override
        public void hear(Line line, Message message) {
            // Nobody asks anything here.
        }

        @Override
        public void tooFast(Line line, long retryMs) {
            // Nor is anybody told that he does so too often; who goes on is closed.
        }
    }
}
