package io.quotewire.lab.load.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final int STEPS = 200;

    /** The first step takes half of the time that all of them have, and yet none is put off or left out. */
    @Test
    void steps_areDueWhenTheyWere_howeverLongOneTakes() throws Exception {
        long[] late = new long[STEPS];
        CountDownLatch done = new CountDownLatch(STEPS);
        try (Loop loop = new Loop()) {
            Pacer[] pacer = new Pacer[1];
            long startNs = System.nanoTime();
            pacer[0] = new Pacer(loop, 1_000, STEPS, (first, last) -> {
                for (long i = first; i < last; i++) {
                    late[(int) i] = System.nanoTime() - startNs - pacer[0].dueNs(i);
                    if (i == 0) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                    }
                    done.countDown();
                }
            });
            pacer[0].begin(startNs);

            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(late[1]).as("the second waited for the first").isGreaterThan(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    void dueTimes_haveNoErrorThatGrows() {
        try (Loop loop = new Loop()) {
            Pacer pacer = new Pacer(loop, 3, 1, (first, last) -> {});

            assertThat(pacer.dueNs(3_000_000)).isEqualTo(1_000_000L * 1_000_000_000);
        }
    }
}
