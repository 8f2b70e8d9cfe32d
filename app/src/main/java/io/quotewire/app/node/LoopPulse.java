package io.quotewire.app.node;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.quotewire.gateway.rest.Pulse;
import io.quotewire.model.MicroClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets it be seen that event loops turn: each of them writes down the time once a second. */
final class LoopPulse {
    private LoopPulse() {}

    /** One pulse for each loop of {@code group}; they end with the loops. */
    static List<Pulse> of(EventLoopGroup group, String name, MicroClock clock) {
        List<Pulse> pulses = new ArrayList<>();
        for (EventExecutor loop : group) {
            AtomicLong lastTurnUs = new AtomicLong(clock.nowUs());
            var _ = loop.scheduleAtFixedRate(() -> lastTurnUs.set(clock.nowUs()), 1, 1, TimeUnit.SECONDS);
            pulses.add(new Pulse(name + "-" + pulses.size(), lastTurnUs::get));
        }
        return pulses;
    }
}
