package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Channel;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pair that seldom trades on one venue and often on another: a day of that gives no alarm, and no command. */
class QuietDayTest {
    private static final long DAY_MS = 86_400_000;

    /** Pauses as they are: mostly short, often none, now and then very long. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void quietPair_besideALivelyVenue_staysLiveAllDay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Crank crank = new Crank(EngineConfig.DEFAULT.with(Derived.NONE));
        for (String venue : List.of("okx", "binance")) {
            for (Channel channel : Channel.values()) {
                crank.on(new MarketEvent.Acknowledged(Crank.listing(venue), channel, crank.nowUs));
            }
        }
        long[] quietMs = {0, 0, 0, 0};
        long livelyMs = 0;
        long endMs = crank.nowUs / 1_000 + DAY_MS;
        while (crank.nowUs / 1_000 < endMs) {
            long nowMs = crank.nowUs / 1_000;
            for (int channel = 0; channel < 4; channel++) {
                if (nowMs >= quietMs[channel]) {
                    say(crank, "okx", channel);
                    quietMs[channel] = nowMs + pauseMs(random, 8_000);
                }
            }
            if (nowMs >= livelyMs) {
                say(crank, "binance", random.nextInt(4));
                livelyMs = nowMs + pauseMs(random, 400);
            }
            crank.updates.removeIf(update -> update.head().status() == Status.LIVE);
            crank.after(100);
        }

        assertThat(crank.updates).extracting(Update::toString).isEmpty();
        assertThat(crank.commands).isEmpty();
    }

    /** A fifth of the pauses are within a burst, the others random ones around the mean. */
    private static long pauseMs(SplittableRandom random, long meanMs) {
        return random.nextInt(5) == 0 ? 0 : (long) (-Math.log(1 - random.nextDouble()) * meanMs);
    }

    private static void say(Crank crank, String venue, int channel) {
        switch (channel) {
            case 0 -> crank.quote(venue, "1", "2");
            case 1 -> crank.trade(venue, 0, "1");
            case 2 -> crank.ticker(venue, "1", "1", "2");
            default -> new BookTalk(crank, venue).snapshot(1, "1 1", "2 1");
        }
    }
}
