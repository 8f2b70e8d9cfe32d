package io.quotewire.gateway;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.quotewire.gateway.rest.Pulse;
import io.quotewire.model.MicroClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets it be seen that event loops turn: each of them writes down the time once a second. */
final class LanePulse {
    private LanePulse() {}

    /** One pulse for each loop of {@code lanes}; they end with the loops. */
    @SuppressWarnings("FutureReturnValueIgnored") // The loop's end is theirs.
    static List<Pulse> of(EventLoopGroup lanes, MicroClock clock) {
        List<Pulse> pulses = new ArrayList<>();
        for (EventExecutor loop : lanes) {
            AtomicLong lastTurnUs = new AtomicLong(clock.nowUs());
            loop.scheduleAtFixedRate(() -> lastTurnUs.set(clock.nowUs()), 1, 1, TimeUnit.SECONDS);
            pulses.add(new Pulse("lane-" + pulses.size(), lastTurnUs::get));
        }
        return pulses;
    }
}
