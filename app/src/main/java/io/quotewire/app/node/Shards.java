package io.quotewire.app.node;

import io.quotewire.gateway.rest.Pulse;
import io.quotewire.model.Duty;
import io.quotewire.model.MicroClock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The threads {@code shard-0}, {@code shard-1} and so on. Any thread. */
final class Shards {
    private final List<DutyThread> threads;

    Shards(int count, MicroClock clock, Consumer<Throwable> fault) {
        this.threads = IntStream.range(0, count)
                .mapToObj(index -> new DutyThread("shard-" + index, clock, fault))
                .toList();
    }

    void start(IntFunction<Duty> duties) {
        for (int i = 0; i < threads.size(); i++) {
            threads.get(i).start(duties.apply(i));
        }
    }

    void wake(int index) {
        threads.get(index).wake();
    }

    void stop() throws InterruptedException {
        for (DutyThread thread : threads) {
            thread.stop();
        }
    }

    List<Pulse> pulses() {
        return threads.stream()
                .map(thread -> new Pulse(thread.name(), thread::lastTurnUs))
                .toList();
    }

    List<DutyThread> threads() {
        return threads;
    }
}
