package io.quotewire.gateway.fanout;

import static io.quotewire.gateway.fanout.Rig.QUOTE;
import static io.quotewire.gateway.fanout.Rig.TRADE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nothing is allocated for a delivery: what a lane allocates is the same for few followers and for many. */
class AllocationTest {
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final int WARM_UP = 100;
    private static final int MEASURED = 50;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Takes what is written before the socket of the test does, which allocates. */
    private static final class Drain extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            ReferenceCountUtil.release(msg);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            // Nothing has been let through.
        }
    }

    @Test
    void drain_moreFollowers_allocatesNoMore() throws Exception {
        assertNothingForEach(this::drain, Encoding.PLAIN);
    }

    /** In other words too; what a publication has none for costs nothing either. */
    @Test
    void drain_moreFollowersOfADialect_allocatesNoMore() throws Exception {
        assertNothingForEach(this::drain, Encoding.of((json, change) -> {
            json.clear().text(change.now().head().topic().toString());
            return change.now() instanceof Update.Value;
        }));
    }

    @Test
    void tick_moreFollowers_allocatesNoMore() throws Exception {
        assertNothingForEach(this::tick, Encoding.PLAIN);
    }

    /** What is measured of a crank whose publications wait at the lane. */
    private interface Step {
        long measure(Rig rig);
    }

    private long drain(Rig rig) {
        long before = threads.getCurrentThreadAllocatedBytes();
        rig.crankLane(0);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private long tick(Rig rig) {
        rig.crankLane(0);
        long before = threads.getCurrentThreadAllocatedBytes();
        rig.tick();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** Whatever is an object takes 16 bytes and more; less than one for each is none for any. */
    private static void assertNothingForEach(Step step, Encoding encoding) throws Exception {
        long few = onLaneThread(() -> bytes(FEW, step, encoding));
        long many = onLaneThread(() -> bytes(MANY, step, encoding));
        assertThat(many - few)
                .as("bytes for %d followers %d, for %d %d", FEW, few, MANY, many)
                .isLessThan(MEASURED * (long) (MANY - FEW));
    }

    /** On a thread like that of an event loop: the library keeps what can be used again for such only. */
    private static long onLaneThread(Callable<Long> measurement) throws Exception {
        FutureTask<Long> task = new FutureTask<>(measurement);
        Thread thread = new FastThreadLocalThread(task);
        thread.start();
        return task.get(2, TimeUnit.MINUTES);
    }

    private static long bytes(int followers, Step step, Encoding encoding) {
        Rig rig = new Rig(1, FanoutConfig.DEFAULT);
        List<Outbox> outboxes = follow(rig, followers, encoding);
        rig.crank();
        rig.crank();
        long bytes = 0;
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
            publish(rig, i);
            rig.broadcaster().doWork(rig.nowUs);
            long measured = step.measure(rig);
            bytes += i < WARM_UP ? 0 : measured;
        }
        rig.assertConserved("at the end");
        outboxes.forEach(Outbox::close);
        rig.close();
        return bytes;
    }

    private static List<Outbox> follow(Rig rig, int followers, Encoding encoding) {
        List<Outbox> outboxes = new ArrayList<>();
        for (int i = 0; i < followers; i++) {
            Outbox outbox = rig.lane(0).open(new EmbeddedChannel(new Drain()), encoding);
            for (Topic topic : List.of(QUOTE, TRADE)) {
                outbox.join(topic, Rate.EVERYTHING, null);
            }
            outboxes.add(outbox);
        }
        return outboxes;
    }

    /** By turns one message, which is passed on, and several, which are gathered. */
    private static void publish(Rig rig, int turn) {
        rig.quote(QUOTE, Integer.toString(100 + turn));
        if (turn % 2 == 0) {
            rig.trades(TRADE, 1);
        }
    }
}
