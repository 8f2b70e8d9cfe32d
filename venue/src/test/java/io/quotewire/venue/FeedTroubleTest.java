package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.TestVenue.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What venues, networks and a full engine may do to a feed, and what the feed does then. */
@Timeout(60)
class FeedTroubleTest extends FeedWorld {
    @TempDir
    private Path folder;

    @Test
    void garbage_amongGoodFrames_harmsNothing() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        for (int i = 0; i < 30; i++) {
            peer.send(List.of("{\"arg\":", "nonsense", "", "[".repeat(5_000), VenueTexts.quote("BTC-USDT", "-1"))
                    .get(i % 5));
            peer.send(VenueTexts.quote("BTC-USDT", "6400" + i));
        }
        for (int i = 0; i < 30; i++) {
            assertThat(((Quote) event()).bid()).hasToString("6400" + i);
        }
        assertThat(count(feed, FeedMetric.MALFORMED)).isEqualTo(30);
        assertThat(count(feed, FeedMetric.RECONNECTS)).isZero();
    }

    @Test
    void garbage_twentyTimesInARow_endsTheConnection() throws Exception {
        TestVenue venue = okx();
        start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        for (int i = 0; i < Connection.MALFORMED_IN_A_ROW; i++) {
            peer.send("nonsense");
        }
        assertThat(((FeedLost) event()).reason()).contains("20 malformed frames in a row");
        clock.advance(Duration.ofSeconds(1));
        assertThat(venue.peer()).isNotSameAs(peer);
    }

    @Test
    void frame_beyondTheLimit_endsTheConnectionAndIsCounted() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        peer.send(" ".repeat(VenueSocket.MAX_FRAME - 500) + VenueTexts.quote("BTC-USDT", "1"));
        assertThat(event()).isInstanceOf(Quote.class);
        peer.send(" ".repeat(VenueSocket.MAX_FRAME + 1));
        assertThat(((FeedLost) event()).reason()).contains("beyond 4194304 bytes");
        assertThat(count(feed, FeedMetric.OVERSIZED)).isEqualTo(1);
    }

    @Test
    void retryAfter_onTheList_isHonoured() throws Exception {
        TestVenue venue = okx();
        venue.listStatus = HttpResponseStatus.TOO_MANY_REQUESTS;
        venue.headers.set("Retry-After", "120");
        FeedHandler feed = start(venue, "BTC-USDT");
        clock.until("the ban", () -> feed.report().state() == State.BANNED);
        assertThat(feed.report().bannedUntilUs()).isEqualTo(clock.nowUs() + 120_000_000);
        assertThat(((FeedLost) event()).reason()).contains("HTTP 429");
        clock.advance(Duration.ofSeconds(119));
        clock.settle();
        assertThat(venue.lists).hasValue(1);
        venue.listStatus = HttpResponseStatus.OK;
        clock.advance(Duration.ofSeconds(1));
        venue.peer();
        assertThat(venue.lists).hasValue(2);
    }

    @Test
    void retryAfter_onTheHandshake_isHonoured() throws Exception {
        TestVenue venue = okx();
        venue.handshakeStatus = HttpResponseStatus.valueOf(418);
        FeedHandler feed = start(venue, "BTC-USDT");
        clock.until("the ban", () -> feed.report().state() == State.BANNED);
        clock.advance(Duration.ofSeconds(119));
        clock.settle();
        assertThat(venue.handshakes)
                .as("a 418 that does not say how long means two minutes")
                .hasValue(1);
        venue.handshakeStatus = HttpResponseStatus.SWITCHING_PROTOCOLS;
        clock.advance(Duration.ofSeconds(1));
        venue.peer();
    }

    @Test
    void handshake_neverAnswered_endsAtTheTimeout() throws Exception {
        TestVenue venue = okx();
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        venue.mute = true;
        peer.drop();
        assertThat(event()).isInstanceOf(FeedLost.class);
        clock.turnUntil("the timeout", STEP.multipliedBy(10), () -> count(feed, FeedMetric.CONNECT_FAILURES) > 0);
        clock.turnUntil(
                "the report",
                STEP,
                () -> "okx: no connection within 10000 ms".equals(feed.report().why()));
        assertThat(feed.report().state()).isEqualTo(State.DEAD);
    }

    @Test
    void engine_thatIsFull_isToldOfTheLossAndRecovers() throws Exception {
        TestVenue venue = okx();
        List<MarketEvent> taken = new ArrayList<>();
        int[] room = {1};
        sink = event -> {
            synchronized (taken) {
                boolean fits = room[0] > 0 || event instanceof FeedLost;
                if (fits) {
                    room[0]--;
                    taken.add(event);
                }
                return fits;
            }
        };
        FeedHandler feed = start(venue, "BTC-USDT");
        Peer peer = venue.peer();
        IntStream.rangeClosed(1, 4).forEach(number -> peer.send(VenueTexts.trade("BTC-USDT", number, 1)));
        clock.until("three refusals", () -> count(feed, FeedMetric.REFUSED_EVENTS) == 3);
        synchronized (taken) {
            assertThat(taken).hasSize(2);
            assertThat(((FeedLost) taken.getLast()).reason()).isEqualTo("the engine is full");
            room[0] = 10;
        }
        peer.send(VenueTexts.trade("BTC-USDT", 5, 1));
        clock.until("the recovery", () -> count(feed, FeedMetric.EVENTS) == 2);
        synchronized (taken) {
            assertThat(((TradesLost) taken.get(2)).missing()).as("2, 3 and 4").isEqualTo(3);
            assertThat(((Trade) taken.get(3)).number()).isEqualTo(5);
        }
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
            TestVenue venue = keep(new TestVenue(VenueTexts.OKX_LIST, tls));
            start(
                    venue,
                    "localhost",
                    config(venue, "localhost", "okx", List.of("BTC-USDT")).withTrustStore(trusted));
            Peer peer = venue.peer();
            peer.send(VenueTexts.quote("BTC-USDT", "1"));
            assertThat(event()).isInstanceOf(Quote.class);
        }
        TestVenue venue = keep(new TestVenue(VenueTexts.OKX_LIST, tls));
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
