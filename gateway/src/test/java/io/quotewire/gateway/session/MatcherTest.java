package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Aliases;
import io.quotewire.model.Catalog;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.Routes;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made of listings: which exists, and what it is fed by. */
class MatcherTest {
    private final Catalog catalog = new Catalog(
            List.of(info("okx", "BTC-USDT"), info("binance", "BTC-USDT"), info("kraken", "USDT-USD")),
            List.of(),
            Aliases.NONE,
            new Routes(
                    List.of("USDT"),
                    List.of(Instrument.parse("USDT-USD")),
                    Set.of(Instrument.parse("USD-CAD"), Instrument.parse("USD-EUR"))));

    private static ListingInfo info(String venue, String instrument) {
        return new ListingInfo(new Listing(venue, Instrument.parse(instrument)), instrument, null, null, true, true);
    }

    private List<String> fedBy(String topic) {
        return Matcher.listings(catalog, Topic.parse(topic)).stream()
                .map(Listing::toString)
                .toList();
    }

    @Test
    void topics_thatAreMade_exist_whereTheyCanBe() {
        for (String topic : List.of(
                "fx:USD-CAD",
                "quote:index:BTC-USDT",
                "ticker:best:BTC-CAD",
                "candle.1m:best:BTC-USDT",
                "candle.1d:okx:BTC-USDT")) {
            assertThat(catalog.has(Topic.parse(topic))).as(topic).isTrue();
        }
        for (String topic : List.of(
                "fx:USD-GBP",
                "trade:index:BTC-USDT",
                "trade:best:BTC-CAD",
                "candle.1m:best:BTC-CAD",
                "ticker:best:BTC-GBP",
                "ticker:okx:BTC-CAD",
                "quote:index:BTC-CAD")) {
            assertThat(catalog.has(Topic.parse(topic))).as(topic).isFalse();
        }
    }

    @Test
    void demand_forWhatIsMade_isForWhatItIsMadeOf() {
        assertThat(fedBy("quote:index:BTC-USDT")).containsExactly("okx:BTC-USDT", "binance:BTC-USDT");
        assertThat(fedBy("candle.1m:okx:BTC-USDT")).containsExactly("okx:BTC-USDT");
        assertThat(fedBy("ticker:best:BTC-CAD")).containsExactly("best:BTC-CAD", "okx:BTC-USDT", "binance:BTC-USDT");
        assertThat(fedBy("fx:USD-CAD")).isEmpty();
    }

    @Test
    void wildcards_coverVenuesAndRates_notWhatIsMadeOfThem() {
        assertThat(Matcher.matches(catalog, TopicPattern.parse("fx:*")).stream().map(Topic::toString))
                .containsExactly("fx:USD-CAD", "fx:USD-EUR");
        assertThat(Matcher.matches(catalog, TopicPattern.parse("quote:*:BTC-USDT")).stream()
                        .map(Topic::toString))
                .containsExactly("quote:okx:BTC-USDT", "quote:binance:BTC-USDT");
        assertThat(Matcher.isKnown(catalog, TopicPattern.parse("quote:index:*")))
                .isFalse();
        assertThat(Matcher.isKnown(catalog, TopicPattern.parse("fx:*"))).isTrue();
    }
}
