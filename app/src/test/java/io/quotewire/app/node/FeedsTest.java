package io.quotewire.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.quotewire.model.Instrument;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Topic;
import io.quotewire.venue.FeedConfig;
import io.quotewire.venue.FeedHandler;
import io.quotewire.venue.FeedThreads;
import io.quotewire.venue.FeedWiring;
import io.quotewire.venue.adapter.VenueAdapters;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedsTest {
    private static final List<Instrument> CONFIGURED = List.of(Instrument.parse("BTC-USDT"));

    @Test
    void catalog_ofVenueThatHasNotListedYet_hasWhatIsConfigured() {
        EventLoopGroup threads = FeedThreads.create(1);
        try {
            Feeds feeds = new Feeds(CONFIGURED);
            var okx = VenueAdapters.of("okx").orElseThrow();
            FeedConfig config = FeedConfig.of(okx.profile(), CONFIGURED);
            feeds.add(
                    "okx",
                    new FeedHandler(
                            okx,
                            config,
                            new FeedWiring(
                                    event -> true, threads, MicroClock.system(), 1, feeds::changed, thrown -> {})));

            assertThat(feeds.catalog().has(Topic.parse("quote:okx:BTC-USDT"))).isTrue();
            assertThat(feeds.catalog().has(Topic.parse("quote:best:BTC-USDT"))).isTrue();
            assertThat(feeds.catalog().has(Topic.parse("quote:binance:BTC-USDT")))
                    .isFalse();
            assertThat(feeds.catalog().has(Topic.parse("quote:okx:ETH-USDT"))).isFalse();
            assertThat(feeds.catalog()).isSameAs(feeds.catalog());
            assertThat(feeds.catalog().listings()).isEmpty();
        } finally {
            var _ = threads.shutdownGracefully();
        }
    }
}
