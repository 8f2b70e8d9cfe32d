package io.quotewire.gateway.fanout;

import io.quotewire.model.Epoch;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Sharding;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** A whole fan-out on the test's thread: lanes run when they are cranked. */
public final class CrankedFanout {
    public static final Epoch EPOCH = Epoch.parse("m3q0jrnk");

    private final List<Crank> cranks;
    private final Fanout fanout;

    public CrankedFanout(int lanes, FanoutConfig config, MicroClock clock) {
        cranks = IntStream.range(0, lanes).mapToObj(ignored -> new Crank()).toList();
        fanout = new Fanout(
                cranks, config, new Fanout.Setup(new Sharding(1), EPOCH, ignored -> () -> {}, clock, failure -> {
                    throw new AssertionError(failure);
                }));
    }

    /** Runs what a lane was given when it is told to. */
    private static final class Crank implements Executor {
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void turn() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    public Fanout fanout() {
        return fanout;
    }

    public Broadcaster broadcaster() {
        return fanout.broadcaster(0);
    }

    /** The shard's thread once, then each lane. */
    public void crank(long nowUs) {
        broadcaster().doWork(nowUs);
        for (int lane = 0; lane < cranks.size(); lane++) {
            crankLane(lane);
        }
    }

    public void crankLane(int lane) {
        cranks.get(lane).turn();
    }

    public void tick(long nowUs) {
        fanout.lanes().forEach(lane -> lane.tick(nowUs));
    }

    /** Topics that any lane still knows. */
    public int topics() {
        return fanout.lanes().stream().mapToInt(Lane::topics).sum();
    }
}
