package io.quotewire.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.quotewire.venue.FeedThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DutyTaskTest {
    private static final long DEADLINE_S = 20;

    private final EventLoopGroup loops = FeedThreads.create(1);
    private final EventLoop loop = loops.next();
    private final CompletableFuture<Throwable> fault = new CompletableFuture<>();
    private final DutyTask task = new DutyTask(loop, new DutyCycle("shard-0", () -> 1_000_000), fault::complete);

    @AfterEach
    void end() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void duty_afterWake_isDoneOnTheLoop() throws Exception {
        LinkedBlockingQueue<Boolean> done = new LinkedBlockingQueue<>();
        task.wake();
        task.start(time -> {
            done.add(loop.inEventLoop());
            return 0;
        });

        for (int i = 0; i < 3; i++) {
            task.wake();
            assertThat(done.poll(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
        }
        task.stop();
        assertThat(task.cycle().lastTurnUs()).isEqualTo(1_000_000);
    }

    /** What is scheduled has its turn when sockets have had theirs. */
    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // It completes another.
    void duty_withMoreToDo_isDoneAgain_andLetsSocketsHaveTheirTurnBefore() throws Exception {
        AtomicInteger left = new AtomicInteger(1_000);
        CountDownLatch other = new CountDownLatch(1);
        CompletableFuture<Integer> leftThen = new CompletableFuture<>();
        task.start(time -> {
            if (left.get() == 1_000) {
                loop.schedule(() -> leftThen.complete(left.get()), 0, TimeUnit.NANOSECONDS);
            }
            if (left.decrementAndGet() == 0) {
                other.countDown();
            }
            return Math.max(0, left.get());
        });

        assertThat(other.await(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
        assertThat(leftThen.get(DEADLINE_S, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(998);
        task.stop();
    }

    @Test
    void exception_fromTheDuty_endsItAndIsReported() throws Exception {
        IllegalStateException thrown = new IllegalStateException("a bug");
        AtomicInteger cycles = new AtomicInteger();
        task.start(time -> {
            cycles.incrementAndGet();
            throw thrown;
        });

        assertThat(fault.get(DEADLINE_S, TimeUnit.SECONDS)).isSameAs(thrown);
        task.wake();
        task.stop();
        assertThat(cycles).hasValue(1);
    }

    @Test
    void stop_endsIt_alsoBeforeTheStartAndAfterTheLoop() throws Exception {
        DutyTask never = new DutyTask(loop, new DutyCycle("shard-1", () -> 0), fault::complete);
        never.stop();
        AtomicInteger cycles = new AtomicInteger();
        task.start(time -> cycles.incrementAndGet() - cycles.get());
        task.stop();
        int then = cycles.get();
        task.wake();
        loop.submit(() -> {}).await();
        assertThat(cycles).hasValue(then);

        end();
        task.wake();
        task.stop();
        assertThat(fault).isNotDone();
    }
}
