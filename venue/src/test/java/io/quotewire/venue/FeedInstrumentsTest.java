package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent.FeedClosed;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Trading;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.adapter.VenueAdapters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the second list of instruments changes for a feed that is up: only what it says, on the same connection. */
@Timeout(60)
class FeedInstrumentsTest extends FeedRig {
    private static final Listing MATIC = new Listing("okx", Instrument.parse("MATIC-USDT"));
    private static final Listing POL = new Listing("okx", Instrument.parse("POL-USDT"));

    private final TestVenue venue = okx();

    @Test
    void pair_thatIsConfiguredAndNewlyListed_isSubscribed() throws Exception {
        venue.list = list("BTC");
        FeedHandler feed = start("BTC-USDT", "ETH-USDT");
        Peer peer = answered("BTC-USDT");
        assertThat(feed.report().why()).isEqualTo("not listed: ETH-USDT");
        nextList(peer, list("BTC", "ETH"));

        assertThat(subscribed(peer)).allMatch(text -> text.contains("\"subscribe\"") && text.contains("ETH-USDT"));
        peer.send(quote("ETH-USDT", "3000"));
        assertThat(event().listing()).isEqualTo(ETH);
        clock.turnUntil("the report", STEP, () -> feed.report().why() == null);
        unharmed(feed, peer);
    }

    @Test
    void pair_thatIsDelisted_isLeftWithTheReason_andHadAgainWhenItIsBack() throws Exception {
        venue.list = list("BTC", "ETH");
        FeedHandler feed = start("BTC-USDT", "ETH-USDT");
        Peer peer = answered("BTC-USDT", "ETH-USDT");
        nextList(peer, list("BTC"));

        FeedClosed closed = (FeedClosed) event();
        assertThat(closed.listing()).isEqualTo(ETH);
        assertThat(closed.why()).isEqualTo("okx lists it no longer");
        assertThat(subscribed(peer))
                .allMatch(text ->
                        text.contains("\"unsubscribe\"") && text.contains("ETH-USDT") && !text.contains("BTC-USDT"));
        peer.send(quote("ETH-USDT", "3000"));
        unharmed(feed, peer);

        nextList(peer, list("BTC", "ETH"));
        assertThat(subscribed(peer)).allMatch(text -> text.contains("\"subscribe\"") && text.contains("ETH-USDT"));
    }

    @Test
    void pair_thatIsHaltedAndResumed_isToldAsSuch_andStaysSubscribed() throws Exception {
        venue.list = list("BTC", "ETH");
        FeedHandler feed = start("BTC-USDT", "ETH-USDT");
        Peer peer = answered("BTC-USDT", "ETH-USDT");
        nextList(peer, list("BTC", "ETH").replace("ETH\",\"state\":\"live\"", "ETH\",\"state\":\"suspend\""));

        Trading halted = (Trading) event();
        assertThat(halted.listing()).isEqualTo(ETH);
        assertThat(halted.halted()).isTrue();
        clock.until(
                "the listings",
                () -> feed.listings().stream().filter(one -> !one.trading()).count() == 1);
        assertThat(feed.listings())
                .filteredOn(one -> !one.trading())
                .extracting(ListingInfo::listing)
                .containsExactly(ETH);
        nextList(peer, list("BTC", "ETH"));
        Trading resumed = (Trading) event();
        assertThat(resumed.listing()).isEqualTo(ETH);
        assertThat(resumed.halted()).isFalse();
        assertThat(active(feed)).containsExactly(BTC, ETH);
        peer.roundTrip();
        assertThat(peer.texts).isEmpty();
        unharmed(feed, peer);
    }

    @Test
    void pair_thatIsSpelledOtherwise_isLostUntilItSpeaksAgain() throws Exception {
        AtomicBoolean otherwise = new AtomicBoolean();
        VenueAdapter adapter = new SnapshotsOnly() {
            @Override
            public InstrumentList instruments(byte[] body) {
                InstrumentList list = super.instruments(body);
                return otherwise.get() ? new InstrumentList(spelledOtherwise(list.spot()), list.skipped()) : list;
            }
        };
        begin(adapter, config(venue, "127.0.0.1", "okx", List.of("BTC-USDT")));
        Peer peer = answered("BTC-USDT");
        otherwise.set(true);
        nextList(peer, list("BTC"));

        FeedLost lost = (FeedLost) event();
        assertThat(lost.listing()).isEqualTo(BTC);
        assertThat(lost.reason()).isEqualTo("okx spells it otherwise now");
        assertThat(subscribed(peer)).anyMatch(text -> text.contains("\"subscribe\"") && text.contains("tickers"));
    }

    private static List<ListingInfo> spelledOtherwise(List<ListingInfo> infos) {
        return infos.stream()
                .map(info -> new ListingInfo(info.listing(), "X" + info.symbol(), null, null, true, true))
                .toList();
    }

    @Test
    void pair_thatIsHaltedWhileTheEngineIsFull_isToldAsHaltedWhenThereIsRoom() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        sink = event -> !full.get() && events.offer(event);
        venue.list = list("BTC", "ETH");
        FeedHandler feed = start("BTC-USDT", "ETH-USDT");
        Peer peer = answered("BTC-USDT", "ETH-USDT");
        full.set(true);
        nextList(peer, list("BTC", "ETH").replace("ETH\",\"state\":\"live\"", "ETH\",\"state\":\"suspend\""));
        clock.until(
                "the listings",
                () -> feed.listings().stream().filter(one -> !one.trading()).count() == 1);
        full.set(false);

