package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final List<Integer> drained = new ArrayList<>();

    @Test
    void offer_beyondCapacity_isRefusedAndTakesNothingOut() {
        Inbox<Integer> inbox = new Inbox<>(2, wakeUps::incrementAndGet);

        assertThat(inbox.offer(1)).isTrue();
        assertThat(inbox.offer(2)).isTrue();
        assertThat(inbox.offer(3)).isFalse();

        assertThat(inbox.size()).isEqualTo(2);
        assertThat(inbox.room()).isZero();
        assertThat(inbox.drain(drained::add, 10)).isEqualTo(2);
        assertThat(drained).containsExactly(1, 2);
        assertThat(inbox.room()).isEqualTo(2);
    }

    @Test
    void offer_manyBeforeTheOwnerLooks_wakesItOnce() {
        Inbox<Integer> inbox = new Inbox<>(10, wakeUps::incrementAndGet);

        inbox.offer(1);
        inbox.offer(2);
        assertThat(wakeUps).hasValue(1);

        inbox.drain(drained::add, 10);
        inbox.offer(3);
        assertThat(wakeUps).hasValue(2);
    }

    @Test
    void offer_fromWithinADrain_wakesTheOwnerAgain() {
        List<Inbox<Integer>> self = new ArrayList<>();
        Inbox<Integer> inbox = new Inbox<>(10, wakeUps::incrementAndGet);
        self.add(inbox);
        inbox.offer(1);

        inbox.drain(item -> self.getFirst().offer(item + 1), 1);

        assertThat(wakeUps).hasValue(2);
        assertThat(inbox.size()).isEqualTo(1);
    }

    @Test
    void drain_moreThanTheLimit_leavesTheRestForTheNextOne() {
        Inbox<Integer> inbox = new Inbox<>(10, wakeUps::incrementAndGet);
        for (int i = 0; i < 5; i++) {
            inbox.offer(i);
        }

        assertThat(inbox.drain(drained::add, 3)).isEqualTo(3);
        assertThat(inbox.drain(drained::add, 3)).isEqualTo(2);
        assertThat(inbox.drain(drained::add, 3)).isZero();
        assertThat(drained).containsExactly(0, 1, 2, 3, 4);
    }

    /**
     * The owner sleeps until it is woken, as shards and lanes do. The producers let the inbox run empty again and again: it
     * is then that a lost wake-up would leave the owner asleep, and with one producer for good.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Timeout(60)
    void offers_fromOtherThreads_loseNoItemAndNoWakeUp(int producers) throws InterruptedException {
        int each = 20_000;
        Semaphore awake = new Semaphore(0);
        Inbox<int[]> inbox = new Inbox<>(4, awake::release);
        AtomicIntegerArray received = new AtomicIntegerArray(producers);
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> threads = IntStream.range(0, producers)
                .mapToObj(producer ->
                        Thread.ofPlatform().daemon().start(() -> produce(inbox, producer, each, received, over)))
                .toList();

        try {
            for (int total = 0; total < producers * each; ) {
                int work = inbox.drain(
                        item -> assertThat(received.getAndIncrement(item[0])).isEqualTo(item[1]), 7);
                total += work;
                if (work == 0) {
                    assertThat(awake.tryAcquire(10, TimeUnit.SECONDS))
                            .as("woken after %d items with %d waiting", total, inbox.size())
                            .isTrue();
                }
            }
        } finally {
            over.set(true);
        }

        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(inbox.size()).isZero();
    }

    private static void produce(
            Inbox<int[]> inbox, int producer, int count, AtomicIntegerArray received, AtomicBoolean over) {
        for (int i = 0; i < count && !over.get(); i++) {
            int[] item = {producer, i};
            while (!inbox.offer(item) && !over.get()) {
                Thread.onSpinWait();
            }
            while (i % 2 == 0 && received.get(producer) <= i && !over.get()) {
                Thread.onSpinWait();
            }
        }
    }
}
