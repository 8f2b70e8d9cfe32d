package io.quotewire.store;

import static io.quotewire.store.Given.NOW_US;
import static io.quotewire.store.Given.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller has to be able to answer with 503. */
@ParameterizedClass
@EnumSource(Place.class)
class BusyTest {
    private final Store store;

    BusyTest(Place place) {
        store = place.store();
    }

    @Test
    void call_allConnectionsInUse_isToldSo() throws Exception {
        CountDownLatch held = new CountDownLatch(8);
        CountDownLatch free = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<? extends Future<?>> all = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> store.database().read(handle -> {
                        handle.execute("SELECT 1");
                        held.countDown();
                        free.await();
                        return 1;
                    })))
                    .toList();
            held.await();
            assertThatExceptionOfType(StoreBusy.class)
                    .isThrownBy(() -> store.revocations().last())
                    .withMessageStartingWith("the store does not answer: ");
            free.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(store.revocations().last()).isZero();
    }

    @Test
    void call_whatItNeedsIsHeld_isToldSo() throws Exception {
        Account alice = account(store, "alice");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<?> holder = threads.submit(() -> store.database().write(handle -> {
                Accounts.locked(handle, alice.id());
                held.countDown();
                free.await();
                return 1;
            }));
            held.await();
            assertThatExceptionOfType(StoreBusy.class)
                    .isThrownBy(() -> store.accounts().setPassword(alice.id(), "hash", NOW_US));
            free.countDown();
            holder.get();
        }
        assertThat(store.accounts().setPassword(alice.id(), "hash", NOW_US)).isTrue();
    }

    @Test
    void bug_inAStatement_isNoReasonToAskAgain() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.database().read(handle -> handle.execute("SELECT nonsense")))
                .withMessageStartingWith("the store refuses: ");
    }

    /** Two transactions that take the same two rows in the other order: one is undone, and run again. */
    @Test
    void write_crossedByAnother_isRunAgain() throws Exception {
        Account alice = account(store, "alice");
        Account bob = account(store, "bob");
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> one = threads.submit(() -> lockBoth(alice, bob, both));
            Future<?> other = threads.submit(() -> lockBoth(bob, alice, both));
            one.get();
            other.get();
        }
    }

    private long lockBoth(Account first, Account second, CountDownLatch both) {
        return store.database().write(handle -> {
            Accounts.locked(handle, first.id());
            both.countDown();
            both.await();
            Accounts.locked(handle, second.id());
            return first.id();
        });
    }
}
