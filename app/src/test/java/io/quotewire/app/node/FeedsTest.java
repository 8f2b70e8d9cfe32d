package io.quotewire.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.quotewire.model.BookReport;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Instrument;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Routes;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.venue.FeedConfig;
import io.quotewire.venue.FeedHandler;
import io.quotewire.venue.FeedThreads;
import io.quotewire.venue.FeedWiring;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedsTest {
    private static final List<Instrument> CONFIGURED = List.of(Instrument.parse("BTC-USDT"));

    @Test
    void connectedVenue_thatIsMute_isShownSo_withSinceAndWhy() {
        SourceReport report = Feeds.heard(report(State.LIVE), venue -> venue.equals("okx") ? 60_000_000 : 0);

        assertThat(report.state()).isEqualTo(State.MUTE);
        assertThat(report.sinceUs()).isEqualTo(60_000_000);
        assertThat(report.why()).isEqualTo("connected, but nothing has come since 1970-01-01T00:01:00Z");
        assertThat(report.lastRecvUs()).isEqualTo(7);
    }

    @Test
    void venue_thatSpeaksOrIsNotConnected_isShownAsItsFeedSays() {
        SourceReport live = report(State.LIVE);
        SourceReport dead = report(State.DEAD);

        assertThat(Feeds.heard(live, venue -> 0)).isSameAs(live);
        assertThat(Feeds.heard(dead, venue -> 60_000_000)).isSameAs(dead);
    }

    private static SourceReport report(State state) {
        return new SourceReport(
                "okx", state, 5, 7, 1, 2, 3, 4, 0, 0, 0, "sequence", "sequence", List.of(), List.of(), 0, true, null);
    }

    @Test
    void catalog_ofVenueThatHasNotListedYet_hasWhatIsConfigured() {
        EventLoopGroup threads = FeedThreads.create(1);
        try {
            Feeds feeds = new Feeds(
                    CONFIGURED,
                    new Conversions(Routes.NONE, List.of(), List.of(), MicroClock.system()),
                    MicroClock.system());
            var okx = VenueAdapters.of("okx").orElseThrow();
            FeedConfig config = FeedConfig.of(okx.profile(), CONFIGURED);
            feeds.add(
                    "okx",
                    new FeedHandler(
                            okx,
                            config,
                            new FeedWiring(
                                    event -> true,
                                    threads,
                                    MicroClock.system(),
                                    Ledgers.inMemory(MicroClock.system()).of("okx", config.address(), Limits.of("okx")),
                                    1,
                                    feeds::changed,
                                    thrown -> {})));

            assertThat(feeds.catalog().has(Topic.parse("quote:okx:BTC-USDT"))).isTrue();
            assertThat(feeds.catalog().has(Topic.parse("quote:best:BTC-USDT"))).isTrue();
            assertThat(feeds.catalog().has(Topic.parse("quote:binance:BTC-USDT")))
                    .isFalse();
            assertThat(feeds.catalog().has(Topic.parse("quote:okx:ETH-USDT"))).isFalse();
            assertThat(feeds.catalog()).isSameAs(feeds.catalog());
            assertThat(feeds.catalog().listings()).isEmpty();

            BookReport book = new BookReport(CONFIGURED.getFirst(), Status.LIVE, 400, 400, 100, 1, 2);
            feeds.heed(venue -> 0, venue -> venue.equals("okx") ? List.of(book) : List.of());
            assertThat(feeds.sources()).singleElement().satisfies(source -> {
                assertThat(source.books()).containsExactly(book);
                assertThat(source.resyncs()).isEqualTo(2);
            });
            feeds.ask(new FeedCommand.Probe("kraken", "of a venue that has no feed here"));
        } finally {
            var _ = threads.shutdownGracefully();
        }
    }
}