        clock.turnUntil("the news", Duration.ofMillis(100), () -> !events.isEmpty());
        assertThat(((Trading) event()).halted()).isTrue();
    }

    @Test
    void list_withoutEnd_isRefused_andTheOneBeforeStands() throws Exception {
        venue.list = list("BTC", "ETH");
        FeedHandler feed = start("BTC-USDT", "ETH-USDT");
        Peer peer = answered("BTC-USDT", "ETH-USDT");
        nextList(
                peer,
                list(IntStream.rangeClosed(0, FeedHandler.MOST_PAIRS)
                        .mapToObj("C%d"::formatted)
                        .toArray(String[]::new)));
        clock.until("the refusal", () -> count(feed, FeedMetric.LIST_FAILURES) == 1);
        assertThat(active(feed)).containsExactly(BTC, ETH);
        unharmed(feed, peer);
    }

    @Test
    void list_thatBreaksItsReader_isAskedForAgain() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        VenueAdapter adapter = new SnapshotsOnly() {
            @Override
            public InstrumentList instruments(byte[] body) {
                if (broken.getAndSet(false)) {
                    throw new StackOverflowError("a list that is too deep");
                }
                return super.instruments(body);
            }
        };
        FeedHandler feed = begin(adapter, config(venue, "127.0.0.1", "okx", List.of("BTC-USDT")));
        assertThat(((FeedLost) event()).reason()).contains("a fault of ours");
        clock.turnUntil("another list", STEP, () -> !feed.listings().isEmpty());
    }

    @Test
    void pair_thatIsHaltedFromTheBegin_isToldAsSuch() throws Exception {
        venue.list = list("BTC", "ETH").replace("ETH\",\"state\":\"live\"", "ETH\",\"state\":\"suspend\"");
        FeedHandler feed = start("BTC-USDT", "ETH-USDT");
        Trading halted = (Trading) event();
        assertThat(halted.listing()).isEqualTo(ETH);
        assertThat(halted.halted()).isTrue();
        Peer peer = answered("BTC-USDT", "ETH-USDT");
        unharmed(feed, peer);
    }

    @Test
    void pair_thatIsRenamed_isClosedWithTheReason_andFollowedUnderItsNewName() throws Exception {
        venue.list = list("BTC", "MATIC");
        FeedHandler feed = start("BTC-USDT", "MATIC-USDT");
        Peer peer = answered("BTC-USDT", "MATIC-USDT");
        nextList(peer, list("BTC", "POL"));

        FeedClosed closed = (FeedClosed) event();
        assertThat(closed.listing()).isEqualTo(MATIC);
        assertThat(closed.why()).isEqualTo("renamed to POL-USDT");
        assertThat(subscribed(peer)).allMatch(text -> text.contains("\"unsubscribe\"") && text.contains("MATIC-USDT"));
        assertThat(subscribed(peer)).allMatch(text -> text.contains("\"subscribe\"") && text.contains("POL-USDT"));
        peer.send(quote("POL-USDT", "0.5"));
        assertThat(event().listing()).isEqualTo(POL);
        unharmed(feed, peer);
    }

    /** The other pair's prices flow, on the one connection that there ever was. */
    private void unharmed(FeedHandler feed, Peer peer) throws InterruptedException {
        peer.send(quote("BTC-USDT", "64000"));
        Quote quote = (Quote) event();
        assertThat(quote.listing()).isEqualTo(BTC);
        assertThat(venue.handshakes).hasValue(1);
        assertThat(count(feed, FeedMetric.RECONNECTS)).isZero();
    }

    private FeedHandler start(String... instruments) {
        FeedConfig usual = config(venue, "127.0.0.1", "okx", List.of(instruments));
        FeedConfig often = new FeedConfig(
                usual.wsUrl(),
                usual.restUrl(),
                usual.trustStore(),
                usual.instruments(),
                usual.connectTimeout(),
                usual.quiet(),
                usual.patience(),
                Duration.ofMinutes(1),
                usual.audit(),
                usual.life(),
                usual.simulated());
        return begin(VenueAdapters.of("okx").orElseThrow(), often);
    }

    private Peer answered(String... symbols) throws InterruptedException {
        Peer peer = venue.peer();
        subscribed(peer);
        for (String symbol : symbols) {
            List.of("bbo-tbt", "tickers", "trades").forEach(channel -> peer.send(acknowledgement(channel, symbol)));
        }
        peer.roundTrip();
        return peer;
    }

    /** Lets the minute go by after which the feed asks for the list again. */
    private void nextList(Peer peer, String list) {
        venue.list = list;
        int before = venue.lists.get();
        clock.turnUntil("another list", Duration.ofSeconds(5), () -> {
            peer.send(quote("XRP-USDT", "1")); // So that the connection is not taken for dead.
            return venue.lists.get() > before;
        });
    }

    private static String list(String... bases) {
        return "{\"code\":\"0\",\"data\":["
                + Stream.of(bases)
                        .map(base ->
                                "{\"instType\":\"SPOT\",\"instId\":\"#-USDT\",\"quoteCcy\":\"USDT\",\"tickSz\":\"0.1\",\"lotSz\":\"0.01\",\"baseCcy\":\"#\",\"state\":\"live\"}"
                                        .replace("#", base))
                        .collect(Collectors.joining(","))
                + "]}";
    }
}
