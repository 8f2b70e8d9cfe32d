package io.quotewire.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DutyThreadTest {
    private static final long DEADLINE_S = 20;

    private final AtomicLong nowUs = new AtomicLong(1_000_000);
    private final CompletableFuture<Throwable> fault = new CompletableFuture<>();
    private final DutyThread thread = new DutyThread(new DutyCycle("shard-0", nowUs::get), fault::complete);

    @Test
    void duty_afterWake_isDoneOnTheNamedThread() throws Exception {
        LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();
        thread.start(time -> {
            done.add(Thread.currentThread().getName() + " " + time);
            return 0;
        });

        for (int i = 0; i < 3; i++) {
            thread.wake();
            assertThat(done.poll(DEADLINE_S, TimeUnit.SECONDS)).isEqualTo("shard-0 1000000");
        }
        thread.stop();
    }

    @Test
    void wake_beforeTheStart_doesNoHarm() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        thread.wake();
        thread.start(time -> {
            done.countDown();
            return 0;
        });

        assertThat(done.await(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
        thread.stop();
    }

    @Test
    void cycle_overTenMilliseconds_isCounted() throws Exception {
        CountDownLatch cycles = new CountDownLatch(3);
        thread.start(time -> {
            if (cycles.getCount() > 0) {
                nowUs.addAndGet(cycles.getCount() == 2 ? 10_001 : 10_000);
                cycles.countDown();
            }
            return 1;
        });

        assertThat(cycles.await(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
        thread.stop();
        assertThat(thread.cycle().longCycles()).isEqualTo(1);
        assertThat(thread.cycle().longestUs()).isEqualTo(10_001);
    }

    @Test
    void exception_fromTheDuty_endsTheThreadAndIsReported() throws Exception {
        IllegalStateException thrown = new IllegalStateException("a bug");
        thread.start(time -> {
            throw thrown;
        });

        assertThat(fault.get(DEADLINE_S, TimeUnit.SECONDS)).isSameAs(thrown);
        thread.stop();
    }

    @Test
    void stop_beforeTheStart_returns() throws Exception {
        thread.stop();

        assertThat(fault).isNotDone();
    }
}
