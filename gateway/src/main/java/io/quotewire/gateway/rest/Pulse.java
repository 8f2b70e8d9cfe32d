package io.quotewire.gateway.rest;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.quotewire.model.MicroClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Shows that a loop turns.
 *
 * @param loop the name of its thread
 * @param lastTurnUs when it last came round, at rest too; any thread may ask
 */
public record Pulse(String loop, LongSupplier lastTurnUs) {
    /**
     * One pulse for each loop of {@code loops}, which from now on writes down the time once a second; they end with the
     * loops.
     *
     * @param name of the threads, which are numbered from 0
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The loop's end is theirs.
    public static List<Pulse> of(EventLoopGroup loops, String name, MicroClock clock) {
        List<Pulse> pulses = new ArrayList<>();
        for (EventExecutor loop : loops) {
            AtomicLong lastTurnUs = new AtomicLong(clock.nowUs());
            loop.scheduleAtFixedRate(() -> lastTurnUs.set(clock.nowUs()), 1, 1, TimeUnit.SECONDS);
            pulses.add(new Pulse(name + "-" + pulses.size(), lastTurnUs::get));
        }
        return pulses;
    }
}
