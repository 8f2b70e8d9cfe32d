package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Channel;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.FeedCommand.Probe;
import io.quotewire.model.FeedCommand.Reconnect;
import io.quotewire.model.FeedCommand.Resubscribe;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Acknowledged;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.Sharding;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What verdicts ask of the feeds, and how often. All with a silence of 5 s. */
class CommandTest {
    private static final Listing OKX = Crank.listing("okx");

    private final Crank crank = new Crank(EngineConfig.DEFAULT.with(Derived.NONE));

    /** Both venues quote BTC ten times a second, OKX as long as {@code okx} says; OKX quotes another pair besides. */
    private void flow(int tenths, boolean okx, boolean okxOther) {
        for (int i = 0; i < tenths; i++) {
            if (okx) {
                crank.quote("okx", "100", "101");
            }
            if (okxOther) {
                crank.quoteOfOther("okx");
            }
            crank.quote("binance", "100", "102").after(100);
        }
    }

    /** Lets time pass in tenths of a second, and says at which of them a command was asked. */
    private List<Long> askedMs(int tenths, Runnable tenth) {
        long startUs = crank.nowUs;
        List<Long> asked = new ArrayList<>();
        for (int i = 0; i < tenths; i++) {
            int before = crank.commands.size();
            tenth.run();
            LongStream.range(before, crank.commands.size()).forEach(any -> asked.add((crank.nowUs - startUs) / 1_000));
        }
        return asked;
    }

    private Crank acknowledged(String venue, Channel channel) {
        return crank.on(new Acknowledged(Crank.listing(venue), channel, crank.nowUs));
    }

    private static Status status(Update update) {
        return update.head().status();
    }

    @Test
    void oneOfManyMute_isAskedForAlone_withGrowingPatience() {
        flow(50, true, true);
        crank.clear();
        List<Long> asked = askedMs(30_000, () -> flow(1, false, true));

        assertThat(crank.commands).hasSize(9).allSatisfy(command -> {
            Resubscribe again = (Resubscribe) command;
            assertThat(again.listing()).isEqualTo(OKX);
            assertThat(again.channel()).isEqualTo(Channel.QUOTE);
            assertThat(again.why()).startsWith("okx sent no quote for ").endsWith(" ms while binance did");
        });
        assertThat(asked.getFirst()).isBetween(4_900L, 5_100L);
        List<Long> pausesS = new ArrayList<>();
        for (int i = 1; i < asked.size(); i++) {
            pausesS.add(Math.round((asked.get(i) - asked.get(i - 1)) / 1_000.0));
        }
        assertThat(pausesS).containsExactly(30L, 60L, 120L, 240L, 480L, 600L, 600L, 600L);
        assertThat(crank.updates)
                .filteredOn(update -> update.head().topic().instrument().equals(Crank.OTHER))
                .allMatch(update -> status(update) == Status.LIVE);
        assertThat(crank.read(EngineMetric.COMMANDS, "resubscribe")).isEqualTo(9);
    }

