package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.quotewire.model.Demand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent.FeedClosed;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.access.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a feed does with a venue that does what it should. */
@Timeout(60)
class FeedHandlerTest extends FeedRig {
    @Test
    void start_withAReachableVenue_listsConnectsAndSubscribesEachChannelInItsTurn() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT", "ETH-USDT", "FOO-BAR");
        Peer peer = venue.peer();

        assertThat(peer.text())
                .contains("\"op\":\"subscribe\"", "bbo-tbt", "BTC-USDT", "ETH-USDT")
                .doesNotContain("FOO");
        clock.settle();
        peer.roundTrip();
        assertThat(peer.texts).as("the next message waits for its turn").isEmpty();

        clock.advance(Duration.ofMillis(350));
        assertThat(peer.text()).contains("tickers");
        clock.advance(Duration.ofMillis(350));
        assertThat(peer.text()).contains("trades");
        clock.turnUntil(
                "a report",
                STEP,
                () -> feed.report().state() == State.LIVE && feed.report().instruments() == 2);
        assertThat(feed.report().why()).isEqualTo("not listed: FOO-BAR");
        assertThat(feed.report().integrity()).isEqualTo("sequence");
        assertThat(feed.report().limits().getFirst().name()).isEqualTo("subscriptions_per_hour");
        assertThat(feed.report().limits().getFirst().of()).isEqualTo(480);
        assertThat(feed.listings())
                .filteredOn(ListingInfo::active)
                .extracting(ListingInfo::listing)
                .containsExactly(BTC, ETH);
        assertThat(feed.listings())
                .filteredOn(info -> !info.active())
                .extracting(ListingInfo::symbol)
                .containsExactly("SOL-USDT");
    }

    @Test
    void frames_ofSubscribedListings_becomeEventsWithTheTimeOfTheirArrival() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        peer.send(quote("BTC-USDT", "64000"));
        peer.send(trade("BTC-USDT", 7, 1));

        Quote quote = (Quote) event();
        assertThat(quote.bid()).hasToString("64000");
        assertThat(quote.recvUs()).isEqualTo(clock.nowUs());
        assertThat(quote.simulated()).isFalse();
        assertThat(((Trade) event()).number()).isEqualTo(7);
        peer.send(quote("SOL-USDT", "64000"));
        clock.until("the frame of another listing", () -> count(feed, FeedMetric.UNKNOWN) == 1);
        assertThat(events).isEmpty();
    }

    @Test
    void subscription_leftUnanswered_isAskedForAgainLater() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        subscribed(peer);

        clock.turnUntil("the first channel asked for again", STEP.multipliedBy(20), () -> {
            peer.send(quote("SOL-USDT", "1")); // So that the connection is not taken for dead.
            return peer.texts.stream().anyMatch(text -> text.contains("bbo-tbt"));
        });
        clock.turnUntil("the report", STEP, () -> count(feed, FeedMetric.UNANSWERED) > 0);
    }

    @Test
    void subscription_refusedForOneOfTwo_leavesTheOtherFlowingAndIsTriedAgain() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT", "ETH-USDT");
        Peer peer = venue.peer();
        subscribed(peer);
        for (String channel : List.of("bbo-tbt", "tickers", "trades")) {
            peer.send(acknowledgement(channel, "BTC-USDT"));
            peer.send(
                    "{\"event\":\"error\",\"code\":\"60018\",\"msg\":\"Wrong URL or channel:%s,instId:ETH-USDT doesn't exist.\"}"
                            .formatted(channel));
        }
        peer.send(quote("BTC-USDT", "64000"));

        FeedLost lost = (FeedLost) event();
        assertThat(lost.listing()).isEqualTo(ETH);
        assertThat(lost.reason()).contains("okx refused", "60018");
        assertThat(event()).isInstanceOf(Quote.class);
        assertThat(count(feed, FeedMetric.REFUSED_SUBSCRIPTIONS))
                .as("each of its channels by name")
                .isEqualTo(3);
        clock.turnUntil("the refusal in the report", STEP, () -> {
            String why = feed.report().why();
            return why != null && why.contains("ETH-USDT") && why.contains("60018");
        });
        clock.turnUntil("another try", Duration.ofSeconds(5), () -> {
            peer.send(quote("SOL-USDT", "1"));
            return !peer.texts.isEmpty();
        });
        assertThat(peer.text()).contains("ETH-USDT").doesNotContain("BTC-USDT");
    }

    @Test
    void handshake_ofASimulator_marksEachEvent() throws Exception {
        TestVenue venue = okx();
        venue.headers.set(FeedHandler.SIMULATED, "true");
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        peer.send(quote("BTC-USDT", "1"));
        assertThat(((Quote) event()).simulated()).isTrue();
        clock.turnUntil("the report", STEP, () -> feed.report().simulated());
    }

    @Test
    void listing_wantedAndNoLongerWanted_isSubscribedAndLeft() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        subscribed(peer);
        feed.wanted(ETH, Demand.Part.PRICES);
        assertThat(subscribed(peer)).allMatch(text -> text.contains("ETH-USDT") && !text.contains("BTC-USDT"));
        peer.send(quote("ETH-USDT", "3000"));
        assertThat(event().listing()).isEqualTo(ETH);
        assertThat(active(feed)).containsExactly(BTC, ETH);

        feed.unwanted(BTC, Demand.Part.PRICES);
        feed.unwanted(ETH, Demand.Part.PRICES);
        assertThat(event()).isInstanceOf(FeedClosed.class);
        assertThat(subscribed(peer))
                .allMatch(text -> text.contains("\"op\":\"unsubscribe\"") && text.contains("ETH-USDT"));
        peer.send(quote("ETH-USDT", "3000"));
        peer.send(quote("BTC-USDT", "1"));
        assertThat(event().listing())
                .as("what still comes of it is passed over")
                .isEqualTo(BTC);
        assertThat(active(feed)).as("a configured one stays").containsExactly(BTC);
    }

    @Test
    void instrument_configuredUnderTheNameThatItHadBefore_isFollowedUnderTodays() throws Exception {
        TestVenue venue = okx();
        venue.list = OKX_LIST.replace("SOL", "POL");
        FeedHandler feed = start(venue, "MATIC-USDT", "BTC-USDT");

        assertThat(venue.peer().text()).contains("POL-USDT", "BTC-USDT").doesNotContain("MATIC");
        assertThat(feed.report().why()).isNull();
        feed.unwanted(new Listing("okx", Instrument.parse("POL-USDT")), Demand.Part.PRICES);
        clock.settle();
        assertThat(active(feed)).as("as a configured one it stays").hasSize(2);
    }

    @Test
    void instrument_configuredUnderANameThatIsStillTraded_keepsIt() throws Exception {
        TestVenue venue = okx();
        venue.list = OKX_LIST.replace("SOL", "POL").replace("ETH", "MATIC");
        start(venue, "MATIC-USDT");

        assertThat(venue.peer().text()).contains("MATIC-USDT").doesNotContain("POL");
    }

    @Test
    void instruments_moreThanOneConnectionHolds_areSpreadOverSeveral() throws Exception {
        TestVenue venue = binance(75);
        List<String> names =
                IntStream.range(0, 75).mapToObj(i -> "C" + i + "-USDT").toList();
        FeedHandler feed = start(venue, "binance", names, null);
        Peer first = venue.peer();
        clock.settle();
        assertThat(venue.handshakes).as("the second one waits for its turn").hasValue(1);
        clock.advance(Duration.ofSeconds(2));
        Peer second = venue.peer();
        clock.turnUntil("all subscribed", STEP.multipliedBy(4), () -> streams(first) == 150 && streams(second) == 75);
        assertThat(feed.report().instruments()).isEqualTo(75);
    }

    @Test
    void tls_selfSigned_isRefusedWithoutATrustStoreAndAcceptedWithOne() throws Exception {
        X509Bundle bundle = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        SslContext tls =
                SslContextBuilder.forServer(bundle.toKeyManagerFactory()).build();
        Path pem = Files.writeString(folder.resolve("venue.pem"), bundle.getCertificatePEM());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("venue", bundle.getCertificate());
        Path p12 = folder.resolve("venue.p12");
        try (var out = Files.newOutputStream(p12)) {
            store.store(out, "changeit".toCharArray());
        }

        for (Path trusted : List.of(pem, p12)) {
            TestVenue venue = keep(new TestVenue(OKX_LIST, tls));
            start(
                    venue,
                    "localhost",
                    config(venue, "localhost", "okx", List.of("BTC-USDT")).withTrustStore(trusted));
            Peer peer = venue.peer();
            peer.send(quote("BTC-USDT", "1"));
            assertThat(event()).isInstanceOf(Quote.class);
        }
        TestVenue venue = keep(new TestVenue(OKX_LIST, tls));
        FeedHandler feed = start(venue, "localhost", config(venue, "localhost", "okx", List.of("BTC-USDT")));
        assertThat(((FeedLost) event()).reason()).contains("certification path");
        assertThat(venue.handshakes).hasValue(0);
        assertThat(feed.listings()).isEmpty();

        start(
                venue,
                "wrong host",
                config(venue, "127.0.0.1", "okx", List.of("BTC-USDT")).withTrustStore(pem));
        assertThat(((FeedLost) event()).reason()).contains("127.0.0.1");
        assertThat(venue.handshakes).hasValue(0);
    }

    @Test
    void trustStore_thatCannotBeRead_isAClearError() {
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> Trust.of(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing.pem");
    }
}
