package io.quotewire.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.channel.EventLoopGroup;
import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.CoinGeckoConfig;
import io.quotewire.app.config.FxConfig;
import io.quotewire.app.config.ProviderConfig;
import io.quotewire.app.demo.SimulatedVenues;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Routes;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Topic;
import io.quotewire.venue.FeedThreads;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.poll.PacedSources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What has no stream, as the settings have it, with a sink of the test's own. */
class OtherSourcesTest {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    Path folder;

    private final Queue<MarketEvent> events = new ConcurrentLinkedQueue<>();
    private final EventLoopGroup loops = FeedThreads.create(1);
    private final MicroClock clock = MicroClock.system();
    private final Feeds feeds = new Feeds(List.of(), new Conversions(Routes.NONE, List.of(), List.of(), clock), clock);

    @AfterEach
    void close() {
        feeds.close();
        var _ = loops.shutdownGracefully();
    }

    private void start(AppConfig config, boolean simulated) {
        PacedSources sources = new OtherSources(
                        config, events::add, clock, Ledgers.inMemory(clock), new SplittableRandom(7), simulated)
                .all();
        feeds.add(sources, loops.next(), thrown -> {});
        feeds.start();
    }

    private static void until(BooleanSupplier condition) {
        long sinceNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - sinceNs > PATIENCE_NS) {
                throw new AssertionError("waited in vain");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void demo_atTheSimulator_hasRatesAndCoins() throws IOException {
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(7))) {
            start(SimulatedVenues.settings(AppConfig.DEFAULT, simulator), true);

            until(() -> feeds.sources().stream().allMatch(report -> report.state() == SourceReport.State.LIVE));
            assertThat(feeds.sources())
                    .extracting(SourceReport::source)
                    .containsExactly("exchangerate-open", "frankfurter", "coingecko");
            assertThat(feeds.sources()).allMatch(SourceReport::simulated);
            until(() ->
                    events.stream().anyMatch(event -> event.listing().toString().equals("coingecko:BTC-USD")));
            assertThat(events)
                    .extracting(event -> event.listing().toString())
                    .contains("exchangerate-open:USD-CAD", "frankfurter:USD-CAD");
            assertThat(feeds.catalog().has(Topic.parse("ticker:coingecko:BTC-USD")))
                    .isTrue();
            assertThat(feeds.read()).anyMatch(reading -> reading.labels().equals(Map.of("source", "frankfurter")));
            assertThat(simulator.violations()).isEmpty();
        }
    }

    @Test
    void sources_byDefault_areTheTwoThatWantNoKey_andNobodyMakesPricesUp() {
        AppConfig config = AppConfig.DEFAULT;

        assertThat(config.fx().enabled()).isTrue();
        assertThat(config.fx().providers()).containsExactly("exchangerate-open", "frankfurter");
        assertThat(config.coingecko().enabled()).isFalse();
        assertThat(config.random().enabled()).isFalse();
        assertThat(config.venues().byName()).doesNotContainKeys(Topic.APART.toArray(new String[0]));
    }

    @Test
    void key_thatIsRefused_isInNoLogAndNoReport() throws IOException {
        String secret = "0123456789abcdef";
        Path file = Files.writeString(folder.resolve("key"), secret);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger root = (Logger) LoggerFactory.getLogger("io.quotewire");
        Level before = root.getLevel();
        root.setLevel(Level.TRACE);
        root.addAppender(lines);
        try {
            ProviderConfig keyed = new ProviderConfig(URI.create("http://127.0.0.1:1"), file, null, List.of());
            FxConfig fx = AppConfig.DEFAULT.fx().with(List.of("exchangerate-v6"), Map.of("exchangerate-v6", keyed));
            start(AppConfig.DEFAULT.with(fx, CoinGeckoConfig.DEFAULT), false);

            until(() -> feeds.sources().getFirst().why() != null);
            assertThat(feeds.sources().toString()).contains("{key}").doesNotContain(secret);
            assertThat(lines.list)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.getFormattedMessage() + line.getKeyValuePairs())
                            .doesNotContain(secret));
            assertThat(fx.toString()).doesNotContain(secret);
        } finally {
            root.detachAppender(lines);
            root.setLevel(before);
        }
    }

    @Test
    void settings_thatCannotBe_areNamed() {
        FxConfig usual = FxConfig.DEFAULT;
        assertThatThrownBy(() -> usual.with(List.of("exchangerate-v6"), Map.of()))
                .hasMessageContaining("fx.exchangerate-v6.key-file");
        assertThatThrownBy(() -> usual.with(List.of("frankfurt"), Map.of())).hasMessageContaining("frankfurter");
        assertThatThrownBy(() -> usual.with(List.of(), Map.of())).hasMessageContaining("fx.providers");
        ProviderConfig keyed =
                new ProviderConfig(URI.create("http://127.0.0.1:1"), folder.resolve("none"), null, List.of());
        FxConfig fx = usual.with(List.of("exchangerate-v6"), Map.of("exchangerate-v6", keyed));
        assertThatThrownBy(() -> start(AppConfig.DEFAULT.with(fx, CoinGeckoConfig.DEFAULT), false))
                .hasMessageStartingWith("fx.exchangerate-v6.key-file ");
        assertThatThrownBy(() -> new CoinGeckoConfig(
                        true,
                        URI.create("http://127.0.0.1:1"),
                        null,
                        CoinGeckoConfig.DEFAULT.period(),
                        List.of("x"),
                        List.of()))
                .hasMessageContaining("ids must have CODE=id");
    }
}
