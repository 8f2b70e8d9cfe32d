package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.adapter.VenueAdapters;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What some venues want to be told before anything else, and how some want to be asked whether they live. */
@Timeout(60)
class FeedMannersTest extends FeedRig {
    private static final String PRODUCTS =
            "{\"products\":[{\"product_id\":\"BTC-USDT\",\"base_currency_id\":\"BTC\",\"quote_currency_id\":\"USDT\",\"product_type\":\"SPOT\",\"status\":\"online\"}]}";
    private static final String PAIRS =
            "{\"error\":[],\"result\":{\"XBTUSDT\":{\"altname\":\"XBTUSDT\",\"wsname\":\"XBT/USDT\",\"aclass_base\":\"currency\",\"pair_decimals\":1,\"lot_decimals\":8}}}";
    private static final String PING = "{\"method\":\"ping\"}";

    /** It counts as a message like others: the first request waits for its turn behind it. */
    @Test
    void connection_toAVenueThatWantsAGreeting_beginsWithItEachTime() throws Exception {
        TestVenue venue = keep(new TestVenue(PRODUCTS, null));
        speak(venue, "coinbase-advanced");
        Peer peer = venue.peer();

        assertThat(peer.text()).isEqualTo("{\"type\":\"subscribe\",\"channel\":\"heartbeats\"}");
        clock.settle();
        assertThat(peer.texts).isEmpty();
        clock.advance(Duration.ofMillis(350));
        assertThat(peer.text()).contains("\"product_ids\":[\"BTC-USDT\"]");

        peer.drop();
        assertThat(event()).isInstanceOf(FeedLost.class);
        clock.advance(Duration.ofSeconds(2));
        assertThat(venue.peer().text()).contains("heartbeats");
    }

    @Test
    void silence_ofAVenueThatAnswersAPingByAFrameOfItsOwn_isOverWithThatFrame() throws Exception {
        TestVenue venue = keep(new TestVenue(PAIRS, null));
        FeedHandler feed = speak(venue, "kraken");
        Peer peer = venue.peer();
        assertThat(peer.text()).contains("subscribe");
        clock.advance(Duration.ofSeconds(10));
        assertThat(untilPing(peer)).isEqualTo(PING);
        peer.send(
                "{\"method\":\"pong\",\"time_in\":\"2026-01-02T03:04:05.1Z\",\"time_out\":\"2026-01-02T03:04:05.2Z\"}");
        clock.settle();
        peer.roundTrip();
        clock.advance(Duration.ofSeconds(6));
        clock.settle();
        assertThat(events).isEmpty();
        assertThat(count(feed, FeedMetric.MALFORMED)).isZero();
        assertThat(count(feed, FeedMetric.UNKNOWN)).isZero();

        clock.advance(Duration.ofSeconds(5));
        assertThat(untilPing(peer)).isEqualTo(PING);
        clock.advance(Duration.ofSeconds(5));
        assertThat(((FeedLost) event()).reason()).contains("kraken: silent for");
    }

    private FeedHandler speak(TestVenue venue, String name) {
        FeedConfig config = config(venue, "127.0.0.1", name, List.of("BTC-USDT"));
        return begin(VenueAdapters.of(name).orElseThrow(), config);
    }

    private static String untilPing(Peer peer) throws InterruptedException {
        String text = peer.text();
        while (!text.equals(PING)) {
            text = peer.text();
        }
        return text;
    }
}
