package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    private final Catalog catalog =
            new Catalog(List.of(info("okx", "BTC-USDT"), info("okx", "FOO-USDT"), info("binance", "BTC-USDT")));

    @ParameterizedTest
    @CsvSource({
        "ticker:okx:BTC-USDT,true",
        "trade:binance:BTC-USDT,true",
        "ticker:binance:FOO-USDT,false",
        "ticker:kraken:BTC-USDT,false",
        "quote:best:FOO-USDT,true",
        "quote:best:ETH-USDT,false"
    })
    void has_topic_ifItsListingExistsOrForBestAny(String topic, boolean expected) {
        assertThat(catalog.has(Topic.parse(topic))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "quote:binance:BTC-USDT,true",
        "quote:okx:ETH-USDT,true",
        "quote:best:ETH-USDT,true",
        "quote:best:BTC-USDT,true",
        "quote:okx:BTC-USDT,false",
        "quote:binance:ETH-USDT,false",
        "quote:best:SOL-USDT,false"
    })
    void has_topicOfAwaitedListing_takesItForExisting(String topic, boolean expected) {
        Catalog early = new Catalog(List.of(info("binance", "BTC-USDT")), List.of(listing("okx", "ETH-USDT")));

        assertThat(early.has(Topic.parse(topic))).isEqualTo(expected);
    }

    @Test
    void has_topicOfWhatIsMadeOfExchanges_notByASourceThatIsNone() {
        Routes routes = new Routes(List.of("USDT"), List.of(), Set.of(Instrument.parse("USDT-USD")));
        Catalog coins = new Catalog(
                List.of(info("okx", "BTC-USDT"), info("coingecko", "BTC-USD"), info("random", "ETH-USD")),
                List.of(),
                Renamings.STANDARD.at(0),
                routes);

        assertThat(coins.has(Topic.parse("ticker:coingecko:BTC-USD"))).isTrue();
        assertThat(coins.route(Instrument.parse("BTC-USD")))
                .as("which is converted all the same")
                .isNotNull();
        assertThat(coins.has(Topic.parse("ticker:best:ETH-USD"))).isFalse();
        assertThat(coins.has(Topic.parse("ticker:index:ETH-USD"))).isFalse();
    }

    @Test
    void awaitedListing_hasNoInfo() {
        Listing awaited = listing("okx", "ETH-USDT");
        Catalog early = new Catalog(List.of(), List.of(awaited));

        assertThat(early.find(awaited)).isNull();
        assertThat(early.of(awaited.instrument())).isEmpty();
        assertThat(early.instruments()).isEmpty();
        assertThat(early.expected()).containsExactly("ETH-USDT");
        assertThat(early.listings()).isEmpty();
        assertThat(early.instruments()).isEmpty();
    }

    @Test
    void of_instrument_givesItsListingsInOrderOfPreference() {
        assertThat(catalog.of(Instrument.parse("BTC-USDT")))
                .extracting(info -> info.listing().venue())
                .containsExactly("okx", "binance");
        assertThat(catalog.of(Instrument.parse("ETH-USDT"))).isEmpty();
        assertThat(catalog.instruments()).containsExactly("BTC-USDT", "FOO-USDT");
    }

    @Test
    void find_listing_givesWhatTheVenueSaidLast() {
        ListingInfo halted = new ListingInfo(listing("okx", "BTC-USDT"), "BTC-USDT", null, null, false, true);
        Catalog repeated = new Catalog(List.of(info("okx", "BTC-USDT"), halted));

        assertThat(repeated.find(halted.listing())).isEqualTo(halted);
        assertThat(repeated.of(halted.listing().instrument())).containsExactly(halted);
        assertThat(repeated.listings()).containsExactly(halted);
    }

    @ParameterizedTest
    @CsvSource({
        "ticker:okx:FOO-USD,ticker:okx:FOO-USDT",
        "tickr:okx:FOO-USDT,ticker:okx:FOO-USDT",
        "ticker:okex:FOO-USDT,ticker:okx:FOO-USDT",
        "ticker:bnance:BTC-USDT,ticker:binance:BTC-USDT",
        "ticker:bst:FOO-USDT,ticker:best:FOO-USDT",
        "book.51:okx:FOO-USDT,book.1:okx:FOO-USDT"
    })
    void near_typoInAnySegment_givesTheExistingTopicFirst(String wanted, String first) {
        assertThat(catalog.near(wanted)).first().isEqualTo(first);
    }

    @Test
    void near_manyCandidates_givesThreeThatExist() {
        assertThat(catalog.near("trader:okx:BTC-USD"))
                .hasSizeLessThanOrEqualTo(3)
                .startsWith("trade:okx:BTC-USDT")
                .allMatch(name -> catalog.has(Topic.parse(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "::", "ticker", "ticker:okx", "ticker:okx:a:b", "ticker:kraken:XYZ-JPY"})
    void near_noTopicOrNothingNear_givesNothing(String wanted) {
        assertThat(catalog.near(wanted)).isEmpty();
        assertThat(catalog.near(wanted + "x".repeat(200))).isEmpty();
        assertThat(Catalog.EMPTY.near(wanted)).isEmpty();
    }

    private static ListingInfo info(String venue, String instrument) {
        return new ListingInfo(listing(venue, instrument), instrument, null, null, true, true);
    }

    private static Listing listing(String venue, String instrument) {
        return new Listing(venue, Instrument.parse(instrument));
    }
}
