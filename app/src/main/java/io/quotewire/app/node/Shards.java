package io.quotewire.app.node;

import io.netty.channel.EventLoopGroup;
import io.quotewire.gateway.rest.Pulse;
import io.quotewire.model.Duty;
import io.quotewire.model.MicroClock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What turns {@code shard-0}, {@code shard-1} and so on. Any thread. */
final class Shards {
    private final List<DutyRunner> runners;

    private Shards(int count, MicroClock clock, Function<DutyCycle, DutyRunner> runners) {
        this.runners = IntStream.range(0, count)
                .mapToObj(index -> runners.apply(new DutyCycle("shard-" + index, clock)))
                .toList();
    }

    /** Each on a thread of its own, named like it. */
    static Shards onThreads(int count, MicroClock clock, Consumer<Throwable> fault) {
        return new Shards(count, clock, cycle -> new DutyThread(cycle, fault));
    }

    /**
     * All on the loops that read what they need. With one processor threads take turns: one that hands work to the next only
     * delays it, and what has come meanwhile is not in the hands of who could do it together.
     */
    static Shards onLoops(EventLoopGroup loops, int count, MicroClock clock, Consumer<Throwable> fault) {
        return new Shards(count, clock, cycle -> new DutyTask(loops.next(), cycle, fault));
    }

    void start(IntFunction<Duty> duties) {
        for (int i = 0; i < runners.size(); i++) {
            runners.get(i).start(duties.apply(i));
        }
    }

    void wake(int index) {
        runners.get(index).wake();
    }

    void stop() throws InterruptedException {
        for (DutyRunner runner : runners) {
            runner.stop();
        }
    }

    List<Pulse> pulses() {
        return cycles().stream()
                .map(cycle -> new Pulse(cycle.name(), cycle::lastTurnUs))
                .toList();
    }

    List<DutyCycle> cycles() {
        return runners.stream().map(DutyRunner::cycle).toList();
    }
}