    @Test
    void channelThatSpeaksAgain_isAskedForNoMore_andAsAtFirstAfterAWhile() {
        flow(50, true, true);
        flow(60, false, true);
        assertThat(crank.commands).hasSize(1);
        flow(1_000, true, true);
        assertThat(crank.commands).hasSize(1);

        List<Long> asked = askedMs(500, () -> flow(1, false, true));
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1) - asked.get(0)).isBetween(29_900L, 30_100L);
    }

    @Test
    void silentChannel_whosePeersFallSilentToo_isLeftInPeace() {
        flow(50, true, true);
        flow(60, false, true);
        for (int i = 0; i < 6_000; i++) {
            crank.quoteOfOther("okx").quoteOfOther("binance").after(100);
        }

        assertThat(crank.commands).hasSize(1);
    }

    @Test
    void muteVenue_isProbed_thenConnectedAnew_withGrowingPatience() {
        flow(80, true, true);
        List<Long> asked = askedMs(1_200, () -> flow(1, false, false));

        assertThat(crank.commands.getFirst()).isEqualTo(new Probe("okx", "okx mute: nothing at all for 5000 ms"));
        assertThat(crank.commands.subList(1, crank.commands.size()))
                .extracting(command -> ((Reconnect) command).listing())
                .containsExactly(
                        OKX,
                        new Listing("okx", Crank.OTHER),
                        OKX,
                        new Listing("okx", Crank.OTHER),
                        OKX,
                        new Listing("okx", Crank.OTHER));
        assertThat(asked).allSatisfy(ms -> assertThat(ms % 1_000).isIn(0L, 900L));
        assertThat(asked.stream().distinct().map(ms -> Math.round(ms / 1_000.0)))
                .containsExactly(5L, 10L, 40L, 100L);
    }

    @Test
    void muteVenue_thatAnswersTheProbeWithData_isNotCutOff() {
        flow(80, true, true);
        flow(60, false, false);
        flow(100, true, true);

        assertThat(crank.commands).hasSize(1).allMatch(Probe.class::isInstance);
    }

    /** Acknowledged, and then nothing at all: what the peers say is all the evidence there is. */
    @Test
    void venue_thatIsMuteFromItsFirstMessage_isFound_andShownSo() {
        acknowledged("okx", Channel.TICKER);
        acknowledged("okx", Channel.QUOTE);
        long saidUs = crank.nowUs;
        flow(290, false, false);
        assertThat(crank.engine.muteSinceUs("okx")).isZero();
        flow(20, false, false);

        assertThat(crank.engine.muteSinceUs("okx")).isEqualTo(saidUs);
        assertThat(crank.commands)
                .containsExactly(new Probe("okx", "okx sent no quote for 30000 ms while binance did"));
        flow(50, false, false);
        assertThat(crank.commands).hasSize(2).last().isInstanceOf(Reconnect.class);

        crank.quote("okx", "100", "101");
        assertThat(crank.engine.muteSinceUs("okx")).isZero();
        flow(100, true, true);
        assertThat(crank.commands).hasSize(2);
    }

    @Test
    void venue_thatIsMuteFromItsFirstMessage_andThenLost_isNotMute() {
        acknowledged("okx", Channel.QUOTE);
        flow(310, false, false);
        crank.lost("okx", "cut");

        assertThat(crank.engine.muteSinceUs("okx")).isZero();
        int asked = crank.commands.size();
        flow(1_000, false, false);
        assertThat(crank.commands).hasSize(asked);
    }

    @Test
    void acknowledgedChannel_thatNeverSpoke_isAskedFor_whereItsVenueSpeaks() {
        crank.quote("okx", "100", "101");
        acknowledged("okx", Channel.TICKER);
        acknowledged("okx", Channel.BOOK);
        for (int i = 0; i < 35; i++) {
            crank.ticker("binance", "100", "99", "102");
            flow(10, true, true);
        }

        assertThat(crank.commands)
                .containsExactly(
                        new Resubscribe(OKX, Channel.TICKER, "okx sent no ticker for 30000 ms while binance did"));
        assertThat(crank.engine.muteSinceUs("okx")).isZero();
    }

    @Test
    void silentBook_isAskedFor_whereItIsFollowed() {
        BookTalk okx = new BookTalk(crank, "okx");
        BookTalk binance = new BookTalk(crank, "binance");
        okx.snapshot(1, "10 1", "11 1");
        binance.snapshot(1, "10 1", "11 1");
        for (int i = 0; i < 350; i++) {
            binance.delta(1, "10 " + (i + 2), "");
            flow(1, true, true);
        }
        assertThat(crank.commands)
                .extracting(command -> ((Resubscribe) command).channel())
                .containsExactly(Channel.BOOK);

        okx.closed("no_demand");
        for (int i = 0; i < 1_000; i++) {
            binance.delta(1, "10 " + (i + 2), "");
            flow(1, true, true);
        }
        assertThat(crank.commands).as("nobody follows it any more").hasSize(1);
    }

    /** The same figures at the same time, again and again, while others move on. */
    @Test
    void source_frozenOnItsLastValue_isFound() {
        flow(100, true, true);
        Quote frozen = new Quote(
                OKX,
                crank.nowUs - 1_000,
                crank.nowUs,
                false,
                77,
                Crank.decimal("100"),
                null,
                Crank.decimal("101"),
                null);
        crank.on(frozen).clear();
        for (int i = 0; i < 300; i++) {
            crank.on(new Quote(OKX, frozen.tsUs(), crank.nowUs, false, 77, frozen.bid(), null, frozen.ask(), null));
            flow(1, false, false);
        }

        assertThat(crank.lines("quote:okx:BTC-USDT"))
                .containsExactly("102 okx stale status (okx sent no quote for 5000 ms while binance did) 100/101");
        assertThat(crank.last("quote:best:BTC-USDT").head().source()).isEqualTo("binance");
        assertThat(crank.commands).hasSize(1).allMatch(Resubscribe.class::isInstance);
        assertThat(crank.read(EngineMetric.REPEATED, "quote")).isEqualTo(300);
    }

    /** U28: 5 s up, 5 s down, twenty times. */
    @Test
    void flappingPrimary_costsBestOneSwitch() {
        flow(50, true, true);
        crank.clear();
        for (int cycle = 0; cycle < 20; cycle++) {
            crank.lost("okx", "cut").on(new MarketEvent.FeedLost(new Listing("okx", Crank.OTHER), crank.nowUs, "cut"));
            flow(50, false, false);
            flow(50, true, true);
        }

        assertThat(crank.updates)
                .filteredOn(update -> update.head().topic().toString().equals("quote:best:BTC-USDT"))
                .filteredOn(update -> update instanceof Update.StatusChange change && change.was() != null)
                .hasSize(1);
        assertThat(crank.commands).isEmpty();
    }

    /** One shard may have none but quiet listings of a venue. */
    @Test
    void reconnect_ofAVenueThatOtherShardsHear_isNotAsked() {
        Sharding two = new Sharding(2);
        List<FeedCommand> commands = new ArrayList<>();
        MarketEngine engine = new MarketEngine(
                EngineConfig.DEFAULT, Crank.EPOCH, two, index -> update -> {}, commands::add, index -> {});
        Instrument silent = Crank.BTC;
        Instrument lively = List.of("A-USDT", "B-USDT", "C-USDT", "D-USDT").stream()
                .map(Instrument::parse)
                .filter(instrument -> two.of(instrument) != two.of(silent))
                .findFirst()
                .orElseThrow();
        long nowUs = 1_000_000_000;
        for (int i = 0; i < 1_000; i++) {
            nowUs += 100_000;
            engine.offer(quote(lively, nowUs));
            if (i < 100) {
                engine.offer(quote(silent, nowUs));
            }
            engine.shard(0).doWork(nowUs);
            engine.shard(1).doWork(nowUs);
        }
        assertThat(commands).hasSize(1).allMatch(Probe.class::isInstance);

        for (int i = 0; i < 1_000; i++) {
            nowUs += 100_000;
            engine.shard(0).doWork(nowUs);
            engine.shard(1).doWork(nowUs);
        }
        assertThat(commands).hasSizeGreaterThan(2).anyMatch(Reconnect.class::isInstance);
    }

    private static Quote quote(Instrument instrument, long nowUs) {
        return new Quote(
                new Listing("okx", instrument),
                nowUs,
                nowUs,
                false,
                0,
                Crank.decimal("1"),
                null,
                Crank.decimal("2"),
                null);
    }
}
